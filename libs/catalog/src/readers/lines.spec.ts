import fc from 'fast-check';
import { linesOf } from './lines.js';
import { MAX_ROW } from './row.js';
import { chunksOf, gather, textOf } from './testing/rows.js';

const linesIn = async (...chunks: readonly string[]): Promise<string[]> =>
  (await gather(linesOf(textOf(chunks)))).flat();

describe('linesOf', () => {
  it('gives each line with its end, whichever that is', async () => {
    expect(await linesIn('a\nb\r\nc\rd')).toEqual(['a\n', 'b\r\n', 'c\r', 'd']);
  });

  it('does not take for a line end what Unicode calls one', async () => {
    expect(await linesIn('a\u2028b\u2029c\u0085d\n')).toEqual(['a\u2028b\u2029c\u0085d\n']);
  });

  it('cuts a line that is too long where that shows, and gives the next one whole', async () => {
    const long = 'x'.repeat(MAX_ROW);
    expect(await linesIn(long, 'yz\nnext\n')).toEqual([`${long}y`, 'next\n']);
    expect(await linesIn(`${long}yz\rnext`)).toEqual([`${long}y`, 'next']);
    expect(await linesIn(`${long}yz`, '\r', '\nnext')).toEqual([`${long}y`, 'next']);
    expect(await linesIn(long, 'yz')).toEqual([`${long}y`]);
  });

  it('gives lines that make up the text, however that is cut into chunks', () =>
    fc.assert(
      fc.asyncProperty(
        fc
          .array(fc.constantFrom('a', '😀', ' ', '\n', '\r', '\r\n'))
          .map((parts) => parts.join('')),
        fc.integer({ min: 1, max: 9 }),
        async (text, letters) => {
          const lines = await linesIn(...chunksOf(text, letters));
          expect(lines.join('')).toBe(text);
          // A line end stands at the end of every line but the last, and nowhere else.
          expect(lines.slice(0, -1).every((line) => /^[^\r\n]*(?:\r\n|\n|\r)$/u.test(line))).toBe(
            true,
          );
          expect(lines.at(-1) ?? 'a').toMatch(/^[^\r\n]*(?:\r\n|\n|\r)?$/u);
          expect(
            lines.some((line, i) => line.endsWith('\r') && lines[i + 1]?.startsWith('\n')),
          ).toBe(false);
          expect(lines).not.toContain('');
        },
      ),
      { seed: 10, numRuns: 500 },
    ));
});
