import type { FilmId } from '#engine';
import { below } from '../../artifact/tensor-reader.js';
import { encodeTexts, Texts } from '../../artifact/texts.js';
import type { ColumnKind } from './column.js';

/** Ids: a text, or where that is empty an integer. No id is an empty text. */
export const filmIds: ColumnKind<FilmId> = {
  encode: (ids) => ({
    numbers: Float64Array.from(ids, (id) => (typeof id === 'number' ? id : 0)),
    ...below('texts', encodeTexts(ids.map((id) => (typeof id === 'string' ? id : '')))),
  }),

  decode(reader, { films }) {
    const numbers = reader.read('numbers', Float64Array, films);
    const texts = Texts.read(reader.of('texts'), films);
    const odd = reader.isDoubtful
      ? numbers.findIndex((number) => !Number.isSafeInteger(number))
      : -1;
    if (odd >= 0) reader.refuse('numbers', `${numbers[odd]} at ${odd}, expected an integer`);
    return { at: (film) => (texts.isEmpty(film) ? numbers[film] : texts.at(film)) };
  },
};
