/** Something that takes long to make: a little at a time, or all that is left when it is needed. */
export class Lazy<T> {
  private made: T | undefined;
  private steps: Generator<void, T> | undefined;

  /** @param make yields every now and then, and returns what is made */
  constructor(private readonly make: () => Generator<void, T>) {}

  /** What is made; waits for all that is left of it. */
  get value(): T {
    while (this.made === undefined) this.step();
    return this.made;
  }

  /** Makes it, a step at a time. Others may need it meanwhile, and finish it. */
  *preparing(): Generator<void, void> {
    while (this.made === undefined) {
      this.step();
      yield;
    }
  }

  private step(): void {
    this.steps ??= this.make();
    const { done, value } = this.steps.next();
    if (done !== true) return;
    this.made = value;
    this.steps = undefined;
  }
}

/** Yields after so many films: a step then takes a fraction of a millisecond. */
export const FILMS_A_STEP = 64;
