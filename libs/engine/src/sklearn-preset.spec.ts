import { join } from 'node:path';
import { readCatalogue } from '#catalog';
import { SKLEARN_STOP_WORDS } from './analysis/sklearn-stop-words.js';
import type { Film } from './film.js';
import {
  compareWithGolden,
  digestOf,
  type Golden,
  readGolden,
  TOLERANCE,
} from './testing/sklearn-golden.js';

const root = join(import.meta.dirname, '../../..');
const SAMPLE = 'data/sample-catalogue.jsonl';
const sampleGolden = 'test/golden/sklearn-sample.json';
const tmdbGolden = 'test/golden/sklearn-tmdb5000.json';
const tmdbFile = process.env.TMDB_5000_CSV ?? '';

const commandFor = (catalogue: string, golden: string) =>
  `/usr/bin/python3 tools/sklearn-golden.py ${catalogue} ${golden}`;

/** Fails with the differences, or, if the golden file is of other texts, with the way to mend that. */
function expectSame(films: readonly Film[], golden: Golden, command: string): void {
  const byId = new Map(films.map((film) => [film.id, film]));
  const inOrder = golden.films.map(([id]) => byId.get(id) ?? { id, title: '' });
  if (films.length !== golden.header.films || digestOf(inOrder) !== golden.header.textsSha256)
    throw new Error(
      `The golden file was made from other texts. To make it anew, run:\n\n  ${command}\n`,
    );

  const { sizes, maxDifference, differing } = compareWithGolden(films, golden);
  const remedy = `If scikit-learn is right, mend the engine; if the golden file is old, run:\n\n  ${command}\n`;
  if (sizes.engine.join() !== sizes.sklearn.join())
    throw new Error(
      `The engine has ${sizes.engine.join(', ')} films, terms and entries, ` +
        `scikit-learn ${sizes.sklearn.join(', ')}. ${remedy}`,
    );
  if (differing.length > 0)
    throw new Error(
      `${differing.length} lists differ:\n${differing.slice(0, 5).join('\n')}\n${remedy}`,
    );
  expect(maxDifference).toBeLessThanOrEqual(TOLERANCE);
}

describe('the preset sklearn', () => {
  it('drops the stop words that scikit-learn drops', () => {
    const { stopWords } = readGolden(join(root, sampleGolden)).header;
    expect([...SKLEARN_STOP_WORDS].sort()).toEqual(stopWords);
  });

  it("gives the sample catalogue's films scikit-learn's neighbours and scores", async () => {
    const { films } = await readCatalogue(join(root, SAMPLE));
    const golden = readGolden(join(root, sampleGolden));
    expectSame(films, golden, commandFor(SAMPLE, sampleGolden));
  });

  if (tmdbFile === '')
    it('on TMDB 5000: not compared: set TMDB_5000_CSV=…/tmdb_5000_movies.csv', () => {
      console.warn(
        'The preset sklearn was NOT compared with scikit-learn on TMDB 5000: the data set must not ' +
          'be part of this repository. Set TMDB_5000_CSV=…/tmdb_5000_movies.csv to compare.',
      );
    });
  else
    it("gives TMDB 5000's films scikit-learn's neighbours and scores", async () => {
      const { films } = await readCatalogue(tmdbFile);
      expectSame(
        films,
        readGolden(join(root, tmdbGolden)),
        `npm run trainer -- export "$TMDB_5000_CSV" --out films.jsonl && ` +
          commandFor('films.jsonl', tmdbGolden),
      );
    }, 60_000);
});
