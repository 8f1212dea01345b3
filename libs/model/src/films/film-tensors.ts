import type { Film } from '#engine';
import type { Tensors } from '../artifact/safetensors.js';
import { below, type TensorReader } from '../artifact/tensor-reader.js';
import { ModelFileError } from '../errors.js';
import type { Column, ColumnKind } from './columns/column.js';
import { assertFilms } from './film-checks.js';
import { FACT_KINDS, FACT_NAMES, factOf, isFactName, schemaOf } from './film-facts.js';
import { type Fact, viewFilm, viewFilms } from './film-view.js';

/** A bit for each fact. */
const MAX_FACTS = 32;
const FILMS_A_STEP = 512;

export interface EncodedFilms {
  /** The facts that the bits of the masks stand for, from the lowest: those that any film has. */
  readonly facts: readonly string[];
  readonly tensors: Tensors;
}

/**
 * Films as columns: a mask of the facts that each has, then the facts, one after the other.
 *
 * @throws ModelFileError naming a film that could not be told from another one when it is read again
 */
export function encodeFilms(films: readonly Film[]): EncodedFilms {
  films.forEach(assertEncodable);
  const masks = new Uint32Array(films.length);
  const columns: Tensors[] = [];
  const facts = FACT_NAMES.filter((name) => films.some((film) => factOf(film, name) !== undefined));
  facts.forEach((name, i) => {
    const values = films.map((film) => factOf(film, name));
    values.forEach((value, film) => {
      if (value !== undefined) masks[film] |= 2 ** i;
    });
    const kind = FACT_KINDS[name] as ColumnKind<unknown>;
    columns.push(below(name, kind.encode(values)));
  });
  return { facts, tensors: Object.assign({ masks }, ...columns) as Tensors };
}

/**
 * Films that view their columns. Facts that this program does not know are passed over.
 *
 * @param reader of the tensors that `encodeFilms` gives
 * @throws ModelFileError naming what is not as the engine takes it for granted
 */
export function decodeFilms(
  reader: TensorReader,
  facts: readonly string[],
  films: number,
): readonly Film[] {
  if (facts.length > MAX_FACTS || new Set(facts).size < facts.length)
    throw new ModelFileError(`films have the facts ${facts.join()}, expected up to ${MAX_FACTS}`);
  const masks = reader.read('masks', Uint32Array, films);
  const known = readColumns(reader, facts, masks);
  for (const name of ['id', 'title'] as const) assertAll(reader, masks, name, known.get(name));
  const views = viewFilms(masks, known);
  assertFilms(views);
  return views;
}

/** The same films of tensors that have been checked, a few at a time. */
export function* viewingFilms(
  reader: TensorReader,
  facts: readonly string[],
  films: number,
): Generator<void, readonly Film[]> {
  const masks = reader.read('masks', Uint32Array, films);
  const known = readColumns(reader, facts, masks);
  yield;
  const views: Film[] = [];
  for (let film = 0; film < films; film++) {
    views.push(viewFilm(known, masks[film], film));
    if (film % FILMS_A_STEP === 0) yield;
  }
  return views;
}

function readColumns(
  reader: TensorReader,
  facts: readonly string[],
  masks: Uint32Array,
): ReadonlyMap<string, Fact> {
  return new Map(
    facts.flatMap((name, i) => {
      if (!isFactName(name)) return [];
      const bit = 2 ** i;
      const has = (film: number): boolean => (masks[film] & bit) !== 0;
      const scope = { films: masks.length, has, schema: schemaOf(name) };
      const column: Column<unknown> = FACT_KINDS[name].decode(reader.of(name), scope);
      return [[name, { bit, column }] as const];
    }),
  );
}

function assertEncodable(film: Film): void {
  const shown = JSON.stringify(film.id);
  if (typeof film.id === 'string' && !film.id.isWellFormed())
    throw new ModelFileError(`the film ${shown} has half a character in its id`);
  const odd = Object.keys(film).find((name) => !isFactName(name));
  if (odd !== undefined)
    throw new ModelFileError(`the film ${shown} has the unknown fact "${odd}"`);
}

function assertAll(
  reader: TensorReader,
  masks: Uint32Array,
  name: string,
  fact: Fact | undefined,
): void {
  const without = masks.findIndex((mask) => (mask & (fact?.bit ?? 0)) === 0);
  if (without >= 0) reader.refuse('masks', `the film at ${without} has no ${name}`);
}
