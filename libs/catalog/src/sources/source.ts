/** One stretch of bytes that holds rows: a file, one part of a folder, an answer from the web. */
export interface Source {
  /** As a person would name it: a path, a URL, "standard input". */
  readonly name: string;
  /** Where it lies on disk, if it is a regular file: then it can be read from any place. */
  readonly path?: string;
  /** Its bytes from the beginning; let go of when the reading is given up. Only files open twice. */
  open(): AsyncIterable<Uint8Array>;
}
