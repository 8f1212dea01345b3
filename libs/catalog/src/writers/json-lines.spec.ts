import fc from 'fast-check';
import { filmSchema } from '#contracts';
import { ownMapping } from '../mappings/own.js';
import { writeOwnJsonLine } from './json-lines.js';
import { arbitraryFilm } from './testing/arbitrary-film.js';

describe('a film as a line of JSON', () => {
  it('has its facts in the order of the schema, and not those that it does not have', () => {
    const film = filmSchema.parse({
      externalIds: { tmdb: 949 },
      cast: ['Al Pacino'],
      year: 1995,
      title: 'Heat',
      id: 1,
      tagline: undefined,
    });
    expect(writeOwnJsonLine(film)).toBe(
      '{"id":1,"title":"Heat","year":1995,"cast":["Al Pacino"],"externalIds":{"tmdb":949}}',
    );
  });

  it('is one line, and the same film when it is read again', () =>
    fc.assert(
      fc.property(arbitraryFilm, (film) => {
        const line = writeOwnJsonLine(film);
        expect(line).not.toMatch(/[\n\r]/u);
        const { film: read } = ownMapping.toFilm(JSON.parse(line) as Record<string, unknown>);
        expect(filmSchema.parse(read)).toEqual(filmSchema.parse(film));
        expect(writeOwnJsonLine(filmSchema.parse(read))).toBe(line);
      }),
      { numRuns: 1_000 },
    ));

  it('keeps a blank description, which says more than none', () => {
    const film = filmSchema.parse({ id: 1, title: 'Heat', description: '' });
    expect(JSON.parse(writeOwnJsonLine(film))).toHaveProperty('description', '');
  });
});
