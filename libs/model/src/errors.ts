/** A model file that cannot be used, with the reason; whatever is in service is not touched. */
export class ModelFileError extends Error {
  override readonly name = 'ModelFileError';
}

/** A model file of a format, or of a version of it, that this program does not read. */
export class UnsupportedFormatError extends ModelFileError {}
