import { type Rollout, rolloutSchema, versionsInUse } from './rollout.js';

const [A, B, C, D] = ['a', 'b', 'c', 'd'].map((digit) => digit.repeat(64));

describe('a roll-out', () => {
  it.each<[string, object, Partial<Rollout>]>([
    ['of nothing', {}, { revision: 0, weight: 0, previous: [], removing: [] }],
    ['of one version', { stable: A }, { stable: A, weight: 0 }],
    ['with a candidate', { stable: A, candidate: B, weight: 12.5 }, { weight: 12.5 }],
    ['with a candidate that gets nothing yet', { stable: A, candidate: B }, { weight: 0 }],
    ['with a shadow', { stable: A, shadow: B }, { shadow: B }],
    ['with what only a later program knows', { stable: A, pinned: true }, { pinned: true }],
  ])('%s is understood', (_, text, expected) => {
    expect(rolloutSchema.parse(text)).toMatchObject(expected);
  });

  it.each<[string, object, string]>([
    ['a version is no digest', { stable: 'v1' }, 'stable'],
    ['a share is above all', { stable: A, candidate: B, weight: 101 }, 'weight'],
    ['a share is below nothing', { stable: A, candidate: B, weight: -1 }, 'weight'],
    ['a share is nobody’s', { stable: A, weight: 5 }, 'weight'],
    ['the candidate is stable', { stable: A, candidate: A, weight: 5 }, 'candidate'],
    ['an earlier version is none', { stable: A, previous: [7] }, 'previous.0'],
    ['the count of writes is broken', { stable: A, revision: 1.5 }, 'revision'],
  ])('is refused when %s', (_, text, path) => {
    const { error } = rolloutSchema.safeParse(text);
    expect(error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
  });

  it('uses each of its versions, once', () => {
    const rollout = {
      stable: A,
      candidate: B,
      weight: 1,
      shadow: B,
      previous: [C, A],
      removing: [D],
    };
    expect([...versionsInUse(rolloutSchema.parse(rollout))]).toEqual([A, B, C]);
    expect(versionsInUse(rolloutSchema.parse({})).size).toBe(0);
  });
});
