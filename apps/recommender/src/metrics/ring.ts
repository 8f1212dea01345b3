/** The last values of a stream, in memory that does not grow. */
export class Ring<Values extends Uint16Array | Uint32Array | Float64Array> {
  private next = 0;
  private filled = 0;

  /** @param values where they are kept; its length is how many */
  constructor(private readonly values: Values) {}

  /** Takes the place of the oldest value if all places are taken. */
  push(value: number): void {
    const { values } = this;
    values[this.next] = value;
    this.next = this.next + 1 === values.length ? 0 : this.next + 1;
    if (this.filled < values.length) this.filled++;
  }

  get size(): number {
    return this.filled;
  }

  get isFull(): boolean {
    return this.filled === this.values.length;
  }

  /** What is kept, in no particular order; not to be written to. */
  get contents(): Values {
    return this.values.subarray(0, this.filled) as Values;
  }
}
