import { type Catalogue, readCatalogue } from '#catalog';

type Film = Catalogue['films'][number];

const GENRES = [
  'Action',
  'Adventure',
  'Animation',
  'Comedy',
  'Crime',
  'Documentary',
  'Drama',
  'Family',
  'Fantasy',
  'History',
  'Horror',
  'Music',
  'Mystery',
  'Romance',
  'Science Fiction',
  'Thriller',
  'War',
  'Western',
];
const MATURITIES = ['G', 'PG', 'PG-13', 'R', 'NC-17'];
const DECADES = Array.from({ length: 11 }, (_, i) => 1920 + 10 * i);

let catalogue: Catalogue;
let films: readonly Film[];
beforeAll(async () => {
  catalogue = await readCatalogue('data/sample-catalogue.jsonl');
  ({ films } = catalogue);
});

/** The films that break a rule, as a reader of the failure wants to see them. */
const offenders = (isBroken: (film: Film) => boolean): string[] =>
  films.filter(isBroken).map(({ id, title }) => `${id}: ${title}`);

/** Values that come more than once. */
function repeated(values: readonly (string | number)[]): (string | number)[] {
  const seen = new Set<string | number>();
  return values.filter((value) => seen.size === seen.add(value).size);
}

const wordsOf = (text: string): string[] => text.match(/\S+/gu) ?? [];

const normalized = (text: string): string[] =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

const isBetween = (value: number | undefined, low: number, high: number): boolean =>
  value !== undefined && value >= low && value <= high;

describe('the sample catalogue', () => {
  it('is read without any finding', () => {
    expect(catalogue.report).toMatchObject({
      mapping: 'own',
      refused: 0,
      repaired: 0,
      unusedColumns: [],
    });
    // Remakes share their title.
    expect(catalogue.report.groups.map(({ kind }) => kind)).toEqual(['same-title']);
  });

  it('has at least 500 films, and 100 that are not in English', () => {
    expect(films.length).toBeGreaterThanOrEqual(500);
    expect(films.filter(({ language }) => language !== 'en').length).toBeGreaterThanOrEqual(100);
  });

  it('has at least 40 collections of which there are several films', () => {
    const sizes = new Map<string, number>();
    for (const { collection } of films)
      if (collection !== undefined) sizes.set(collection, (sizes.get(collection) ?? 0) + 1);
    expect([...sizes.values()].filter((size) => size > 1).length).toBeGreaterThanOrEqual(40);
  });

  it('numbers its films from 1 without gaps', () => {
    expect(films.map(({ id }) => Number(id)).sort((a, b) => a - b)).toEqual(
      films.map((_, i) => i + 1),
    );
    expect(offenders(({ id }) => typeof id !== 'number')).toEqual([]);
    expect(films.find(({ id }) => id === 1)).toBeDefined();
  });

  it('has each title once a year', () => {
    expect(repeated(films.map(({ title, year }) => `${title} (${year ?? 'no year'})`))).toEqual([]);
  });

  it('describes each film in 40 to 90 words', () => {
    expect(
      offenders(({ description = '' }) => !isBetween(wordsOf(description).length, 40, 90)),
    ).toEqual([]);
  });

  it('has no two descriptions that are the same but for case, accents and punctuation', () => {
    expect(
      repeated(films.map(({ description = '' }) => normalized(description).join(' '))),
    ).toEqual([]);
  });

  it('has no two descriptions that share more than a fifth of their runs of five words', () => {
    const grams = films.map(({ description = '' }) => {
      const words = normalized(description);
      return new Set(words.slice(4).map((_, i) => words.slice(i, i + 5).join(' ')));
    });
    const alike: string[] = [];
    for (let a = 0; a < films.length; a++)
      for (let b = a + 1; b < films.length; b++) {
        const shared = [...grams[a]].filter((gram) => grams[b].has(gram)).length;
        if (shared / (grams[a].size + grams[b].size - shared) > 0.2)
          alike.push(`${films[a].title} and ${films[b].title}`);
      }
    expect(alike).toEqual([]);
  });

  it('uses no genre outside the fixed list', () => {
    expect(offenders(({ genres }) => genres.some((genre) => !GENRES.includes(genre)))).toEqual([]);
    expect(offenders(({ genres }) => genres.length === 0)).toEqual([]);
    expect(offenders(({ genres }) => repeated(genres).length > 0)).toEqual([]);
  });

  it.each(GENRES)('has at least three films of the genre %s', (genre) => {
    expect(films.filter(({ genres }) => genres.includes(genre)).length).toBeGreaterThanOrEqual(3);
  });

  it.each(DECADES)('has at least three films of the decade that begins in %d', (decade) => {
    expect(
      films.filter(({ year }) => isBetween(year, decade, decade + 9)).length,
    ).toBeGreaterThanOrEqual(3);
  });

  it('has films of 40 to 330 minutes', () => {
    expect(offenders(({ runtimeMinutes }) => !isBetween(runtimeMinutes, 40, 330))).toEqual([]);
  });

  it('names one to three directors of each film', () => {
    expect(offenders(({ directors }) => !isBetween(new Set(directors).size, 1, 3))).toEqual([]);
    expect(offenders(({ directors }) => repeated(directors).length > 0)).toEqual([]);
  });

  it('gives each film five to nine different keywords in lower case', () => {
    expect(offenders(({ keywords }) => !isBetween(keywords.length, 5, 9))).toEqual([]);
    expect(offenders(({ keywords }) => repeated(keywords).length > 0)).toEqual([]);
    expect(
      offenders(({ keywords }) => keywords.some((word) => word !== word.toLowerCase())),
    ).toEqual([]);
  });

  it('rates maturity on the American scale or, for films that were never rated, not at all', () => {
    expect(
      offenders(({ maturity }) => maturity !== undefined && !MATURITIES.includes(maturity)),
    ).toEqual([]);
    expect(films.some(({ maturity }) => maturity !== undefined)).toBe(true);
  });

  it('ends the name of each collection with " Collection"', () => {
    expect(offenders(({ collection }) => collection?.endsWith(' Collection') === false)).toEqual(
      [],
    );
    expect(films.some(({ collection }) => collection !== undefined)).toBe(true);
  });

  it.each(['tmdb', 'imdb'] as const)('has each external id of %s once', (source) => {
    const ids = films.flatMap(({ externalIds }) => externalIds?.[source] ?? []);
    expect(repeated(ids)).toEqual([]);
    expect(ids).not.toEqual([]);
  });
});
