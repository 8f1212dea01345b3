import fc from 'fast-check';
import type { Film } from '#engine';
import { shapeOf, spreadOf } from './catalogue-shape.js';

const FILMS: readonly Film[] = [
  {
    id: 1,
    title: 'Heat',
    year: 1995,
    genres: ['Crime', 'Drama'],
    language: 'en',
    description: '七人',
  },
  { id: 2, title: 'Ran', year: 1980, genres: ['Drama', 'Drama'], language: 'ja', description: '' },
  { id: 3, title: 'Ronin', year: 1999, genres: [], language: 'en', description: 'abc' },
  { id: 4, title: 'Undated', cast: ['Nobody'], popularity: 0 },
  { id: 5, title: 'Later', year: 2010 },
];

describe('the shape of a catalogue', () => {
  const shape = shapeOf(FILMS);

  it('has every decade between the first and the last, and films without a year behind them', () => {
    expect(shape.decades).toEqual([
      { decade: 1980, films: 1 },
      { decade: 1990, films: 2 },
      { decade: 2000, films: 0 },
      { decade: 2010, films: 1 },
      { decade: null, films: 1 },
    ]);
  });

  it('counts films, not mentions, for each genre and language, the most frequent first', () => {
    expect(shape.genres).toEqual([
      { label: 'Drama', films: 2 },
      { label: 'Crime', films: 1 },
    ]);
    expect(shape.languages).toEqual([
      { label: 'en', films: 2 },
      { label: 'ja', films: 1 },
    ]);
  });

  it('orders labels of equally many films by the alphabet', () => {
    const films = ['b', 'a', 'c'].map((genre, id) => ({ id, title: 'x', genres: [genre] }));
    expect(shapeOf(films).genres.map(({ label }) => label)).toEqual(['a', 'b', 'c']);
  });

  it('counts a fact that is empty as unknown, and 0 as known', () => {
    expect(shape.coverage).toMatchObject({
      title: 5,
      year: 4,
      genres: 2,
      description: 2,
      language: 3,
      cast: 1,
      popularity: 1,
      tagline: 0,
    });
    expect(shape.coverage).not.toHaveProperty('id');
  });

  it('has the lengths of the descriptions that there are, ascending', () => {
    expect([...shape.descriptionLengths]).toEqual([2, 3]);
  });

  it('of no films is empty', () => {
    expect(shapeOf([])).toMatchObject({ decades: [], genres: [], languages: [] });
  });
});

describe('how values lie', () => {
  it('is told by five of them', () => {
    const values = Float64Array.from({ length: 100 }, (_, i) => i + 1);
    expect(spreadOf(values)).toEqual({ least: 1, p5: 5, median: 50, p95: 95, most: 100 });
  });

  it('is not told of none', () => {
    expect(spreadOf(new Float64Array())).toBeUndefined();
  });

  it('never falls from one figure to the next', () =>
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), (values) => {
        const { least, p5, median, p95, most } = spreadOf(Float64Array.from(values).sort()) ?? {};
        const figures = [least, p5, median, p95, most] as number[];
        expect(figures).toEqual(figures.toSorted((a, b) => a - b));
        for (const figure of figures) expect(values).toContain(figure);
      }),
    ));
});
