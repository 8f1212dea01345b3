import type { CatalogueFilm } from '#contracts';
import { FirstSeen } from './first-seen.js';
import { type FilmFinding, shownValue } from './report.js';

/** Where a row stands. */
export interface Place {
  readonly source: string;
  readonly line: number;
}

/**
 * Remembers what films may share by mistake: ids, titles, texts. Of each film it keeps a few numbers
 * and its id, not its texts, so that a catalogue need not be held to be checked.
 */
export class Likenesses {
  private readonly ids = new Map<CatalogueFilm['id'], number>();
  private readonly titles = new FirstSeen();
  private readonly titlesOfYear = new FirstSeen();
  private readonly texts = new FirstSeen();
  private readonly sources: string[] = [];
  private sourceOf = new Uint16Array(1024);
  private lineOf = new Float64Array(1024);

  /** The finding that refuses a film whose id an earlier one has. */
  sameId({ id }: CatalogueFilm, place: Place): FilmFinding | undefined {
    const first = this.ids.get(id);
    if (first === undefined) return undefined;
    const reason = `the id of the film in ${this.nameOf(first, place)}`;
    return { kind: 'duplicate-id', field: 'id', value: shownValue(id), reason, action: 'refused' };
  }

  /** Remembers a film, and tells what it shares with earlier ones. */
  add(film: CatalogueFilm, place: Place): FilmFinding[] {
    const number = this.ids.size;
    this.ids.set(film.id, number);
    this.put(number, place);
    return [...this.sameTitle(film, number, place), ...this.sameText(film, number, place)];
  }

  private sameTitle({ title, year }: CatalogueFilm, number: number, place: Place): FilmFinding[] {
    const plain = title.normalize('NFC').toLowerCase();
    const ofYear = this.titlesOfYear.see(`${plain}\n${year ?? ''}`, number);
    const anyYear = this.titles.see(plain, number);
    if (anyYear === undefined) return [];
    const [kind, which] =
      ofYear === undefined
        ? (['same-title', 'but another year'] as const)
        : (['same-title-and-year', 'and the year'] as const);
    const reason = `the title ${which} of the film in ${this.nameOf(ofYear ?? anyYear, place)}`;
    return [noted(kind, 'title', title, reason)];
  }

  private sameText(film: CatalogueFilm, number: number, place: Place): FilmFinding[] {
    const { description = '' } = film;
    const plain = description.trim().toLowerCase();
    const first = plain === '' ? undefined : this.texts.see(plain, number);
    if (first === undefined) return [];
    const reason = `the text of the film in ${this.nameOf(first, place)}`;
    return [noted('same-text', 'description', description, reason)];
  }

  private put(number: number, { source, line }: Place): void {
    if (number === this.lineOf.length) this.grow();
    if (this.sources.at(-1) !== source) this.sources.push(source);
    this.sourceOf[number] = this.sources.length - 1;
    this.lineOf[number] = line;
  }

  private grow(): void {
    const sourceOf = new Uint16Array(this.sourceOf.length * 2);
    const lineOf = new Float64Array(this.lineOf.length * 2);
    sourceOf.set(this.sourceOf);
    lineOf.set(this.lineOf);
    Object.assign(this, { sourceOf, lineOf });
  }

  /** "line 7", or "part-2.csv, line 7" where that is another source. */
  private nameOf(number: number, from: Place): string {
    const source = this.sources[this.sourceOf[number]];
    const line = `line ${this.lineOf[number]}`;
    return source === from.source ? line : `${source}, ${line}`;
  }
}

const noted = (
  kind: FilmFinding['kind'],
  field: string,
  value: string,
  reason: string,
): FilmFinding => ({ kind, field, value: shownValue(value), reason, action: 'noted' });
