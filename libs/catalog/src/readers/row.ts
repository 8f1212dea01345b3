/** A row as its source has it: named values, or the reason why it could not be read. */
export type Row =
  | { readonly line: number; readonly fields: Readonly<Record<string, unknown>> }
  | { readonly line: number; readonly text: string; readonly error: string };

/** Turns the bytes of one source into rows, one at a time, in the order in which they stand there. */
export type Reader = (bytes: AsyncIterable<Uint8Array>) => AsyncIterable<Row>;
