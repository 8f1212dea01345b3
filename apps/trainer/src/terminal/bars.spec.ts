import fc from 'fast-check';
import { formatBars } from './bars.js';
import { displayWidth } from './display-width.js';

describe('bars', () => {
  it('are as long as their values, labels to the left, numbers to the right', () => {
    const bars = [
      { label: '1980s', value: 500 },
      { label: '1990s', value: 1_000 },
      { label: '七人', value: 62.5, note: 'few' },
    ];
    expect(formatBars(bars, 24).split('\n')).toEqual([
      '1980s ██████         500',
      '1990s ████████████ 1,000',
      '七人  ▊              few',
    ]);
  });

  it('show halves of a column as eighths of a block', () => {
    const bars = Array.from({ length: 8 }, (_, i) => ({ label: '', value: i + 1, note: '' }));
    expect(
      formatBars(bars, 12, 80)
        .split('\n')
        .map((line) => line.trim()),
    ).toEqual(['▏', '▎', '▍', '▌', '▋', '▊', '▉', '█']);
  });

  it('are measured against another whole where one is given', () => {
    expect(formatBars([{ label: 'a', value: 5 }], 14, 10)).toBe('a █████      5');
  });

  it('leave nothing where there is nothing, and a mark where there is little', () => {
    const lines = formatBars(
      [
        { label: 'none', value: 0 },
        { label: 'little', value: 1 },
        { label: 'much', value: 1_000_000 },
      ],
      40,
    ).split('\n');
    expect(lines[0]).toMatch(/^none {2,}0$/u);
    expect(lines[1]).toMatch(/^little ▏ +1$/u);
  });

  it('cut labels that would leave no room, and what would move the cursor', () => {
    const label = `\u001b[2J${'long '.repeat(30)}`;
    expect(formatBars([{ label, value: 1 }], 30)).toMatch(/^\ufffd\[2Jlong … █+ 1$/u);
  });

  it('are none for no values', () => {
    expect(formatBars([], 80)).toBe('');
  });

  it('take exactly the width that there is, and order as their values do', () =>
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 100_000 }), { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 40, max: 200 }),
        (values, width) => {
          const lines = formatBars(
            values.map((value) => ({ label: 'x', value })),
            width,
          ).split('\n');
          expect(lines.map(displayWidth)).toEqual(values.map(() => width));
          const lengths = lines.map((line) => line.match(/[█▏▎▍▌▋▊▉]/gu)?.length ?? 0);
          for (const [i, value] of values.entries())
            for (const [j, other] of values.entries())
              if (value < other) expect(lengths[i]).toBeLessThanOrEqual(lengths[j]);
        },
      ),
      { numRuns: 50 },
    ));
});
