/** Values that are put in on one side and read, in turn and waiting, on the other. */
export class Channel<T> {
  private readonly values: T[] = [];
  private waiting?: () => void;
  private end?: { readonly error?: Error };

  put(value: T): void {
    if (this.end !== undefined) return;
    this.values.push(value);
    this.waiting?.();
  }

  /** Nothing comes any more; with an error, reading throws it, also before what was put in. */
  close(error?: Error): void {
    this.end ??= { error };
    this.waiting?.();
  }

  async *read(): AsyncGenerator<T> {
    for (;;) {
      if (this.end?.error !== undefined) throw this.end.error;
      const value = this.values.shift();
      if (value !== undefined) {
        yield value;
        continue;
      }
      if (this.end !== undefined) return;
      await new Promise<void>((resolve) => (this.waiting = resolve));
    }
  }
}
