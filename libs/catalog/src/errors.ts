/** A catalogue that cannot be used at all, with the likely cause. */
export class CatalogueError extends Error {
  override readonly name = 'CatalogueError';
}
