/** Numbers things from 0 in the order in which they are first seen. */
export class Numbering {
  private readonly numbers = new Map<unknown, number>();

  get size(): number {
    return this.numbers.size;
  }

  numberOf(thing: unknown): number {
    let number = this.numbers.get(thing);
    if (number === undefined) this.numbers.set(thing, (number = this.numbers.size));
    return number;
  }
}
