import { formatTable } from './table.js';

describe('formatTable', () => {
  it('puts texts to the left and numbers to the right, under a rule', () => {
    const table = formatTable(
      ['#', 'film'],
      [
        ['1', 'Heat'],
        ['10', 'Das Boot'],
      ],
    );
    expect(table.split('\n')).toEqual([' #  film', '──  ────────', ' 1  Heat', '10  Das Boot']);
  });

  it('counts columns as a terminal does: wide letters twice, combining marks not at all', () => {
    const table = formatTable(
      ['a', 'b'],
      [
        ['七人', 'x'],
        ['ab', 'x'],
        ['e\u0301', 'x'],
      ],
    );
    expect(table.split('\n').slice(2)).toEqual(['七人  x', 'ab    x', 'e\u0301     x']);
  });

  it('takes more rows than a function takes arguments', () => {
    const rows = Array.from({ length: 200_000 }, () => ['1']);
    expect(formatTable(['a'], rows).split('\n')).toHaveLength(200_002);
  });

  it('has only a header when there are no rows', () => {
    expect(formatTable(['a', 'b'], [])).toBe('a  b\n─  ─');
  });

  it('cuts the widest columns where the terminal is too narrow', () => {
    const rows = [
      ['1', 'a title of thirty columns, so…', 'a reason of forty columns that goes on.'],
      ['22', 'short', 'short'],
    ];
    const lines = formatTable(['line', 'title', 'reason'], rows, 40).split('\n');
    expect(lines).toEqual([
      'line  title             reason',
      '────  ────────────────  ────────────────',
      '   1  a title of thir…  a reason of for…',
      '  22  short             short',
    ]);
  });

  it('keeps every column readable, also where that takes more than there is', () => {
    const lines = formatTable(['a', 'b'], [['x'.repeat(20), 'y'.repeat(9)]], 5).split('\n');
    expect(lines[2]).toBe(`${'x'.repeat(7)}…  ${'y'.repeat(7)}…`);
  });

  it('shows what would move the cursor as a sign', () => {
    expect(formatTable(['a'], [['\u001b[2J']]).split('\n')[2]).toBe('\ufffd[2J');
  });
});
