/** What the command line ends with; in its help text. */
export const EXIT = {
  ok: 0,
  /** Something failed: a file cannot be written, a model cannot be read. */
  failed: 1,
  /** The command line was wrong. */
  misused: 2,
  /** The catalogue cannot be used. */
  unusable: 3,
  /** The film that was asked for is not in the model, or the version not in the store. */
  notFound: 4,
  /** More rows of the catalogue were refused than were allowed to be. */
  refused: 5,
  /** A version does not verify: it is not used. */
  damaged: 6,
  /** Somebody else changed the same at the same time: trying again may help. */
  conflict: 7,
  /** A model must not take the place of another, by the gate that was asked for. */
  gateClosed: 8,
} as const;
