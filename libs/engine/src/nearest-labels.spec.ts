import { nearestLabels } from './nearest-labels.js';

const GENRES = [
  'Action',
  'Animation',
  'Comédie',
  'Crime',
  'Drama',
  'Music',
  'Mystery',
  'Science Fiction',
];

describe('nearestLabels', () => {
  it.each<[string, string[]]>([
    ['Dramma', ['Drama']],
    ['drma', ['Drama']],
    ['Crim', ['Crime']],
    ['sci-fi', ['Science Fiction']],
    ['SciFi', ['Science Fiction']],
    ['science', ['Science Fiction']],
    ['sience fiction', ['Science Fiction']],
    ['comedie', ['Comédie']],
    ['m', ['Music', 'Mystery']],
    ['Musical', ['Music']],
    ['actoin', ['Action']],
    ['Western', []],
    ['', GENRES.slice(0, 3)],
    ['x'.repeat(200), []],
  ])('finds for %j: %j', (asked, labels) => {
    expect(nearestLabels(asked, GENRES, 3)).toEqual(labels);
  });

  it('finds nothing among nothing', () => {
    expect(nearestLabels('Drama', [], 3)).toEqual([]);
  });
});
