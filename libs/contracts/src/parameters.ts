import { z } from 'zod';
import { plainInteger } from './film.js';

/*
 * Values in a query string are text; these schemas read the plain form of a value and leave any
 * other as it is, for the schema behind to refuse.
 */

/** A pattern of JSON Schema for a text that is more than white space, as `trim` understands it. */
export const FILLED = String.raw`[^\s\ufeff]`;

/** An integer: "7", not "007", "7.0" or " 7". */
export const integerParameter = (least: number, most: number) =>
  z.preprocess(
    (text) => (typeof text === 'string' ? (plainInteger(text) ?? text) : text),
    z.int().min(least).max(most),
  );

const FLAGS: Readonly<Partial<Record<string, boolean>>> = { true: true, false: false };

/** "true" or "false". */
export const booleanParameter = () =>
  z.preprocess((text) => (typeof text === 'string' ? (FLAGS[text] ?? text) : text), z.boolean());

/** Names with commas between them: "id,title". */
export const listParameter = <T extends readonly [string, ...string[]]>(names: T) =>
  z.preprocess(
    (text) => (typeof text === 'string' ? text.split(',') : text),
    z.array(z.enum(names)).min(1),
  );
