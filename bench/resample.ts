import type { Film } from '#engine';
import { randomNumbers } from '../libs/engine/src/testing/random.ts';

/** Share of the words and labels of a remade film that come from other films. */
const SWAPPED = 0.5;
const MAX_YEAR_SHIFT = 5;

/** The parts of one fact of a film: its labels, or the words of a text. */
type PartsOf = (film: Film) => readonly string[];

const wordsOf = (text = ''): string[] => text.split(' ').filter((word) => word !== '');

/**
 * A catalogue of any size with the statistics of a real one: its films as they are, then films made
 * of them, half of whose words and labels are exchanged for those of films drawn at random. How
 * frequent each word and label is stays as it was, while hardly two texts are the same. The same
 * films, count and seed give the same catalogue.
 */
export function resampleFilms(films: readonly Film[], count: number, seed = 1): Film[] {
  const random = randomNumbers(seed);
  const draw = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)];
  const mix = (film: Film, partsOf: PartsOf): string[] =>
    partsOf(film).map((part) => {
      if (random() >= SWAPPED) return part;
      const others = partsOf(draw(films));
      return others.length > 0 ? draw(others) : part;
    });
  const remake = (film: Film, id: string): Film => ({
    ...film,
    id,
    title: mix(film, ({ title }) => wordsOf(title)).join(' '),
    description: mix(film, ({ description }) => wordsOf(description)).join(' '),
    tagline: mix(film, ({ tagline }) => wordsOf(tagline)).join(' '),
    genres: unique(mix(film, ({ genres = [] }) => genres)),
    keywords: unique(mix(film, ({ keywords = [] }) => keywords)),
    directors: unique(mix(film, ({ directors = [] }) => directors)),
    cast: unique(mix(film, ({ cast = [] }) => cast)),
    year: film.year && film.year + Math.round((2 * random() - 1) * MAX_YEAR_SHIFT),
    popularity: (film.popularity ?? 0) * random(),
  });
  return Array.from({ length: count }, (_, i) =>
    i < films.length ? films[i] : remake(films[i % films.length], `resampled-${i}`),
  );
}

const unique = (labels: readonly string[]): string[] => [...new Set(labels)];
