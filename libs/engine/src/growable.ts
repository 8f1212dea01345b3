/** A typed array that doubles as it fills: a catalogue's size is not known while it is read. */
export class Growable<T extends Uint32Array | Float32Array> {
  length = 0;

  constructor(private array: T) {}

  push(value: number): void {
    if (this.length === this.array.length) this.grow();
    this.array[this.length++] = value;
  }

  at(index: number): number {
    return this.array[index];
  }

  /** A copy of exactly the pushed values. */
  toArray(): T {
    return this.array.slice(0, this.length) as T;
  }

  private grow(): void {
    const Type = this.array.constructor as new (length: number) => T;
    const larger = new Type(this.array.length * 2);
    larger.set(this.array);
    this.array = larger;
  }
}
