/** What part of something the last requests were, in memory that does not grow. */
export class ShareWindow {
  private readonly parts: Uint16Array;
  private readonly wholes: Uint16Array;
  private next = 0;
  private part = 0;
  private whole = 0;

  /** @param requests how many of the last ones count */
  constructor(requests: number) {
    this.parts = new Uint16Array(requests);
    this.wholes = new Uint16Array(requests);
  }

  /** @param whole up to 65,535, `part` up to that */
  add(part: number, whole: number): void {
    const { next } = this;
    this.part += part - this.parts[next];
    this.whole += whole - this.wholes[next];
    this.parts[next] = part;
    this.wholes[next] = whole;
    this.next = next + 1 === this.parts.length ? 0 : next + 1;
  }

  /** Of how many things the share is known. */
  get samples(): number {
    return this.whole;
  }

  /** NaN if nothing was added. */
  get share(): number {
    return this.part / this.whole;
  }
}
