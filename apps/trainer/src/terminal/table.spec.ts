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
});
