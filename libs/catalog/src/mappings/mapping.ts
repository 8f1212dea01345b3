/** Says which columns of a row become which facts of a film. */
export interface Mapping {
  readonly name: string;
  /** The columns it reads. */
  readonly columns: readonly string[];
  /** Columns without which a source is not of this shape. */
  readonly required: readonly string[];
  /**
   * The film as the row states it, not yet validated: absent facts are left out, and a value that
   * cannot be understood is passed on as it is, for validation to name.
   */
  toFilm(fields: Readonly<Record<string, unknown>>): Record<string, unknown>;
}
