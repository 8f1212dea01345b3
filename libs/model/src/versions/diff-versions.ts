import type { Figure, Manifest } from '#contracts';
import { type Block, type Film, type FilmId, type Model } from '#engine';
import { stableJson } from '../artifact/metadata.js';
import { type FilmName, nameOf } from '../films/film-name.js';
import type { LoadedVersion } from './load-version.js';

/** A value of the one and of the other; undefined where it has none. */
export interface Change {
  readonly name: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What only one of two has, and how many both have. */
export interface Membership<T> {
  readonly added: readonly T[];
  readonly removed: readonly T[];
  readonly shared: number;
}

export interface VersionDiff {
  readonly before: string;
  readonly after: string;
  /** Settings that differ, by their path: "blocks.text.weight". */
  readonly config: readonly Change[];
  readonly counts: readonly Change[];
  readonly catalogue: readonly Change[];
  readonly films: Membership<FilmName> & {
    /** Films of both of which a fact differs. */
    readonly changed: readonly FilmName[];
  };
  /** Terms as they count, by block. */
  readonly vocabulary: Readonly<Record<string, Membership<string>>>;
  readonly evaluation: readonly Change[];
}

/** What has changed from one version to another; two of the same content differ in nothing. */
export function diffVersions(before: LoadedVersion, after: LoadedVersion): VersionDiff {
  return {
    before: before.digest,
    after: after.digest,
    config: changes(flattened(before.manifest.config), flattened(after.manifest.config)),
    counts: changes(before.manifest.counts, after.manifest.counts),
    catalogue: changes(catalogueOf(before.manifest), catalogueOf(after.manifest)),
    films: diffFilms(before.model.films, after.model.films),
    vocabulary: diffVocabularies(before.model, after.model),
    evaluation: changes(figuresOf(before.manifest), figuresOf(after.manifest)),
  };
}

type Values = Readonly<Record<string, unknown>>;

function changes(before: Values, after: Values): Change[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names]
    .map((name) => ({ name, before: before[name], after: after[name] }))
    .filter((change) => stableJson(change.before) !== stableJson(change.after));
}

const catalogueOf = ({ catalogue }: Manifest): Values => flattened(catalogue);

const figuresOf = ({ evaluation = {} }: Manifest): Readonly<Record<string, Figure>> => evaluation;

/** `{a: {b: 1}}` → `{"a.b": 1}` */
function flattened(value: object, path = ''): Values {
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, part]: [string, unknown]) =>
      typeof part === 'object' && part !== null && !Array.isArray(part)
        ? Object.entries(flattened(part, `${path}${name}.`))
        : [[path + name, part] as const],
    ),
  );
}

function diffFilms(before: readonly Film[], after: readonly Film[]): VersionDiff['films'] {
  const earlier = new Map<FilmId, Film>(before.map((film) => [film.id, film]));
  const later = new Set(after.map(({ id }) => id));
  const shared = after.filter(({ id }) => earlier.has(id));
  return {
    added: after.filter(({ id }) => !earlier.has(id)).map(nameOf),
    removed: before.filter(({ id }) => !later.has(id)).map(nameOf),
    shared: shared.length,
    changed: shared
      .filter((film) => stableJson(film) !== stableJson(earlier.get(film.id)))
      .map(nameOf),
  };
}

function diffVocabularies(before: Model, after: Model): VersionDiff['vocabulary'] {
  const [earlier, later] = [termsByBlock(before), termsByBlock(after)];
  const blocks = new Set([...earlier.keys(), ...later.keys()]);
  return Object.fromEntries(
    [...blocks].map((block) => [block, membership(earlier.get(block), later.get(block))]),
  );
}

function termsByBlock({ vocabulary }: Model): Map<Block, Set<string>> {
  const terms = new Map<Block, Set<string>>();
  vocabulary.terms.forEach((term, t) => {
    const block = vocabulary.blockOf(t);
    terms.set(block, (terms.get(block) ?? new Set()).add(term));
  });
  return terms;
}

function membership<T>(before = new Set<T>(), after = new Set<T>()): Membership<T> {
  return {
    added: [...after].filter((item) => !before.has(item)),
    removed: [...before].filter((item) => !after.has(item)),
    shared: [...after].filter((item) => before.has(item)).length,
  };
}
