import type { ColumnKind } from './column.js';
import { Dictionary, DictionaryBuilder } from './dictionary.js';

/** One label a film: that of `labels` with the number `ids[film]`; 0 where there is none. */
export const labels: ColumnKind<string> = {
  encode(facts) {
    const dictionary = new DictionaryBuilder();
    const ids = Uint32Array.from(facts, (label) =>
      label === undefined ? 0 : dictionary.idOf(label),
    );
    return { ids, ...dictionary.encode() };
  },

  decode(reader, { films, has }) {
    const ids = reader.read('ids', Uint32Array, films);
    const dictionary = Dictionary.read(reader);
    for (let film = 0; film < films && reader.isDoubtful; film++)
      if (ids[film] >= dictionary.size && has(film)) reader.refuse('ids', `no label at ${film}`);
    return { at: (film) => dictionary.at(ids[film]) };
  },
};
