import { posix } from 'node:path';
import ts from 'typescript';

/** A source file; the path is relative to the repository's root, with forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** What one folder of the house may import from outside itself. */
export interface Arrows {
  /** Libraries of ours, by name. */
  readonly ours: readonly string[];
  /** What it may take from npm and from Node itself; absent: whatever it needs. */
  readonly packages?: {
    readonly allowed: readonly RegExp[];
    /** The rule in words, after "may import only". */
    readonly rule: string;
    readonly mend: string;
  };
}

/** The house of docs and design: arrows point down, never up, never sideways between apps. */
export const ARROWS: Readonly<Record<string, Arrows>> = {
  'apps/recommender': { ours: ['model', 'catalog', 'engine', 'contracts', 'telemetry'] },
  'apps/trainer': { ours: ['model', 'catalog', 'engine', 'contracts', 'telemetry'] },
  'apps/operator': { ours: ['contracts', 'telemetry'] },
  'libs/model': { ours: ['engine', 'catalog', 'contracts'] },
  'libs/catalog': { ours: ['contracts'] },
  'libs/telemetry': { ours: ['contracts'] },
  'libs/client': {
    ours: ['contracts'],
    packages: {
      allowed: [],
      rule: 'what every platform with fetch has, because callers should get nothing else with it',
      mend: 'do without it, or take it as an argument',
    },
  },
  monitoring: { ours: ['telemetry'] },
  'libs/contracts': {
    ours: [],
    packages: {
      allowed: [/^zod$/u],
      rule: '"zod" from outside',
      mend: 'keep what needs more beside its caller and leave the schema alone here',
    },
  },
  'libs/engine': {
    ours: [],
    packages: {
      // A folder's index.js would load all of natural, with its native and network parts.
      allowed: [
        /^natural\/lib\/natural\/(?:[^/]+\/)+(?!index\.js$)[^/]+\.js$/u,
        /^stopwords-iso$/u,
      ],
      rule: 'single files of "natural/lib/natural/…" and "stopwords-iso" from outside, because it is pure',
      mend: 'take what is needed as an argument and let the caller do the reading, writing and timing',
    },
  },
};

/** Tests and what is made for them alone may import more than what is shipped. */
const TEST_CODE = /\.spec\.ts$|(?:^|\/)testing\//u;

export const isShipped = (path: string): boolean => !TEST_CODE.test(path);

/** Every import that breaks the arrows, each told in one sentence that says how to mend it. */
export function findViolations(
  files: readonly SourceFile[],
  arrows: Readonly<Record<string, Arrows>> = ARROWS,
): readonly string[] {
  return files
    .filter(({ path }) => isShipped(path))
    .flatMap(({ path, text }) =>
      importsOf(text).flatMap((name) => judge(path, name, arrows) ?? []),
    );
}

/** All that a file names as imported: import, export from, import(), require() and references. */
export function importsOf(text: string): readonly string[] {
  const { importedFiles, referencedFiles } = ts.preProcessFile(text, true, true);
  return [...importedFiles, ...referencedFiles].map(({ fileName }) => fileName);
}

/** The folder of the house that a path lies in: "libs/engine", "monitoring". */
export const houseOf = (path: string): string =>
  path
    .split('/')
    .slice(0, path.startsWith('monitoring/') ? 1 : 2)
    .join('/');

function judge(
  path: string,
  name: string,
  arrows: Readonly<Record<string, Arrows>>,
): string | undefined {
  const house = houseOf(path);
  const rules = Object.hasOwn(arrows, house) ? arrows[house] : undefined;
  const broken =
    rules === undefined
      ? `${house} has no row in the table of arrows: add one to ARROWS in test/structure/import-arrows.ts`
      : /^(?:\.|\/|file:|[A-Za-z]:\\)/u.test(name)
        ? judgePath(path, name, house)
        : name.startsWith('#')
          ? judgeOurs(name, house, rules)
          : judgePackage(name, house, rules);
  return broken === undefined ? undefined : `${path} imports "${name}", but ${broken}.`;
}

function judgePath(path: string, name: string, house: string): string | undefined {
  if (!name.startsWith('.'))
    return 'no file is imported by its place on a disk: use a relative path, or "#name" for a library';
  const target = posix.join(posix.dirname(path), name);
  const targetHouse = houseOf(target);
  if (targetHouse !== house && target !== house) {
    if (house.startsWith('apps/') && targetHouse.startsWith('apps/'))
      return `no app imports another app: move what both need into a library below libs/`;
    return (
      `a relative path must not leave ${house}: ` +
      (targetHouse.startsWith('libs/')
        ? `import "#${targetHouse.slice('libs/'.length)}" instead`
        : 'pass what is needed as an argument, or move it into the folder')
    );
  }
  if (!isShipped(`${target.replace(/\.[jt]s$/u, '')}.ts`))
    return 'shipped code must not import what is made for tests: move what both need out of the tests';
  return undefined;
}

function judgeOurs(name: string, house: string, { ours }: Arrows): string | undefined {
  const [library, ...deeper] = name.slice(1).split('/');
  if (house === `libs/${library}`)
    return 'a library does not import itself by name: use a relative path';
  if (!ours.includes(library))
    return (
      `${house} may import ${ours.length === 0 ? 'nothing' : `only ${list(ours)}`} of ours: ` +
      'move what is needed into a folder that it may import, or pass it as an argument'
    );
  if (deeper.length > 0)
    return `no import goes deeper than a library's index: export it from libs/${library}/src/index.ts and import "#${library}"`;
  return undefined;
}

function judgePackage(name: string, house: string, { packages }: Arrows): string | undefined {
  if (packages === undefined || packages.allowed.some((pattern) => pattern.test(name)))
    return undefined;
  return `${house} may import only ${packages.rule}: ${packages.mend}`;
}

const list = (names: readonly string[]): string => names.map((name) => `#${name}`).join(', ');
