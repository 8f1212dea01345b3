import type { ApiKey } from '#contracts';
import { createKey, digestOf } from './api-key.js';
import { Keyring } from './keyring.js';

const NOON = Date.parse('2027-01-31T12:00:00Z');
const tv = createKey('tv');
const kept = (key: string, more: Partial<ApiKey> = {}): ApiKey => ({
  id: key.split('_')[1],
  sha256: digestOf(key).toString('hex'),
  scopes: ['recommend'],
  ...more,
});
const check = (keys: readonly ApiKey[], presented: string, now = NOON) => {
  const result = new Keyring(keys).check(presented, now);
  return 'key' in result ? result.key.id : result.refusal;
};

describe('Keyring', () => {
  it('finds each of its keys, also two of one owner', () => {
    const next = createKey('tv-2');
    const keys = [kept(tv, { owner: 'tv' }), kept(next, { owner: 'tv' })];
    expect([tv, next].map((key) => check(keys, key))).toEqual(['tv', 'tv-2']);
  });

  it.each([
    ['that is no key', 'secret', 'malformed'],
    ['of an id that it has not', createKey('radio'), 'unknown'],
    ['of its id with another secret', createKey('tv'), 'wrong_secret'],
    ['with its secret and another id', tv.replace('_tv_', '_radio_'), 'unknown'],
    [
      'of which the last digit differs',
      tv.slice(0, -1) + (tv.endsWith('0') ? '1' : '0'),
      'wrong_secret',
    ],
  ])('refuses a key %s', (_, presented, refusal) => {
    expect(check([kept(tv)], presented)).toBe(refusal);
  });

  it('has none when it is empty', () => {
    expect(check([], tv)).toBe('unknown');
  });

  it.each([
    ['a moment before it begins', { notBefore: '2027-01-31T12:00:00.001Z' }, 'not_yet_valid'],
    ['when it begins', { notBefore: '2027-01-31T12:00:00Z' }, 'tv'],
    ['when it begins, told in another time zone', { notBefore: '2027-01-31T14:00:00+02:00' }, 'tv'],
    ['a moment before it ends', { notAfter: '2027-01-31T12:00:00.001Z' }, 'tv'],
    ['when it ends', { notAfter: '2027-01-31T12:00:00Z' }, 'expired'],
  ])('judges a key by the time: %s', (_, validity, outcome) => {
    expect(check([kept(tv, validity)], tv)).toBe(outcome);
  });

  it('tells nobody when a key ends who has not its secret', () => {
    const ended = kept(tv, { notAfter: '2000-01-01T00:00:00Z' });
    expect(check([ended], createKey('tv'))).toBe('wrong_secret');
  });
});
