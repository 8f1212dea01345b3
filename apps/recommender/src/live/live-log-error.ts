/** A log of live titles that cannot be read, or not written any more. */
export class LiveLogError extends Error {
  override readonly name = 'LiveLogError';
}
