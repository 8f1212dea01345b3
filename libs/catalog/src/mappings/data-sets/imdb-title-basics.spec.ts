import { imdbTitleBasicsMapping } from './imdb-title-basics.js';

const row = (columns: Readonly<Record<string, unknown>> = {}) => ({
  tconst: 'tt0123456',
  titleType: 'movie',
  primaryTitle: 'The Boat',
  originalTitle: 'Le Bateau',
  isAdult: '0',
  startYear: '1999',
  endYear: '\\N',
  runtimeMinutes: '91',
  genres: 'Adventure,Sci-Fi',
  ...columns,
});
const candidateOf = (columns?: Readonly<Record<string, unknown>>) =>
  imdbTitleBasicsMapping.toFilm(row(columns));

describe("the mapping of IMDb's titles", () => {
  it('turns a whole row into the facts of a film, and nothing else', () => {
    expect(candidateOf()).toStrictEqual({
      film: {
        id: 'tt0123456',
        title: 'The Boat',
        originalTitle: 'Le Bateau',
        year: 1999,
        genres: ['Adventure', 'Science Fiction'],
        runtimeMinutes: 91,
        externalIds: { imdb: 'tt0123456' },
      },
      faults: [],
    });
  });

  it('states the original title only where it differs', () => {
    expect(candidateOf({ originalTitle: 'The Boat' }).film).not.toHaveProperty('originalTitle');
  });

  it.each([
    ['originalTitle', 'originalTitle'],
    ['startYear', 'year'],
    ['runtimeMinutes', 'runtimeMinutes'],
    ['genres', 'genres'],
    ['primaryTitle', 'title'],
    ['tconst', 'id'],
  ])('leaves out the fact of a %s that is not known', (column, fact) => {
    for (const unknown of ['\\N', '', null])
      expect(candidateOf({ [column]: unknown }).film).not.toHaveProperty(fact);
  });

  it.each(['movie', 'short', 'tvMovie', 'tvShort', 'video', '\\N', null])(
    'takes a %s for a film',
    (titleType) => {
      expect(candidateOf({ titleType }).faults).toEqual([]);
    },
  );

  it.each([
    'tvEpisode',
    'tvSeries',
    'tvMiniSeries',
    'tvPilot',
    'tvSpecial',
    'videoGame',
    'musicVideo',
  ])('refuses a %s, which is no film', (titleType) => {
    expect(candidateOf({ titleType }).faults).toEqual([
      {
        kind: 'wrong-type',
        field: 'titleType',
        value: JSON.stringify(titleType),
        reason: `a ${titleType}, not a film`,
        action: 'refused',
      },
    ]);
  });

  it('passes on what is no number, for validation to name', () => {
    expect(candidateOf({ startYear: 'soon' }).film).toHaveProperty('year', 'soon');
  });
});
