import type { z } from 'zod';
import type { Tensors } from '../../artifact/safetensors.js';
import type { TensorReader } from '../../artifact/tensor-reader.js';

/** One fact of all films, kept as tensors and read when it is asked for. */
export interface Column<T> {
  /** The fact of a film that has it. */
  at(film: number): T;
}

/** Which films a column is about, and what may stand in it. */
export interface ColumnScope {
  /** All films of the catalogue. */
  readonly films: number;
  /** Whether a film has this fact. */
  readonly has: (film: number) => boolean;
  /** What a single fact must be like. */
  readonly schema: z.ZodType;
}

/** How facts of one type become tensors and are read again. */
export interface ColumnKind<T> {
  /** @param facts one for each film; undefined where the film does not have it */
  encode(facts: readonly (T | undefined)[]): Tensors;
  /** @throws ModelFileError naming the tensor when it is not a column of so many films */
  decode(reader: TensorReader, scope: ColumnScope): Column<T>;
}
