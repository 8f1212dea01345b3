import type { TensorReader } from '../../artifact/tensor-reader.js';
import { encodeTexts, Texts } from '../../artifact/texts.js';
import type { ColumnKind, ColumnScope } from './column.js';

/** Facts that have parts, as JSON. */
export const objects: ColumnKind<object> = {
  encode: (facts) =>
    encodeTexts(facts.map((fact) => (fact === undefined ? '' : JSON.stringify(fact)))),

  decode(reader, scope) {
    const texts = Texts.read(reader, scope.films);
    if (reader.isDoubtful) assertObjects(reader, texts, scope);
    return { at: (film) => JSON.parse(texts.at(film)) as object };
  },
};

function assertObjects(reader: TensorReader, texts: Texts, { films, has }: ColumnScope): void {
  for (let film = 0; film < films; film++)
    if (has(film) && !isObject(texts.at(film))) reader.refuse('bytes', `no object at ${film}`);
}

function isObject(json: string): boolean {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
