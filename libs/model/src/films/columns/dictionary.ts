import { below, type TensorReader } from '../../artifact/tensor-reader.js';
import { encodeTexts, Texts } from '../../artifact/texts.js';

/** Numbers labels in the order of their first use: that of the films, so the same every time. */
export class DictionaryBuilder {
  private readonly ids = new Map<string, number>();

  idOf(label: string): number {
    let id = this.ids.get(label);
    if (id === undefined) this.ids.set(label, (id = this.ids.size));
    return id;
  }

  encode() {
    return below('labels', encodeTexts([...this.ids.keys()]));
  }
}

/** Labels by number. There are few beside how often each is used: a label is remembered once read. */
export class Dictionary {
  private readonly labels: (string | undefined)[];

  private constructor(private readonly texts: Texts) {
    this.labels = new Array<string | undefined>(texts.length);
  }

  /** @throws ModelFileError when labels are no texts, or one is empty */
  static read(reader: TensorReader): Dictionary {
    const texts = Texts.read(reader.of('labels'));
    for (let id = 0; id < texts.length && reader.isDoubtful; id++)
      if (texts.isEmpty(id)) reader.refuse('labels.offsets', `no text at ${id}`);
    return new Dictionary(texts);
  }

  get size(): number {
    return this.texts.length;
  }

  at(id: number): string {
    return (this.labels[id] ??= this.texts.at(id));
  }
}
