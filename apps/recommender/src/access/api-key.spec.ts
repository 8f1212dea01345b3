import { apiKeySchema } from '#contracts';
import { createKey, digestOf, statedId } from './api-key.js';

const SECRET = 'a1'.repeat(32);

describe('a key', () => {
  it('has a prefix, its id and 256 bits that no other key has', () => {
    const keys = Array.from({ length: 100 }, () => createKey('tv'));
    for (const key of keys) expect(key).toMatch(/^mrk_tv_[0-9a-f]{64}$/u);
    expect(new Set(keys).size).toBe(100);
  });

  it.each(['tv', 'a', '7', 'living-room-2', 'x'.repeat(63)])('states its id: %s', (id) => {
    expect(statedId(createKey(id))).toBe(id);
  });

  it.each([
    '',
    'mrk',
    SECRET,
    `tv_${SECRET}`,
    `mrk_${SECRET}`,
    `mrk__${SECRET}`,
    `mrk_-tv_${SECRET}`,
    `mrk_TV_${SECRET}`,
    `mrk_t_v_${SECRET}`,
    `mrk_${'x'.repeat(64)}_${SECRET}`,
    `mrk_tv_${SECRET.slice(1)}`,
    `mrk_tv_${SECRET}0`,
    `mrk_tv_${SECRET.toUpperCase()}`,
    `mrk_tv_${SECRET}\n`,
    ` mrk_tv_${SECRET}`,
  ])('is not %j', (text) => {
    expect(statedId(text)).toBeUndefined();
  });
});

describe('digestOf', () => {
  it('is the SHA-256 of the whole key, in the form that the file holds', () => {
    // printf %s mrk_tv_a1a1… | sha256sum
    const digest = digestOf(`mrk_tv_${SECRET}`).toString('hex');
    expect(digest).toBe('aa8a2bc304014e85e69f059b82ecf90f48b2dee5a14551d86017ca1080fcd2a5');
    expect(apiKeySchema.shape.sha256.parse(digest)).toBe(digest);
  });
});
