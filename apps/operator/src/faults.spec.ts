import { isDeepStrictEqual } from 'node:util';
import { idOf } from './testing/cluster.js';
import { type Outcome, type StoryOptions, tell } from './testing/story.js';

/** More for a long look: FAULT_RUNS=10000. */
const RUNS = Number(process.env.FAULT_RUNS ?? 60);
const FIRST_SEED = Number(process.env.FAULT_SEED ?? 1);

/** What goes wrong in the run of a seed: some have faults, some deaths, some two replicas, most all of it. */
const plan = (seed: number): StoryOptions => ({
  seed,
  share: [0.01, 0.03, 0.1, 0][seed % 4],
  replicas: seed % 5 === 0 ? 2 : 1,
  ...(seed % 3 !== 0 && { deathsEveryMs: 20_000 * (1 + (seed % 7)) }),
});

const told = (runs: number, failed: number, began: number): void =>
  console.log(
    `${runs} runs, ${failed} failed, ${Math.round((performance.now() - began) / 1_000)} s`,
  );

describe('the operator, whatever goes wrong', () => {
  let untroubled: Outcome;
  beforeAll(async () => {
    untroubled = await tell({ seed: 0 });
  });

  it('brings a good version into service and takes a bad one back, when nothing goes wrong', () => {
    expect(untroubled.broken).toEqual([]);
    expect(untroubled.state).toMatchObject({
      weight: 0,
      versions: [idOf('B'), undefined, idOf('A')],
      lastFailure: ['AnalysisFailed', idOf('C').slice(0, 12)],
    });
    expect(untroubled.writes).toBeGreaterThan(10);
  });

  it('comes to the same state when it dies after any of its writes', async () => {
    for (let k = 1; k <= untroubled.writes; k++) {
      const { state, broken } = await tell({ seed: 0, diesAfterWrite: k });
      expect({ k, state, broken }).toEqual({ k, state: untroubled.state, broken: [] });
    }
  }, 600_000);

  it(
    'comes to the same state through lost, doubled, late and stale events, refusals, resets and deaths, with two replicas too',
    async () => {
      const began = performance.now();
      const failed: unknown[] = [];
      for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
        const { state, broken } = await tell(plan(seed));
        const isSame = isDeepStrictEqual(state, untroubled.state);
        if (!isSame || broken.length > 0) failed.push({ seed, broken, ...(!isSame && { state }) });
        if (seed % 500 === 0) told(seed - FIRST_SEED + 1, failed.length, began);
      }
      told(RUNS, failed.length, began);
      expect(failed).toEqual([]);
    },
    Math.max(600_000, RUNS * 2_000),
  );
});
