import { ModelFileError } from '../errors.js';
import type { Tensor, Tensors } from './safetensors.js';

type TensorType<T extends Tensor> = new (length: number) => T;

/** Reads tensors below a name: `reader.of('films').read('year', Float64Array)` is "films.year". */
export class TensorReader {
  /** Whether the tensors may still hold anything: who reads them checks what is taken for granted. */
  readonly isDoubtful: boolean = true;

  constructor(
    protected readonly tensors: Tensors,
    private readonly prefix = '',
  ) {}

  of(name: string): TensorReader {
    return new TensorReader(this.tensors, `${this.nameOf(name)}.`);
  }

  /** The name as it stands in the file, for messages. */
  nameOf(name: string): string {
    return this.prefix + name;
  }

  /** @throws ModelFileError when it is missing, of another type, or of another length than asked for */
  read<T extends Tensor>(name: string, type: TensorType<T>, length?: number): T {
    const tensor = this.tensors[this.nameOf(name)];
    if (!(tensor instanceof type)) this.refuse(name, 'is missing or of another type');
    if (length !== undefined && tensor.length !== length)
      this.refuse(name, `${tensor.length} entries, expected ${length}`);
    return tensor;
  }

  /** @throws ModelFileError naming the tensor */
  refuse(name: string, reason: string): never {
    throw new ModelFileError(`tensor "${this.nameOf(name)}": ${reason}`);
  }

  /** @throws ModelFileError unless all values are less than the limit */
  assertBelow(name: string, values: Uint32Array, limit: number): void {
    for (let i = 0; i < values.length; i++)
      if (values[i] >= limit)
        this.refuse(name, `${values[i]} at ${i}, expected less than ${limit}`);
  }

  /**
   * The first entry of each run and, last, the number of entries.
   *
   * @throws ModelFileError unless so many runs follow each other and take up all of the entries
   */
  readStarts(name: string, runs: number, entries: number): Uint32Array {
    const starts = this.read(name, Uint32Array, runs + 1);
    if (starts[0] !== 0) this.refuse(name, `begins at ${starts[0]}, expected 0`);
    for (let run = 0; run < runs; run++)
      if (starts[run] > starts[run + 1]) this.refuse(name, `falls behind ${run}`);
    if (starts[runs] !== entries) this.refuse(name, `ends at ${starts[runs]}, expected ${entries}`);
    return starts;
  }
}

/** Reads tensors that have been checked before, all of them: it finds nothing wrong any more. */
export class VerifiedReader extends TensorReader {
  override readonly isDoubtful = false;

  override of(name: string): TensorReader {
    return new VerifiedReader(this.tensors, `${this.nameOf(name)}.`);
  }

  override assertBelow(): void {
    // It was checked.
  }

  override readStarts(name: string): Uint32Array {
    return this.read(name, Uint32Array);
  }
}

/** The same tensors below a name, as a reader `of` that name finds them. */
export const below = (name: string, tensors: Tensors): Tensors =>
  Object.fromEntries(Object.entries(tensors).map(([key, tensor]) => [`${name}.${key}`, tensor]));
