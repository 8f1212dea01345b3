import { join } from 'node:path';
import type { CatalogueFilm } from '#contracts';
import type { EngineConfig, Likes } from '#engine';
import type { CatalogueReport } from '#catalog';
import type { Credentials } from '#model';
import { createTerminalProgress } from '../progress/terminal-progress.js';
import { readLikesOf } from '../ratings/read-likes.js';
import { readReported } from '../reading/read-reported.js';
import { assertAllowed } from '../report/refusals.js';
import { fetchSource } from './fetch-source.js';
import { jobConfig } from './job-config.js';
import type { JobOptions } from './job-options.js';

/** All that a model is fitted from. */
export interface JobInputs {
  readonly films: readonly CatalogueFilm[];
  readonly report: CatalogueReport;
  readonly config: EngineConfig;
  readonly likes: Likes | undefined;
  /** `sha256:…` of the catalogue's file; a folder has none. */
  readonly fileDigest: string | undefined;
}

/** Fetches and reads catalogue and ratings; the settings are judged before anything is fetched. */
export async function readInputs(location: string, options: JobOptions): Promise<JobInputs> {
  const config = jobConfig(options, options.ratings !== undefined);
  const progress = createTerminalProgress(process.stderr);
  const catalogue = await fetchSource(location, {
    folder: join(options.scratch, 'catalogue'),
    credentials: credentialsFrom('CATALOGUE_'),
    digest: options.catalogueDigest,
  });
  const films: CatalogueFilm[] = [];
  const take = (film: CatalogueFilm): void => void films.push(film);
  const { report, limit } = await readReported(catalogue.path, options, progress, take);
  assertAllowed(report, limit);
  const ratings = await readLikesOf(await fetchedRatings(options), films, progress);
  return { films, report, config, likes: ratings?.likes, fileDigest: catalogue.digest };
}

async function fetchedRatings({
  ratings,
  ratingsDigest,
  scratch,
}: JobOptions): Promise<string | undefined> {
  if (ratings === undefined) return undefined;
  const { path } = await fetchSource(ratings, {
    folder: join(scratch, 'ratings'),
    credentials: credentialsFrom('RATINGS_'),
    digest: ratingsDigest,
  });
  return path;
}

/** Of a source that is entered otherwise than the store, whose credentials have no prefix. */
function credentialsFrom(prefix: string): Credentials | undefined {
  const { env } = process;
  const accessKeyId = env[`${prefix}AWS_ACCESS_KEY_ID`];
  const secretAccessKey = env[`${prefix}AWS_SECRET_ACCESS_KEY`];
  return accessKeyId === undefined || secretAccessKey === undefined
    ? undefined
    : { accessKeyId, secretAccessKey };
}
