import { createHash } from 'node:crypto';
import { joinRows, type NeighbourRows, type NeighbourTable } from '#engine';
import type { Store } from '../store/store.js';
import { trainingPrefix } from '../versions/keys.js';
import { decodeRows, encodeRows } from './rows-file.js';

/** Which training a shard is of: the name of the model, and one of what is trained. */
export interface ShardName {
  readonly model: string;
  readonly training: string;
}

/** What all shards must have been computed from. */
export interface Inputs {
  /** `inputsDigestOf` them. */
  readonly digest: string;
  readonly films: number;
  /** Neighbours of a film, at most. */
  readonly limit: number;
}

/** Shards that are not there, or were computed from something else. */
export class ShardsMissingError extends Error {
  override readonly name = 'ShardsMissingError';
}

/** A row is 4 bytes for each neighbour and 4 for their number; beside that a head. */
const HEAD_BYTES = 1024;

/** The films `from` … `to` − 1 of shard `shard` of `of`: shares differ by one film at most. */
export const shardOf = (films: number, shard: number, of: number) => ({
  from: Math.floor((films * shard) / of),
  to: Math.floor((films * (shard + 1)) / of),
});

const keyOf = ({ model, training }: ShardName, shard: number, of: number): string =>
  `${trainingPrefix(model, training)}rows-${shard}-of-${of}`;

/** Writes the rows of one shard beside those of the others; written again, they are the same. */
export async function publishShard(
  store: Store,
  name: ShardName,
  { shard, of }: { readonly shard: number; readonly of: number },
  inputs: Inputs,
  rows: NeighbourRows,
): Promise<void> {
  const chunks = encodeRows(inputs.digest, rows);
  const hash = createHash('sha256');
  for (const chunk of chunks) hash.update(chunk);
  const bytes = chunks.reduce((sum, { length }) => sum + length, 0);
  await store.put(keyOf(name, shard, of), { chunks, bytes, digest: hash.digest('hex') });
}

/**
 * The neighbours of all films, from the rows of all shards: the same table as one machine finds.
 *
 * @throws ShardsMissingError when one is missing, damaged, or was computed from other films or settings
 */
export async function gatherShards(
  store: Store,
  name: ShardName,
  of: number,
  { digest, films, limit }: Inputs,
): Promise<NeighbourTable> {
  const parts: NeighbourRows[] = [];
  for (let shard = 0; shard < of; shard++) {
    const { from, to } = shardOf(films, shard, of);
    const maxBytes = HEAD_BYTES + 4 * (to - from) * (limit + 1);
    const object = await store.get(keyOf(name, shard, of), maxBytes);
    const rows = object === undefined ? undefined : decodeRows(digest, object.buffer);
    if (rows?.from !== from || rows.lengths.length !== to - from)
      throw new ShardsMissingError(
        `shard ${shard} of ${of} of ${name.training}: expected the neighbours of films ${from} to ` +
          `${to - 1} of this catalogue, ${object === undefined ? 'found none' : 'found others'}`,
      );
    parts.push(rows);
  }
  return joinRows(parts, films, limit);
}

/** Removes what was written on the way; nothing is missed of a version once it is published. */
export async function removeShards(store: Store, { model, training }: ShardName): Promise<void> {
  for (const { key } of await store.list(trainingPrefix(model, training))) await store.remove(key);
}
