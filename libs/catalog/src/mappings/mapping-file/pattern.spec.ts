import { faultOfPattern, takenOut } from './pattern.js';

describe('what a pattern takes out of a text', () => {
  it.each([
    [String.raw`^(\d{4})`, '1999-03-30', '1999'],
    [String.raw`\d+`, 'about 95 min', '95'],
    [String.raw`(\d+) min|(\d+) m`, '95 m', '95 m'],
    [String.raw`x`, 'abc', undefined],
    [String.raw`^(.*)$`, 'x'.repeat(1_000), 'x'.repeat(1_000)],
    [String.raw`^(.*)$`, 'x'.repeat(1_001), undefined],
    [String.raw`^(x?)`, 'abc', ''],
  ])('%s of %j is %j', (pattern, text, taken) => {
    expect(takenOut(text, new RegExp(pattern, 'u'))).toBe(taken);
  });
});

describe('a pattern', () => {
  it.each([
    String.raw`^(\d{4})-\d{2}`,
    String.raw`(?:a|b)+`,
    String.raw`(a)(b)+c*`,
    String.raw`\((\d+)\)+`,
    String.raw`[(+)]+(x)*`,
    String.raw`(?<year>\d+)-?`,
    String.raw`(\d+)?`,
    String.raw`(?:\d{4}-)+`,
    String.raw`(a+){2}`,
    String.raw`(?<=a+)b`,
  ])('%s may be used', (pattern) => {
    expect(faultOfPattern(pattern)).toBeUndefined();
  });

  it.each([
    '(a+)+',
    '(a*)*b',
    '(?:a+b?)*',
    '((a+)b)+',
    String.raw`(\w+\s?)*$`,
    '(x|y+){2,}',
    '(a{1,9})+',
    '(?<name>a+)*',
    String.raw`([^\]]*)+`,
  ])('%s is refused, because it could take forever', (pattern) => {
    expect(faultOfPattern(pattern)).toContain('forever');
  });

  it.each(['(', '[a', 'a{2', String.raw`\p`])('%s is refused, because it is none', (pattern) => {
    expect(faultOfPattern(pattern)).toContain('regular expression');
  });
});
