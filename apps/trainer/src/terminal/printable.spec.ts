import fc from 'fast-check';
import { printable, printableLines } from './printable.js';

describe('what a terminal is given', () => {
  it.each([
    ['Heat', 'Heat'],
    ['七人の侍 · Amélie 🎬', '七人の侍 · Amélie 🎬'],
    ['two\r\nlines\tand a tab', 'two lines and a tab'],
    ['\u001b[31mred', '\ufffd[31mred'],
    ['\u009b2J', '\ufffd2J'],
    ['\u0000\u0007\u007f', '\ufffd\ufffd\ufffd'],
    ['abc\u202edcba', 'abc\ufffddcba'],
    ['\u2066x\u2069', '\ufffdx\ufffd'],
  ])('for %j is %j', (text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  it('holds no control character, whatever the text', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(printable(text)).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/u);
      }),
    ));
});

it('a text of several lines keeps them and nothing else', () => {
  expect(printableLines('one\r\ntwo \u001b[2J\n\tthree')).toBe('one\ntwo \ufffd[2J\n three');
});
