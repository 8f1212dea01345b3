import fc from 'fast-check';
import { CatalogueError } from '../errors.js';
import { readCsv } from './csv.js';
import { MAX_ROW, type Row } from './row.js';
import { chunksOf, linesOf, rowsOf, saidBy } from './testing/rows.js';

const read = (...chunks: readonly string[]): Promise<Row[]> => rowsOf(readCsv, ...chunks);

describe('readCsv', () => {
  it('names the values of a row by the header', async () => {
    expect(await read('id,title\n1,Heat\n2,Ran\n')).toEqual([
      { line: 2, fields: { id: '1', title: 'Heat' } },
      { line: 3, fields: { id: '2', title: 'Ran' } },
    ]);
  });

  it('reads a quoted header behind a byte order mark', async () => {
    expect(await read('\uFEFF"id","title"\n1,Heat\n')).toEqual([
      { line: 2, fields: { id: '1', title: 'Heat' } },
    ]);
  });

  it('trims the names in the header but not the values', async () => {
    expect(await read('id , title\n1, Heat \n')).toEqual([
      { line: 2, fields: { id: '1', title: ' Heat ' } },
    ]);
  });

  it('tells columns apart that have the same name, or none', async () => {
    expect(await read('title,title, ,title (2),title\na,b,c,d,e\n')).toEqual([
      {
        line: 2,
        fields: {
          title: 'a',
          'title (2)': 'b',
          'column 3': 'c',
          'title (2) (2)': 'd',
          'title (3)': 'e',
        },
      },
    ]);
  });

  it('keeps commas, doubled quotes and line ends inside quotes', async () => {
    expect(saidBy(await read('id,title\n1,"Good, ""Bad""\nand Ugly"\n'))).toEqual([
      { id: '1', title: 'Good, "Bad"\nand Ugly' },
    ]);
  });

  it.each(['\n', '\r\n', '\r'])('takes %j as the end of a line', async (eol) => {
    expect(await read(`id,title${eol}1,Heat${eol}2,"a${eol}b"${eol}${eol}3,Ran`)).toEqual([
      { line: 2, fields: { id: '1', title: 'Heat' } },
      { line: 3, fields: { id: '2', title: `a${eol}b` } },
      { line: 6, fields: { id: '3', title: 'Ran' } },
    ]);
  });

  it('takes all ends of lines in one file', async () => {
    expect(await read('id,title\n1,Heat\r\n\r\n2,Ran\r3,Yi Yi\n')).toEqual([
      { line: 2, fields: { id: '1', title: 'Heat' } },
      { line: 4, fields: { id: '2', title: 'Ran' } },
      { line: 5, fields: { id: '3', title: 'Yi Yi' } },
    ]);
  });

  it('passes over blank lines, but not over a value that is blank', async () => {
    expect(await read('\n \nid\n\n1\n\t\n""\n')).toEqual([
      { line: 5, fields: { id: '1' } },
      { line: 7, fields: { id: '' } },
    ]);
  });

  it.each([
    ['too few', '1', '1 value where the header names 2 columns'],
    ['too many', '1,Heat,1995', '3 values where the header names 2 columns'],
    [
      'too many, the last of them empty',
      '1,Heat,1995,',
      '4 values where the header names 2 columns',
    ],
  ])('passes on a row with %s values as unreadable and reads the next', async (_, bad, error) => {
    expect(await read(`id,title\n${bad}\n2,Ran\n`)).toEqual([
      { line: 2, text: bad, error },
      { line: 3, fields: { id: '2', title: 'Ran' } },
    ]);
  });

  it('passes over empty values behind the last column', async () => {
    expect(saidBy(await read('id,title\n1,Heat,,\n2,Ran, \n'))).toEqual([
      { id: '1', title: 'Heat' },
      { id: '2', title: 'Ran' },
    ]);
  });

  describe('takes what stands between the values for the delimiter', () => {
    it.each([
      ['a comma', 'id,title\n1,"Heat; or | not"\n', { id: '1', title: 'Heat; or | not' }],
      ['a semicolon', 'id;title\n1;7,5\n', { id: '1', title: '7,5' }],
      ['a tab', 'id\ttitle\n1\tGood, Bad; Ugly\n', { id: '1', title: 'Good, Bad; Ugly' }],
      ['a bar', 'id|title\n1|Heat, the\n', { id: '1', title: 'Heat, the' }],
      ['not what stands inside quotes', '"id;of;it",title\n1,a\n', { 'id;of;it': '1', title: 'a' }],
      [
        'not what divides the header alone',
        'id;title;budget (USD, now)\n1;Heat;9\n2;Ran;8\n',
        { id: '1', title: 'Heat', 'budget (USD, now)': '9' },
      ],
      ['the comma where all is equal', 'a,b;c\n1,2;3\n', { a: '1', 'b;c': '2;3' }],
      ['nothing in a table of one column', 'title\nHeat\n', { title: 'Heat' }],
    ])('%s', async (_, text, fields) => {
      expect((await read(text))[0]).toEqual({ line: 2, fields });
    });
  });

  describe('gives up no more than the line on which a record is broken', () => {
    const ROW_3 = { line: 3, fields: { id: '2', title: 'Ran' } };
    const ROW_4 = { line: 4, fields: { id: '3', title: 'Yi Yi' } };
    const END = '2,Ran\n3,Yi Yi\n';

    it.each([
      ['by a quote that is never closed', '1,"Heat', /opened and never closed/u],
      ['by a quote that is closed too early', '1,"Heat" 1995', /not at the end of its value/u],
      ['by a quote inside a value', '1,The "Heat"', /does not begin with one/u],
      ['by a single quote inside a value', `1,5' 2" tall`, /does not begin with one/u],
    ])('%s', async (_, bad, error) => {
      expect(await read(`id,title\n${bad}\n${END}`)).toEqual([
        { line: 2, text: bad, error: expect.stringMatching(error) as string },
        ROW_3,
        ROW_4,
      ]);
    });

    it('when a later quote that is astray seems to close it', async () => {
      const rows = await read(`id,title\n1,"Heat\n${END}4,"Ikiru\n5,Hana-bi\n`);
      expect(rows).toEqual([
        { line: 2, text: '1,"Heat', error: expect.stringMatching(/never closed/u) as string },
        ROW_3,
        ROW_4,
        { line: 5, text: '4,"Ikiru', error: expect.stringMatching(/never closed/u) as string },
        { line: 6, fields: { id: '5', title: 'Hana-bi' } },
      ]);
    });

    it('when it would swallow lines that are rows by themselves', async () => {
      const rows = await read(`id,title\n1,"Heat\n${END}4,Ikiru",x\n5,"a\nb"\n`);
      expect(rows).toEqual([
        { line: 2, text: '1,"Heat', error: expect.stringMatching(/never closed/u) as string },
        ROW_3,
        ROW_4,
        { line: 5, text: '4,Ikiru",x', error: expect.stringMatching(/quote/u) as string },
        { line: 6, fields: { id: '5', title: 'a\nb' } },
      ]);
    });

    it('but all lines of a record that only has too many values', async () => {
      expect(await read(`id,title\n1,"a\nb",x\n3,Yi Yi\n`)).toEqual([
        { line: 2, text: '1,"a\nb",x', error: '3 values where the header names 2 columns' },
        ROW_4,
      ]);
    });

    it('when the quote is closed more than a thousand lines later', async () => {
      const between = '\n'.repeat(1_000);
      const rows = await read(`id,title\n1,"Heat${between}"\n2,Ran\n`);
      expect(rows[0]).toMatchObject({ line: 2, text: '1,"Heat' });
      expect(rows.at(-1)).toEqual({ line: 1_003, fields: { id: '2', title: 'Ran' } });
      const whole = await read(`id,title\n1,"Heat${between.slice(1)}"\n2,Ran\n`);
      expect(linesOf(whole)).toEqual([2, 1_002]);
    });

    it('when the record is larger than a row may be', async () => {
      const half = 'x'.repeat(MAX_ROW / 2);
      const rows = await read(`id,title\n1,"${half}\n${half}"\n2,Ran\n`);
      expect(saidBy(rows)).toEqual([
        expect.stringMatching(/never closed/u),
        expect.stringMatching(/quote/u),
        { id: '2', title: 'Ran' },
      ]);
    });

    it('and tells the right line, also behind line ends inside quotes', async () => {
      const text = 'id,title\r\n1,"He\r\nat"\r\n\r\n2,"Ran" 1985\r\n3,Yi Yi\r\n';
      expect(linesOf(await read(text))).toEqual([2, 5, 6]);
    });
  });

  it.each([
    ['is never closed', '\nid,"title\n1,Heat\n', 'line 2'],
    ['stands inside a name', 'id,ti"tle\n1,Heat\n', 'line 1'],
  ])('throws a CatalogueError when a quote in the header %s', async (_, text, line) => {
    const error: unknown = await read(text).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(CatalogueError);
    expect((error as CatalogueError).message).toContain(line);
    expect((error as CatalogueError).message).toContain('not readable as CSV: a quote');
  });

  it('gives no rows for a header alone', async () => {
    expect(await read('id,title\n')).toEqual([]);
    expect(await read('id,title')).toEqual([]);
  });

  describe('between tabs, takes quotes for letters', () => {
    it.each([
      ['that are opened and never closed', '1\t"Heat\t1995', ['1', '"Heat', '1995']],
      ['that are closed inside the value', '1\t"Heat" again\t1995', ['1', '"Heat" again', '1995']],
      ['that stand inside a value', `1\t5' 2" tall\t1995`, ['1', `5' 2" tall`, '1995']],
      ['as in JSON', '1\t{"a": "b"}\t1995', ['1', '{"a": "b"}', '1995']],
      ['at the end of the line', '1\tHeat\t"', ['1', 'Heat', '"']],
      ['around what would be one value too few', '1\t"Heat\t1995"', ['1', '"Heat', '1995"']],
    ])('%s', async (_, row, values) => {
      const [id, title, year] = values;
      expect(await read(`id\ttitle\tyear\n${row}\n2\t"Ran\t1985\n3\tYi Yi\t\\N\n`)).toEqual([
        { line: 2, fields: { id, title, year } },
        { line: 3, fields: { id: '2', title: '"Ran', year: '1985' } },
        { line: 4, fields: { id: '3', title: 'Yi Yi', year: '\\N' } },
      ]);
    });

    it.each([
      ['enclose a value', '1\t"Heat"\t1995', ['1', 'Heat', '1995']],
      ['are doubled inside', '1\t"""Heat"""\t1995', ['1', '"Heat"', '1995']],
      ['enclose a tab', '1\t"a\tb"\t1995', ['1', 'a\tb', '1995']],
      ['enclose a line end', '1\t"a\nb"\t1995', ['1', 'a\nb', '1995']],
      ['enclose a line end in the last value', '1\tHeat\t"a\nb"', ['1', 'Heat', 'a\nb']],
    ])('but not where they %s', async (_, row, values) => {
      const [id, title, year] = values;
      const rows = await read(`"id"\t"title"\tyear\n${row}\n2\tRan\t1985\n`);
      expect(saidBy(rows)).toEqual([
        { id, title, year },
        { id: '2', title: 'Ran', year: '1985' },
      ]);
    });

    it('and still refuses a row with too few values', async () => {
      expect(await read('id\ttitle\n1\tHeat\n2 "Ran"\n"3\n4\tIkiru\n')).toEqual([
        { line: 2, fields: { id: '1', title: 'Heat' } },
        { line: 3, text: '2 "Ran"', error: '1 value where the header names 2 columns' },
        { line: 4, text: '"3', error: '1 value where the header names 2 columns' },
        { line: 5, fields: { id: '4', title: 'Ikiru' } },
      ]);
    });
  });

  /** A table, how it is written, and how its text arrives. */
  const sources = fc.integer({ min: 2, max: 4 }).chain((width) =>
    fc.record({
      header: fc.constant(Array.from({ length: width }, (_, i) => `column ${i}`)),
      rows: fc.array(
        fc.record({
          blanksBefore: fc.nat({ max: 2 }),
          cells: fc.array(
            fc
              .array(fc.constantFrom('a', 'é', '😀', ' ', ',', ';', '|', '"', '\n', '\r\n', '\r'), {
                maxLength: 5,
              })
              .map((parts) => parts.join('')),
            { minLength: width, maxLength: width },
          ),
        }),
        { maxLength: 6 },
      ),
      delimiter: fc.constantFrom(',', ';', '\t', '|'),
      eol: fc.constantFrom('\n', '\r\n', '\r'),
      letters: fc.integer({ min: 1, max: 40 }),
    }),
  );
  type Source = typeof sources extends fc.Arbitrary<infer T> ? T : never;

  /** Writes the table and notes, by counting line ends, where each row begins. */
  function write({ header, rows, delimiter, eol, letters }: Source) {
    let text = header.join(delimiter) + eol;
    const lines: number[] = [];
    for (const { blanksBefore, cells } of rows) {
      text += eol.repeat(blanksBefore);
      lines.push(text.split(/\r\n|\r|\n/u).length);
      text += cells.map(quoted).join(delimiter) + eol;
    }
    return { chunks: chunksOf(text, letters), lines };
  }

  // Every value is quoted where that may be needed, be it blank: a line of blanks is no row.
  const quoted = (cell: string): string =>
    /[,;\t|"\n\r]/u.test(cell) || cell.trim() === '' ? `"${cell.replaceAll('"', '""')}"` : cell;

  it('reads back whatever table was written, however its text arrives', () =>
    fc.assert(
      fc.asyncProperty(sources, async (source) => {
        const { chunks, lines } = write(source);
        const rows = await read(...chunks);
        expect(saidBy(rows)).toEqual(
          source.rows.map(({ cells }) =>
            Object.fromEntries(source.header.map((name, i) => [name, cells[i]])),
          ),
        );
        expect(linesOf(rows)).toEqual(lines);
      }),
      { seed: 4180, numRuns: 300 },
    ));
});
