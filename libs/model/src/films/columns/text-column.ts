import { encodeTexts, Texts } from '../../artifact/texts.js';
import type { ColumnKind } from './column.js';

/** Texts that are hardly ever the same twice: titles, descriptions. */
export const texts: ColumnKind<string> = {
  encode: (facts) => encodeTexts(facts.map((fact = '') => fact)),

  decode(reader, { films, has, schema }) {
    const column = Texts.read(reader, films);
    if (reader.isDoubtful && !schema.safeParse('').success)
      for (let film = 0; film < films; film++)
        if (has(film) && column.isEmpty(film)) reader.refuse('offsets', `no text at ${film}`);
    return column;
  },
};
