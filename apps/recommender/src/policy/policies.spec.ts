import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fit, PRESETS, Recommender } from '#engine';
import type { Logger } from '#telemetry';
import { Policies } from './policies.js';

const OPENS = Date.parse('2030-01-01T00:00:00Z');
const CLOSES = Date.parse('2030-01-02T00:00:00Z');
const EXPIRES = Date.parse('2030-01-03T00:00:00Z');
const folder = mkdtempSync(join(tmpdir(), 'policies-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const FILE = {
  availability: [{ id: 1, from: '2030-01-01T00:00:00Z', until: '2030-01-02T01:00:00+01:00' }],
  bans: [{ id: 2, owner: 'desk', expires: '2030-01-03T00:00:00Z' }],
  hidden: [99],
};

const model = fit(
  [1, 2, 3].map((id) => ({ id, title: 'kraken', genres: ['Drama'] })),
  PRESETS.hybrid,
);

const live = { current: { engine: new Recommender(model), revision: undefined } };

/** Policies whose clock is moved by hand, and what they log. */
async function open(content?: unknown) {
  const time = { now: OPENS };
  const lines: { facts: unknown; message: string }[] = [];
  const note = (facts: unknown, message: string) => lines.push({ facts, message });
  const logger = { info: note, warn: note, error: note } as unknown as Logger;
  const path = join(folder, 'policies.json');
  if (content !== undefined) writeFileSync(path, JSON.stringify(content));
  const POLICY_FILE = content === undefined ? '' : path;
  const metrics = { reloaded: () => undefined };
  const policies = await Policies.open({ POLICY_FILE }, logger, metrics, () => time.now);
  const inForce = policies.on(live);
  const said = (message: string) =>
    lines.filter((line) => line.message === message).map(({ facts }) => facts);
  return { time, policies, inForce, said };
}

describe('Policies', () => {
  it.each<[what: string, now: number, shown: number[]]>([
    ['before a window opens', OPENS - 1, [3]],
    ['at the moment at which it opens', OPENS, [1, 3]],
    ['before it closes', CLOSES - 1, [1, 3]],
    ['at the moment at which it closes', CLOSES, [3]],
    ['before a ban ends', EXPIRES - 1, [3]],
    ['at the moment at which it ends', EXPIRES, [2, 3]],
  ])('%s the next question sees it', async (_, now, shown) => {
    const { time, policies, inForce } = await open(FILE);
    const visible = () => [1, 2, 3].filter((id) => inForce.recommender.indexOf(id) !== undefined);
    expect(visible()).toEqual([1, 3]);
    time.now = now;
    expect(visible()).toEqual(shown);
    // A clock that is put back is followed too.
    time.now = OPENS;
    expect(visible()).toEqual([1, 3]);
    policies.close();
  });

  it('are worked out again only when something begins or ends', async () => {
    const { time, policies, inForce } = await open(FILE);
    const first = inForce.recommender;
    time.now = CLOSES - 1;
    expect(inForce.recommender).toBe(first);
    time.now = CLOSES;
    expect(inForce.recommender).not.toBe(first);
    policies.close();
  });

  it('say once that a rule has expired, and once what the catalogue does not have', async () => {
    const { time, policies, inForce, said } = await open(FILE);
    for (const now of [OPENS, CLOSES, EXPIRES, EXPIRES + 1, OPENS - 1, OPENS]) {
      time.now = now;
      expect(inForce.recommender.withheldBy.hidden).toBe(0);
      expect(policies.on(live).recommender.withheldBy.hidden).toBe(0);
    }
    const rules = [{ kind: 'ban', id: 2, owner: 'desk', expires: '2030-01-03T00:00:00Z' }];
    expect(said('editorial rules have expired')).toEqual([{ count: 1, rules }]);
    expect(said('policies name what the catalogue does not have')[0]).toEqual({
      count: 1,
      ids: [99],
    });
    policies.close();
  });

  it('without a file withhold nothing and have nothing to say', async () => {
    const { policies, inForce, said } = await open();
    expect(policies.areStated).toBe(false);
    expect(inForce.recommender.toldWith(true)).toEqual({});
    expect(inForce.recommender.indexOf(1)).toBeDefined();
    expect(said('policies are in force')).toEqual([]);
  });

  it('that withhold nothing say so, to those who ask for reasons', async () => {
    const { policies, inForce } = await open({});
    expect(inForce.recommender.toldWith(true)).toEqual({ policy: { withheld: 0 } });
    expect(inForce.recommender.toldWith(false)).toEqual({});
    policies.close();
  });
});
