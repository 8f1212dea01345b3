import { versionIdSchema } from '#contracts';
import type { Store } from '../store/store.js';
import { VersionNotFoundError } from './errors.js';
import { listVersions } from './list-versions.js';
import { readRollout } from './rollout.js';

/** Digits of an id that people get to see. */
export const SHORT_ID = 12;
/** With fewer digits it is more likely a slip than an abbreviation. */
const MIN_DIGITS = 4;
const ROLES = ['stable', 'candidate', 'shadow', 'previous', 'latest'] as const;

export const shortId = (id: string): string => id.slice(0, SHORT_ID);

/**
 * The id of the version that a person means: an id, the first digits of one, or what the version is
 * in service as; `previous` is the one that a step back leads to, `latest` the one published last.
 *
 * @throws VersionNotFoundError when none is meant, or more than one
 */
export async function resolveVersion(store: Store, model: string, text: string): Promise<string> {
  if (versionIdSchema.safeParse(text).success) return text;
  if (isRole(text)) return resolveRole(store, model, text);
  if (!new RegExp(`^[0-9a-f]{${MIN_DIGITS},63}$`, 'u').test(text))
    throw new VersionNotFoundError(
      `"${text}" is no version: expected at least ${MIN_DIGITS} digits of an id, or ${ROLES.join(', ')}`,
    );
  const found = (await listVersions(store, model)).filter(({ id }) => id.startsWith(text));
  if (found.length === 1) return found[0].id;
  throw new VersionNotFoundError(
    found.length === 0
      ? `${store.url} has no version ${text}… of ${model}`
      : `${text} is short for ${found.map(({ id }) => id).join(' and ')}`,
  );
}

const isRole = (text: string): text is (typeof ROLES)[number] =>
  (ROLES as readonly string[]).includes(text);

async function resolveRole(
  store: Store,
  model: string,
  role: (typeof ROLES)[number],
): Promise<string> {
  const id =
    role === 'latest'
      ? (await listVersions(store, model)).find(({ state }) => state === 'whole')?.id
      : await versionInRole(store, model, role);
  if (id === undefined)
    throw new VersionNotFoundError(`${store.url}: ${model} has no ${role} version`);
  return id;
}

async function versionInRole(
  store: Store,
  model: string,
  role: Exclude<(typeof ROLES)[number], 'latest'>,
): Promise<string | undefined> {
  const { rollout } = await readRollout(store, model);
  return role === 'previous' ? rollout.previous.at(0) : rollout[role];
}
