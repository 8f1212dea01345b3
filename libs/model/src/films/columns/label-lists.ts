import type { ColumnKind } from './column.js';
import { Dictionary, DictionaryBuilder } from './dictionary.js';

/** Lists of labels that many films share: film i has `ids[starts[i]]` … `ids[starts[i + 1] − 1]`. */
export const labelLists: ColumnKind<string[]> = {
  encode(facts) {
    const dictionary = new DictionaryBuilder();
    const starts = new Uint32Array(facts.length + 1);
    const ids: number[] = [];
    facts.forEach((labels = [], film) => {
      for (const label of labels) ids.push(dictionary.idOf(label));
      starts[film + 1] = ids.length;
    });
    return { starts, ids: Uint32Array.from(ids), ...dictionary.encode() };
  },

  decode(reader, { films }) {
    const ids = reader.read('ids', Uint32Array);
    const starts = reader.readStarts('starts', films, ids.length);
    const dictionary = Dictionary.read(reader);
    reader.assertBelow('ids', ids, dictionary.size);
    return {
      at(film) {
        const labels: string[] = [];
        for (let i = starts[film]; i < starts[film + 1]; i++) labels.push(dictionary.at(ids[i]));
        return labels;
      },
    };
  },
};
