import fc from 'fast-check';
import { mendLine, mendText } from './mend-text.js';

describe('mendText', () => {
  it.each([
    ['Tom &amp; Jerry', 'Tom & Jerry', ['html']],
    ['it&#39;s', 'it’s'.replace('’', "'"), ['html']],
    ['it&#x27;s &quot;on&quot;', 'it\'s "on"', ['html']],
    ['a&nbsp;b', 'a\u00a0b', ['html']],
    ['&amp;quot;Heat&amp;quot;', '"Heat"', ['html']],
    ['Caf&eacute;', 'Café', ['html']],
    ['It was &#146;88', 'It was ’88', ['html']],
    ['A <i>very</i> <b>long</b> day', 'A very long day', ['html']],
    ['One.<br/>Two.<br>Three.<p>Four.</p>', 'One. Two. Three. Four.', ['html']],
    ['&lt;i&gt;Heat&lt;/i&gt;', 'Heat', ['html']],
    ['<a href="https://example.org/?a=1&b=2" target=_blank>here</a>', 'here', ['html']],
    ['x<script>alert("y")</script>z<!-- w -->', 'x z', ['html']],
    ['bell\u0007 and zero\u200bwidth', 'bell and zerowidth', ['control-character']],
    ['two\u2028lines', 'two lines', ['control-character']],
    ['half \ud83d a smile', 'half  a smile', ['control-character']],
    ['CafÃƒÂ© MÃƒÂ¼ller', 'Café Müller', ['mojibake']],
    ['&amp;amp;amp;eacute;', 'é', ['html']],
    ['&Atilde;&copy;', 'é', ['html', 'mojibake']],
    ['AmÃ©lie &amp; co\u0000', 'Amélie & co', ['mojibake', 'html', 'control-character']],
  ])('mends %j to %j', (text, mended, kinds) => {
    const outcome = mendText(text);
    expect(outcome.text).toBe(mended);
    expect(outcome.faults.map(({ kind }) => kind)).toEqual(kinds);
  });

  it.each([
    'I <3 you & you <title unknown> me; x < y > z',
    'AT&T; R&D;',
    'Fish &chips; more',
    'a line\nand another\r\n\tindented',
    '“Quoted” — naïve, 七人の侍, 😀👨‍👩‍👧, می‌خواهم',
    '',
  ])('leaves %j as it is', (text) => {
    expect(mendText(text)).toEqual({ text, faults: [] });
  });

  it('joins the lines of what is one line by nature', () => {
    expect(mendLine('The\r\n  Good,\tthe Bad')).toEqual({
      text: 'The Good, the Bad',
      faults: [expect.objectContaining({ kind: 'control-character' })],
    });
    expect(mendLine(' Heat ')).toEqual({ text: ' Heat ', faults: [] });
  });

  it('finds nothing more to mend in what it has mended', () =>
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.oneof(
            fc.constantFrom(
              '<',
              '>',
              '&',
              ';',
              '#',
              '&amp;',
              '<br>',
              '<i>',
              '</i>',
              'Ã',
              '©',
              '\n',
            ),
            fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
          ),
        }),
        (text) => {
          const once = mendLine(text).text;
          expect(mendLine(once)).toEqual({ text: once, faults: [] });
        },
      ),
    ));

  it.each([
    ['tags that never close', '<i '.repeat(30_000)],
    ['comments that never close', '<!--'.repeat(25_000)],
    ['spaces', `a${' '.repeat(99_000)}\tb`],
    ['ampersands', '&'.repeat(100_000)],
    ['mojibake that is none', 'Ã©Ã'.repeat(30_000)],
  ])('comes back from a long run of %s', (_, text) => {
    expect(mendLine(text).text.length).toBeLessThanOrEqual(text.length);
  });
});
