/**
 * Time to find a film while its title is being typed, and how often it is among the first three, in
 * the catalogue as it is and among as many titles as a large catalogue has. The titles are misspelt
 * in the ways that the tests try; each is asked for several times and its best time counts, as that
 * is what the search costs where nobody else needs the machine.
 *
 * Usage: TMDB_5000_CSV=… npm run bench:search
 */
import { readCatalogue } from '#catalog';
import { compareFilms, type Film, TitleIndex } from '#engine';
import { misspell } from '../libs/engine/src/testing/misspellings.ts';
import { randomNumbers } from '../libs/engine/src/testing/random.ts';
import { catalogueFromEnvironment, describeMachine, percentile } from './support.ts';

const LARGE = 43_000;
const ASKED = 2_000;
const REPEATS = 5;
const SHOWN = 3;
const LIMIT = 10;
/** How often a word of a made title is a new one: so that words grow as they do in real catalogues. */
const NEW_WORDS = 0.2;
const SYLLABLES = ['ba', 'del', 'ka', 'li', 'mor', 'nu', 'ran', 'so', 'ti', 'ver'];

/** The films as they are, and films whose titles are made of the words of theirs, up to a number. */
function withMadeTitles(films: readonly Film[], count: number): readonly Film[] {
  const random = randomNumbers(1);
  const draw = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)];
  const words = films.flatMap(({ title }) => title.split(' '));
  const word = (): string =>
    random() < NEW_WORDS
      ? draw(words).slice(0, 3) + draw(SYLLABLES) + draw(SYLLABLES)
      : draw(words);
  const made = Array.from({ length: Math.max(0, count - films.length) }, (_, i): Film => {
    const { title, year, popularity = 0 } = draw(films);
    const text = title.split(' ').map(word).join(' ');
    return { id: `made-${i}`, title: text, year, popularity: popularity * random() };
  });
  return [...films, ...made].sort(compareFilms);
}

function bench(films: readonly Film[], wanted: readonly Film[]): void {
  const started = performance.now();
  const index = TitleIndex.of(films);
  const built = performance.now() - started;
  const asked = misspell(
    wanted.map(({ title }) => title),
    ASKED,
    randomNumbers(2),
  );
  const times = asked.map(({ typed }) =>
    Math.min(...Array.from({ length: REPEATS }, () => timeOf(() => index.search(typed, LIMIT)))),
  );
  const isFound = ({ title, typed }: (typeof asked)[number]): boolean =>
    index.search(typed, SHOWN).some((film) => films[film].title === wanted[title].title);
  times.sort((a, b) => a - b);
  const ms = (share: number): string => percentile(times, share).toFixed(2);
  console.log(
    `${films.length} titles: index made in ${built.toFixed(0)} ms; ${asked.length} misspelt titles: ` +
      `p50 ${ms(0.5)} ms, p99 ${ms(0.99)} ms, longest ${ms(1)} ms; ` +
      `${((100 * asked.filter(isFound).length) / asked.length).toFixed(1)} % among the first ${SHOWN}`,
  );
}

function timeOf(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

const { films } = await readCatalogue(catalogueFromEnvironment());
console.log(`${describeMachine()}\n`);
const real = [...films].sort(compareFilms);
bench(real, real);
bench(withMadeTitles(real, LARGE), real);
