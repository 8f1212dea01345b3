/** A store that cannot be reached, or does not do what is asked of it, with the likely cause. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}
