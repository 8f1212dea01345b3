import { inNaturalOrder, listed, mayHoldRows } from './data-files.js';

describe('mayHoldRows', () => {
  it.each([
    'movies.csv',
    'part-0000',
    'part-00000-1f0c.c000.snappy.parquet',
    '_films.csv',
    'films.txt',
    'licensed-films.csv',
    'readmefirst.csv',
    'films.csv.gz',
  ])('takes %s for data', (name) => expect(mayHoldRows(name)).toBe(true));

  it.each([
    '.part-0000.csv.crc',
    '.DS_Store',
    '_SUCCESS',
    '_metadata',
    '_committed_42',
    'part-0000.csv.crc',
    'movies.csv.md5',
    'movies.csv.sha256',
    'README',
    'README.txt',
    'readme_first.html',
    'LICENSE',
    'Licence.txt',
    'notes.md',
    'mapping.yaml',
    'mapping.yml',
    'paper.pdf',
    'Thumbs.db',
  ])('passes over %s', (name) => expect(mayHoldRows(name)).toBe(false));
});

describe('inNaturalOrder', () => {
  it.each([
    [['part-10', 'part-2', 'part-1']],
    [['part-2', 'part-10', 'part-1']],
    [['part-1', 'part-10', 'part-2']],
  ])('puts %j in the order in which people count', (names) => {
    expect(inNaturalOrder(names)).toEqual(['part-1', 'part-2', 'part-10']);
  });

  it('depends on nothing but the names, also where they differ in nothing but case or zeros', () => {
    const names = ['a1', 'A1', 'a01', 'é', 'e'];
    expect(inNaturalOrder(names.toReversed())).toEqual(inNaturalOrder(names));
  });
});

describe('listed', () => {
  it('names the first five and counts the others', () => {
    expect(listed(['a', 'b'])).toBe('a, b');
    expect(listed(['a', 'b', 'c', 'd', 'e', 'f', 'g'])).toBe('a, b, c, d, e and 2 more');
  });
});
