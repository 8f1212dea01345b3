import { createHash } from 'node:crypto';
import type { EngineConfig, Film, NeighbourTask } from '#engine';
import { catalogueDigestOf } from '../films/catalogue-digest.js';

/**
 * The sha256 of what neighbours are computed from: films, settings and weights of terms. Machines that
 * share the work have the same, or what they find does not belong together.
 */
export function inputsDigestOf(
  films: readonly Film[],
  config: EngineConfig,
  { matrix, limit }: NeighbourTask,
): string {
  const hash = createHash('sha256');
  hash.update(`${catalogueDigestOf(films)}\n${JSON.stringify(config)}\n${limit}\n`);
  // Likes are not in the catalogue, but all that neighbours know of them is in the weights.
  for (const { buffer, byteOffset, byteLength } of [matrix.starts, matrix.terms, matrix.weights])
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  return hash.digest('hex');
}
