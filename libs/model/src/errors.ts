/** A model file that cannot be used, with the reason; whatever is in service is not touched. */
export class ModelFileError extends Error {
  override readonly name = 'ModelFileError';
}
