import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { seededRandom } from './seeded-random.js';
import { ROOT } from './tools.js';

interface Film {
  readonly id: number;
  readonly title: string;
  readonly description: string;
  readonly genres: readonly string[];
  readonly keywords: readonly string[];
  readonly directors: readonly string[];
  readonly cast: readonly string[];
}

const FILMS = readFileSync(join(ROOT, 'data/sample-catalogue.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Film);

const linesOf = (films: readonly object[]): string =>
  films.map((film) => `${JSON.stringify(film)}\n`).join('');

/** All; those of k8s/samples are the first of them. */
export const allFilms = linesOf(FILMS);

/** The first of them. */
export const someFilms = (count: number): string => linesOf(FILMS.slice(0, count));

/** Every film has the facts of others, each kind of them from another one. */
export function scrambledFilms(): string {
  const random = seededRandom(7);
  const dealt = <T>(all: readonly T[]): T[] =>
    all
      .map((each) => [random(), each] as const)
      .sort(([a], [b]) => a - b)
      .map(([, each]) => each);
  const [descriptions, genres, directors, cast] = (
    ['description', 'genres', 'directors', 'cast'] as const
  ).map((name) => dealt(FILMS.map((film) => film[name])));
  const keywords = dealt(FILMS.flatMap((film) => film.keywords));
  return linesOf(
    FILMS.map((film, i) => ({
      ...film,
      description: descriptions[i],
      genres: genres[i],
      directors: directors[i],
      cast: cast[i],
      keywords: film.keywords.map(() => keywords.pop()),
    })),
  );
}

/**
 * Those of `someFilms(count)` and thousands that tell what twenty of them tell: somebody imported each
 * copy of a film. Compressed, as there is room for a mebibyte where catalogues are put.
 */
export function swollenFilms(count: number): Buffer {
  const copies = Array.from({ length: 50_000 }, (_, i) => {
    const film = FILMS[i % 20];
    return { ...film, id: 10_000 + i, title: `${film.title} ${i}` };
  });
  return gzipSync(linesOf([...FILMS.slice(0, count), ...copies]));
}

/** The most famous have nothing in common with any other: figures of all films hardly tell. */
export const facelessFilms = (): string =>
  linesOf(
    FILMS.map((film, i) =>
      i < 40 ? { id: film.id, title: `Zq${i}xv`, description: `qz${i}a` } : film,
    ),
  );
