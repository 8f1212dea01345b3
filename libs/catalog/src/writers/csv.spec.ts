import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { type CatalogueFilm, filmSchema } from '#contracts';
import { ownTableMapping } from '../mappings/own-table.js';
import { OWN_CSV_HEADER, writeOwnCsvRow } from './csv.js';
import { arbitraryFilm } from './testing/arbitrary-film.js';

const rowOf = (film: object) => writeOwnCsvRow(filmSchema.parse({ id: 1, title: 'Heat', ...film }));

/** The films of a table as the strictest parser and the own mapping read them. */
function filmsOf(table: string): CatalogueFilm[] {
  const rows: Record<string, string>[] = parse(table, { columns: true });
  return rows.map((fields) => {
    const { film, faults } = ownTableMapping.toFilm(fields);
    expect(faults).toEqual([]);
    return filmSchema.parse(film);
  });
}

describe('films as a table', () => {
  it('have a header with all facts of a film, and a cell for each', () => {
    expect(OWN_CSV_HEADER).toBe(
      'id,title,originalTitle,year,description,tagline,textLanguage,genres,keywords,directors,' +
        'cast,runtimeMinutes,language,maturity,collection,popularity,externalIds.tmdb,externalIds.imdb',
    );
    expect(rowOf({ year: 1995, cast: ['Al', 'Bo'], externalIds: { imdb: 'tt0113277' } })).toBe(
      '1,Heat,,1995,,,,,,,Al|Bo,,,,,,,tt0113277',
    );
  });

  it.each([
    [{ title: 'Good, the Bad, The' }, '"Good, the Bad, The"'],
    [{ title: 'Say "Boat"' }, '"Say ""Boat"""'],
    [{ description: 'A\nB' }, '"A\nB"'],
    [{ description: ' A' }, '" A"'],
    [{ genres: ['a|b', 'c'] }, '"[""a|b"",""c""]"'],
    [{ genres: ['[rec]'] }, '"[""[rec]""]"'],
    [{ id: '7' }, '"""7"""'],
    [{ id: '007' }, '007'],
  ])('write %j as %s', (film, cell) => {
    expect(`,${rowOf(film)},`).toContain(`,${cell},`);
  });

  it('are the same films when they are read again', () =>
    fc.assert(
      fc.property(fc.array(arbitraryFilm, { minLength: 1, maxLength: 5 }), (films) => {
        const table = [OWN_CSV_HEADER, ...films.map(writeOwnCsvRow)].join('\r\n');
        expect(filmsOf(table)).toEqual(films.map((film) => filmSchema.parse(film)));
      }),
      { numRuns: 500 },
    ));
});
