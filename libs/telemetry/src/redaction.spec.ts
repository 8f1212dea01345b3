import { withoutKeys } from './redaction.js';

const SECRET = '0123456789abcdef'.repeat(4);

describe('withoutKeys', () => {
  it.each([
    ['a whole key', `mrk_tv_${SECRET}`, 'mrk_tv_[redacted]'],
    ['the beginning of a key', 'mrk_tv_01', 'mrk_tv_[redacted]'],
    ['a key that is too long', `mrk_tv_${SECRET}${SECRET}`, 'mrk_tv_[redacted]'],
    ['a key in a URL', `/v1/x?key=mrk_a-b_${SECRET}&q=1`, '/v1/x?key=mrk_a-b_[redacted]&q=1'],
    ['a percent-encoded key', `?k=mrk%5Ftv%5f${SECRET}`, '?k=mrk%5Ftv%5f[redacted]'],
    ['a key in capitals', `MRK_TV_${SECRET.toUpperCase()}`, 'MRK_TV_[redacted]'],
    ['two keys', `mrk_a_${SECRET} mrk_b_${SECRET}`, 'mrk_a_[redacted] mrk_b_[redacted]'],
    ['no key', 'mrk, a bookmark: 0123456789abcdef', 'mrk, a bookmark: 0123456789abcdef'],
  ])('%s', (_, text, clean) => {
    expect(withoutKeys(text)).toBe(clean);
  });
});
