import { type CatalogueShape, shapeOf } from './catalogue-shape.js';
import { formatShape } from './shape-text.js';

const scores = (...values: readonly number[]): Float64Array => Float64Array.from(values);
const NO_SCORES = { asked: 0, nearest: scores(), all: scores() };
const shapeOfNothing = shapeOf([]);
const textOf = (shape: Partial<CatalogueShape>, width = 60): string =>
  formatShape({ ...shapeOfNothing, ...shape }, NO_SCORES, 10, width);

describe('the shape of a catalogue as a person sees it', () => {
  it('has a bar for each decade and one for films without a year', () => {
    const decades = [
      { decade: 1990, films: 20 },
      { decade: null, films: 10 },
    ];
    expect(textOf({ decades }, 40)).toContain(
      `Films by decade:\n1990s   ${'█'.repeat(29)} 20\nno year ${'█'.repeat(14)}▌${' '.repeat(14)} 10\n`,
    );
  });

  it('names languages, and leaves codes that are none as they are', () => {
    const languages = ['ja', 'xx', 'qqq'].map((label) => ({ label, films: 5 }));
    const text = textOf({ languages });
    expect(text).toMatch(/^Japanese \(ja\) █/mu);
    expect(text).toMatch(/^xx +█/mu);
    expect(text).toMatch(/^qqq +█/mu);
  });

  it('shows the most frequent genres and counts the others', () => {
    const genres = Array.from({ length: 17 }, (_, i) => ({ label: `genre ${i}`, films: 20 - i }));
    const text = textOf({ genres });
    expect(text).toContain('Genres (17):\ngenre 0 ');
    expect(text).toContain('genre 14');
    expect(text).not.toContain('genre 15');
    expect(text).toContain('… and 2 more');
  });

  it('draws how long descriptions are, with the figures below', () => {
    const descriptionLengths = Float64Array.from({ length: 100 }, (_, i) => i + 1);
    const [, , axis, figures] = textOf({ descriptionLengths })
      .split('Descriptions, characters:')[1]
      .split('\n');
    expect(axis).toMatch(/^0─+100$/u);
    expect(figures).toBe('least 1 · 5% below 5 · median 50 · 95% below 95 · most 100');
  });

  it('does not let one long description push all others into one column', () => {
    const descriptionLengths = Float64Array.from({ length: 100 }, (_, i) =>
      i === 99 ? 50_000 : i,
    );
    const [, columns, axis] = textOf({ descriptionLengths })
      .split('Descriptions, characters:')[1]
      .split('\n');
    expect(axis).toMatch(/^0─+141\+$/u);
    expect(columns.trimEnd().length).toBe(60);
    expect(columns.replaceAll(' ', '').length).toBeGreaterThan(30);
  });

  it('says where there is nothing', () => {
    expect(textOf({})).toContain('Descriptions, characters:\nnone\n');
    expect(textOf({})).toContain('Genres (0):\nnone\n');
  });

  it.each([40, 80, 120])('keeps to %d columns', (width) => {
    const films = Array.from({ length: 200 }, (_, id) => ({
      id,
      title: 'x',
      year: 1920 + (id % 100),
      genres: [`a rather long name of a genre, number ${id % 20}`],
      language: ['en', 'ja', 'fr'][id % 3],
      description: 'x'.repeat(id * 7),
    }));
    const values = Float64Array.from({ length: 500 }, (_, i) => i / 500);
    const found = { asked: 500, nearest: values, all: values };
    const text = formatShape(shapeOf(films), found, 200, width);
    const charts = text.split('\n').filter((line) => /[█▏▎▍▌▋▊▉▁▂▃▄▅▆▇─]/u.test(line));
    expect(charts.length).toBeGreaterThan(30);
    expect(Math.max(...charts.map((line) => line.length))).toBeLessThanOrEqual(width);
  });
});
