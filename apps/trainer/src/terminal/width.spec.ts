import { chartWidth, tableWidth } from './width.js';

describe('the width of what is printed', () => {
  it.each([
    ['a terminal of 120 columns', { isTTY: true, columns: 120 }, 120, 120],
    ['a very wide terminal', { isTTY: true, columns: 300 }, 120, 300],
    ['a terminal that does not tell', { isTTY: true }, 80, 80],
    ['a terminal of ten columns', { isTTY: true, columns: 10 }, 40, 40],
    ['a terminal of no columns', { isTTY: true, columns: 0 }, 80, 80],
    ['a pipe', {}, 80, Infinity],
  ])('on %s', (_, output, chart, table) => {
    expect(chartWidth(output)).toBe(chart);
    expect(tableWidth(output)).toBe(table);
  });
});
