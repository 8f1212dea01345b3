import { likenessOf, STRING } from './likeness.js';
import { ValueScanner } from './value-scanner.js';

/** Objects that are tried to find the longest. */
const TRIED = 100;

/** Where objects begin that are rows, as far as the ones before tell. */
export interface Landmarks {
  /** The name of a member stands before each of them. */
  readonly areNamed: boolean;
  /** How many letters stand before them on their line; undefined where they do not begin lines. */
  readonly column: number | undefined;
  /** The text of one of them, or its beginning; blank if none is known. */
  readonly object: string;
}

/** What stands between the beginning of a line and that of a row. */
const INDENTATION = String.raw`\n([ \t,[]*)`;

/** Between two objects, when nothing is known about them. */
const AFTER_OBJECT = String.raw`(?<=\}\s*,\s*)`;

/** Finds the place behind a broken row where it can be gone on. */
export type FindBeginning = (text: string) => number | undefined;

/**
 * The next row begins with a line, no deeper inside than the one before; or with the same keys as
 * the one before, wherever that is.
 */
export function beginningsLike({ areNamed, column, object }: Landmarks): FindBeginning {
  const name = areNamed ? String.raw`${STRING}\s*:\s*` : '';
  const onLine = new RegExp(String.raw`${INDENTATION}(?=${name}\{)`, 'gu');
  const likeness = likenessOf(object);
  const alike = new RegExp(
    likeness === undefined ? String.raw`${AFTER_OBJECT}${name}\{` : name + likeness,
    'u',
  );
  return (text) => {
    const places = [placeOnLine(text, onLine, column ?? -1), alike.exec(text)?.index];
    const found = places.filter((place) => place !== undefined);
    return found.length === 0 ? undefined : Math.min(...found);
  };
}

function placeOnLine(text: string, onLine: RegExp, column: number): number | undefined {
  for (const { 0: match, 1: indentation, index } of text.matchAll(onLine))
    if (indentation.length <= column) return index + match.length;
  return undefined;
}

/**
 * The longest object in a text, blank if none is whole: where no row is known, the one that holds
 * the others is most likely to be one.
 */
export function longestObjectIn(text: string): string {
  let longest = '';
  for (const { index } of [...text.matchAll(/\{/gu)].slice(0, TRIED)) {
    const scanner = new ValueScanner();
    const object = text.slice(index);
    if (scanner.scan(object) === 'whole' && scanner.at > longest.length)
      longest = object.slice(0, scanner.at);
  }
  return longest;
}
