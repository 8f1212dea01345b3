import fc from 'fast-check';
import { readJson } from './json.js';
import { MAX_ROW, type Row } from './row.js';
import { chunksOf, gather, linesOf, rowsOf, saidBy, textOf } from './testing/rows.js';

const read = (...chunks: readonly string[]): Promise<Row[]> => rowsOf(readJson, ...chunks);

const film = (id: number) => ({
  id,
  title: `Film ${id}`,
  genres: [
    { id: 28, name: 'Action' },
    { id: 12, name: 'Adventure' },
  ],
});
const FILMS = [film(1), film(2), film(3)];
const [A, B, C] = FILMS;

const NO_OBJECT = 'a JSON value that is not an object';
const HOLDS_ROWS = 'what looks like rows stands inside it: a bracket is missing or too many';
const CUT_OFF = 'the text ends in the middle of it; it may be cut off';
const BEHIND = 'stands behind the end of the document; not read';

/** The second film in any of the ways in which it may be written, from its title on. */
const FILM_2 = /"Film 2"[^\]]*\]\s*\}/u;

const member = (one: { readonly id: number }): string => `"${one.id}": ${JSON.stringify(one)}`;

const within2 = (text: string, damage: (film: string) => string): string =>
  text.replace(FILM_2, damage);

describe('readJson', () => {
  describe('finds the rows', () => {
    it.each<[where: string, document: unknown, rows?: unknown[]]>([
      ['in a list', FILMS],
      ['in a list in an object', { page: 1, results: FILMS, total: 3 }],
      ['in a list in an object in an object', { data: { count: 3, movies: FILMS }, ok: true }],
      ['in a list beside other lists', { genres: A.genres, movies: FILMS, tags: ['a'] }],
      ['in a list beside an object with a title', { info: { title: 'x' }, movies: FILMS }],
      ['in a list in an object with a title', { title: 'My films', movies: FILMS }],
      ['in a list of what has no title', { list: A.genres, note: 'x' }, A.genres],
      ['in a list of lists, but not without a word', [[A], [B]], [HOLDS_ROWS, A, B]],
      ['in a list, but not in what else is there', [A, [1, {}], 'x'], [A, NO_OBJECT, NO_OBJECT]],
      ['in an object as its values', { a: A, b: B, c: C }],
      [
        'in an object as its values, which get their names as ids',
        { 1: { title: 'x', cast: [{ title: 'y' }] }, 2: { title: 'z', id: null }, n: 3 },
        [{ id: '1', title: 'x', cast: [{ title: 'y' }] }, { title: 'z', id: null }, NO_OBJECT],
      ],
      [
        'in an object as its values, which have no titles',
        { a: { name: 'x' }, 'b"\n': { name: 'y' } },
        [
          { id: 'a', name: 'x' },
          { id: 'b"\n', name: 'y' },
        ],
      ],
      ['as the only object', A, [A]],
      ['as the only object, which has neither title nor lists', { id: 1 }, [{ id: 1 }]],
      ['nowhere', [], []],
      ['not even in an object', { results: [] }, [{ results: [] }]],
    ])('%s', async (_, document, rows = FILMS) => {
      expect(saidBy(await read(JSON.stringify(document)))).toEqual(rows);
      expect(saidBy(await read(JSON.stringify(document, null, 2)))).toEqual(rows);
    });

    it('in documents one behind the other', async () => {
      const [a, b, c] = FILMS.map((one) => JSON.stringify(one));
      expect(saidBy(await read(`${a}\n${b}\n${c}\n`))).toEqual(FILMS);
      expect(saidBy(await read(a + b + c))).toEqual(FILMS);
      expect(saidBy(await read(`[${a}][${b},${c}]`))).toEqual(FILMS);
      expect(saidBy(await read(`[${a}]${b},\n${c}`))).toEqual(FILMS);
    });

    it('in a list that is far from the beginning', async () => {
      const document = { notes: 'x'.repeat(500_000), more: { a: [1] }, movies: FILMS };
      expect(saidBy(await read(...chunksOf(JSON.stringify(document), 60_000)))).toEqual(FILMS);
    });
  });

  it('tells the line on which each row begins', async () => {
    expect(linesOf(await read(JSON.stringify(FILMS, null, 2)))).toEqual([2, 16, 30]);
    expect(linesOf(await read(JSON.stringify({ a: A, b: B }, null, 2)))).toEqual([2, 16]);
    expect(linesOf(await read('\r\n[{}\r\n,\r\n{\r\n},{}]'))).toEqual([2, 4, 5]);
  });

  it('tells of rows that are values of another kind', async () => {
    expect(await read('[1,\n"a,]}", {"id":1}, null,\n[{}], true]')).toEqual([
      { line: 1, text: '1', error: NO_OBJECT },
      { line: 2, text: '"a,]}"', error: NO_OBJECT },
      { line: 2, fields: { id: 1 } },
      { line: 2, text: 'null', error: NO_OBJECT },
      { line: 3, text: '[{}]', error: NO_OBJECT },
      { line: 3, text: 'true', error: NO_OBJECT },
    ]);
  });

  it('refuses a row that is not JSON and reads the next', async () => {
    expect(await read('[{"id":1,},{"r":NaN},{"id":01},{"id":2}]')).toEqual([
      { line: 1, text: '{"id":1,}', error: expect.stringMatching(/^not JSON/u) as string },
      { line: 1, text: '{"r":NaN}', error: expect.stringContaining('NaN is no value') as string },
      { line: 1, text: '{"id":01}', error: expect.stringMatching(/^not JSON/u) as string },
      { line: 1, fields: { id: 2 } },
    ]);
  });

  describe('gives up one row alone, however it is written,', () => {
    const written: [name: string, text: string][] = [
      ['a line each', `[\n${FILMS.map((one) => JSON.stringify(one)).join(',\n')}\n]\n`],
      ['with indentation', JSON.stringify(FILMS, null, 2)],
      ['with indentation in an object', JSON.stringify({ n: 3, movies: FILMS }, null, '\t')],
      ['all in one line', JSON.stringify(FILMS)],
      ['all in one line in an object', JSON.stringify({ movies: FILMS, n: 3 })],
      ['as members a line each', `{\n${FILMS.map(member).join(',\n')}\n}`],
      ['as members all in one line', `{${FILMS.map(member).join(',')}}`],
    ];
    const damages: [what: string, damage: (film: string) => string][] = [
      ['has lost a quote', (film) => film.replace('2"', '2')],
      ['is followed by the beginning of a list', (film) => `${film}[`],
      ['has a quote too many', (film) => film.replace('lm', 'l"m')],
      ['has lost its end', (film) => film.slice(0, -1)],
      ['ends twice', (film) => `${film}}`],
      ['has lost the beginning of an object inside', (film) => film.replace('{', '')],
      ['has lost the end of an object inside', (film) => film.replace('}', '')],
      ['has lost the beginning of a list', (film) => film.replace('[', '')],
      ['has lost the end of a list', (film) => film.replace(']', '')],
      ['begins a list twice', (film) => film.replace('[', '[[')],
      ['has lost a colon', (film) => film.replace(':', '')],
      ['has lost a comma', (film) => film.replace(',', '')],
      ['has its brackets exchanged', (film) => film.replace('[', '{')],
    ];
    it.each(
      damages.flatMap(([what, damage]) =>
        written.map(([how, text]) => [how, what, text, damage] as const),
      ),
    )('%s, when it %s', async (_how, _what, text, damage) => {
      const damaged = within2(text, damage);
      expect(damaged).not.toBe(text);
      const [first, , last] = await read(text);
      const rows = await read(damaged);
      expect(rows).toContainEqual(first);
      expect(rows).toContainEqual(last);
      expect(rows.length).toBeGreaterThanOrEqual(3);
      expect(rows.length).toBeLessThanOrEqual(4);
      expect(rows.filter((row) => 'fields' in row).length).toBeLessThanOrEqual(3);
    });

    it('when none of them is whole', async () => {
      for (const [, text] of written) {
        const rows = await read(text.replaceAll(/\]\s*\}/gu, ']'));
        expect(rows.length).toBeGreaterThanOrEqual(3);
      }
    });

    it('also the first, before there is another to compare', async () => {
      for (const [, text] of written) {
        const rows = await read(text.replace('Film 1"', 'Film 1'));
        expect(rows).toHaveLength(3);
        expect(rows[0]).toHaveProperty('error');
        expect(rows.slice(1)).toEqual((await read(text)).slice(1));
      }
    });

    it('also the last', async () => {
      for (const [, text] of written) {
        const rows = await read(text.replace('Film 3"', 'Film 3'));
        expect(rows).toHaveLength(3);
        expect(rows[2]).toHaveProperty('error');
        expect(rows.slice(0, 2)).toEqual((await read(text)).slice(0, 2));
      }
    });
  });

  it('tells of the rest of a document that is cut off', async () => {
    const text = JSON.stringify({ movies: FILMS });
    for (let end = text.indexOf('"Film 3"'); end < text.lastIndexOf(']}'); end++) {
      const rows = await read(text.slice(0, end));
      expect(saidBy(rows.slice(0, 2))).toEqual([A, B]);
      expect(rows.slice(2)).toEqual([
        { line: 1, text: expect.stringMatching(/^\{"id":3/u) as string, error: CUT_OFF },
      ]);
    }
  });

  it.each([
    ['behind a list in an object', '{"movies":[{"title":"a"}],"n":"]}\\"}"}\n{"title":"b"}', 2],
    ['behind the values of an object', '{"a":{"title":"a"},"b":{"title":"b"}}\n\nxyz', 3],
  ])('tells of what stands %s', async (_, text, line) => {
    const letters = ' '.repeat(1_000_000);
    // So large a document is begun to be read before its end is seen.
    const rows = await read(...chunksOf(text.replace('\n', `${letters}\n`), 50_000));
    expect(rows.at(-1)).toEqual({ line, text: expect.any(String) as string, error: BEHIND });
    expect(rows.filter((row) => 'error' in row)).toHaveLength(1);
  });

  it('gives up a row that is larger than a row may be, and not those behind it', async () => {
    const large = { id: 2, title: 'x'.repeat(MAX_ROW), genres: A.genres };
    const rows = await read(...chunksOf(JSON.stringify([A, large, C], null, 1), 100_000));
    expect(saidBy(rows)).toEqual([A, 'longer than 4,000,000 characters', C]);
    expect(linesOf(rows)).toEqual([2, 16, 30]);
  });

  it('gives up what is nested without end, and not what stands behind it', async () => {
    const deep = `{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}`;
    expect(saidBy(await read(`[{"a":1},\n${deep},\n{"a":2}]`))).toEqual([
      { a: 1 },
      'lists and objects more than 100 deep',
      { a: 2 },
    ]);
  });

  it.each([
    ['a web page', '<!DOCTYPE html>', /"<!DOCTYPE html>".*a web page/u],
    ['a program', 'var films = [{"id": 1}];', /"var films = \[.*begins with \[ or \{/u],
    ['a number', '42', /"42"/u],
    ['a table', 'id,title\n1,Heat\n', /"id,title/u],
  ])('throws a CatalogueError for %s', async (_, text, message) => {
    await expect(read(text)).rejects.toThrow(message);
    await expect(read(text)).rejects.toHaveProperty('name', 'CatalogueError');
  });

  it.each([
    [{ movies: FILMS, series: FILMS }, 'movies, series'],
    [{ a: { movies: FILMS }, b: { series: [A] } }, 'a.movies, b.series'],
    [{ genres: A.genres, tags: A.genres }, 'genres, tags'],
  ])('throws a CatalogueError when several lists may be meant', async (document, names) => {
    await expect(read(JSON.stringify(document))).rejects.toThrow(
      `several lists of objects (${names})`,
    );
  });

  it('reads back whatever objects were written, however their text arrives', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.dictionary(fc.string({ maxLength: 5 }), fc.jsonValue({ maxDepth: 3 }))),
        fc.constantFrom<((objects: unknown) => string)[]>(
          (objects) => JSON.stringify(objects),
          (objects) => JSON.stringify(objects, null, 2).replaceAll('\n', '\r\n'),
          (objects) => JSON.stringify({ movies: [{ title: 1 }, ...(objects as unknown[])] }),
        ),
        fc.integer({ min: 1, max: 40 }),
        async (objects, write, letters) => {
          const rows = await gather(readJson(textOf(chunksOf(write(objects), letters))));
          const found = rows.map((row) => JSON.stringify('fields' in row ? row.fields : row));
          expect(found.filter((row) => row !== '{"title":1}')).toEqual(
            objects.map((object) => JSON.stringify(object)),
          );
        },
      ),
      { seed: 8259, numRuns: 300 },
    ));
});
