import fc from 'fast-check';
import type { Rollout } from '#contracts';
import { hashOf } from './hash.js';
import { journalOf } from './journal.js';
import { BAD, GOOD, idOf, type Measure, SCARCE, World } from './testing/world.js';

const METRICS = [
  { name: 'errors', kind: 'errorRatio', max: '0.01' },
  { name: 'empty', kind: 'emptyRatio', max: '0.05' },
];
const ANALYSIS = { intervalSeconds: 30, metrics: METRICS, failureLimit: 1, errorLimit: 3, inconclusiveLimit: 3 };
const STEPS = [
  { weight: 10, durationSeconds: 60 },
  { weight: 50, durationSeconds: 60 },
];
const SHADOW = { durationSeconds: 60 };
const PLANS = [
  { strategy: 'Canary', steps: STEPS, analysis: ANALYSIS },
  { strategy: 'Canary', steps: STEPS, shadow: SHADOW, analysis: ANALYSIS },
  { strategy: 'Canary', steps: STEPS.slice(1), analysis: { ...ANALYSIS, metrics: METRICS.slice(1) } },
  { strategy: 'Shadow', shadow: SHADOW, analysis: ANALYSIS },
  { strategy: 'Immediate', analysis: ANALYSIS },
  { strategy: 'Manual', shadow: SHADOW, analysis: ANALYSIS },
];
const CATALOGUES = ['A', 'B', 'C'];
const MEASURES = { good: GOOD, bad: BAD, scarce: SCARCE, down: 'connection refused' };
type MeasureName = keyof typeof MEASURES;

type Deed = Readonly<{ told: string; do: (world: Watched) => void }>;

const deed = (told: string, act: Deed['do']): Deed => ({ told, do: act, ...named(told) });
const named = (told: string) => ({ toString: () => told, [fc.toStringMethod]: () => told });

const measuring = fc
  .tuple(fc.constantFrom<MeasureName>('good', 'good', 'bad', 'scarce', 'down'), fc.constantFrom('errors', 'empty'))
  .map(([name, metric]) => deed(`${metric} ${name}`, (w) => w.shows.set(metric, name)));

const deeds: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(10, 30, 60, 120, 400).map((s) => deed(`${s} s`, (w) => (w.now += s * 1_000))) },
  { weight: 4, arbitrary: measuring },
  { weight: 1, arbitrary: fc.constant(deed('all good', (w) => w.shows.clear())) },
  { weight: 3, arbitrary: fc.constantFrom(...CATALOGUES).map((c) => deed(`catalogue ${c}`, (w) => (w.catalogue = c))) },
  { weight: 1, arbitrary: fc.constant(deed('no catalogue', (w) => (w.catalogue = undefined))) },
  { weight: 5, arbitrary: fc.constant(deed('Jobs end', (w) => w.endJobs())) },
  { weight: 1, arbitrary: fc.constant(deed('Jobs fail', (w) => w.endJobs('Failed'))) },
  { weight: 1, arbitrary: fc.constant(deed('Jobs are deleted', (w) => (w.jobs = w.jobs.filter(({ state }) => state === 'Running')))) },
  { weight: 1, arbitrary: fc.constantFrom(...CATALOGUES).map((c) => deed(`pods refuse ${c}`, (w) => w.refused.add(idOf(c)))) },
  { weight: 1, arbitrary: fc.constant(deed('pods load', (w) => {
          w.refused.clear();
          w.silent.clear();
        })) },
  { weight: 1, arbitrary: fc.constant(deed('a pod is silent', (w) => w.silent.add('pod-0'))) },
  { weight: 1, arbitrary: fc.nat(3).map((n) => deed(`${n} pods`, (w) => (w.podCount = n))) },
  { weight: 1, arbitrary: fc.constant(deed('the status is lost', (w) => (w.status = undefined))) },
  { weight: 2, arbitrary: fc.constant(deed('the status is an old one', (w) => (w.status = w.older))) },
  { weight: 1, arbitrary: fc.nat(2).map((n) => deed(`retrain ${n}`, (w) => (w.annotations['movierec.dev/retrain'] = String(n)))) },
  { weight: 1, arbitrary: fc.constantFrom(...CATALOGUES).map((c) => deed(`promote ${c}`, (w) => (w.annotations['movierec.dev/promote'] = idOf(c)))) },
  { weight: 1, arbitrary: fc.constantFrom(...PLANS).map((rollout) => deed(`plan ${PLANS.indexOf(rollout)}`, (w) => w.change({ rollout }))) },
  { weight: 1, arbitrary: fc.boolean().map((suspend) => deed(`suspend ${suspend}`, (w) => w.change({ suspend }))) },
  { weight: 1, arbitrary: fc.constantFrom(undefined, undefined, ...CATALOGUES).map((c) => deed(`rollback ${c}`, (w) => w.change({ rollback: c === undefined ? undefined : { version: idOf(c) } }))) },
);

/** A world that remembers what was measured since the roll-out was written, and checks each write. */
class Watched extends World {
  shows = new Map<string, MeasureName>();
  older: World['status'];
  /** The last measurement of each metric since the roll-out was last written. */
  readonly seen = new Map<string, Readonly<{ name: MeasureName; at: number }>>();
  readonly failed = new Set<string>();
  override measure: Measure = ({ metric }, now) => {
    const name = this.shows.get(metric) ?? 'good';
    this.seen.set(metric, { name, at: now });
    return MEASURES[name];
  };

  look(): void {
    const before = this.rollout;
    const { status } = this;
    const wasKnown = new Set([...this.jobs.map(jobKey), ...this.versions.map(({ spec }) => spec.hash)]);
    const decision = this.reconcile();
    this.older = status;
    for (const action of decision.actions)
      if (action.type === 'createJob') {
        expect(wasKnown).not.toContain(jobKey(action));
        expect(wasKnown).not.toContain(action.hash);
      }
    const writes = decision.actions.filter(({ type }) => type === 'writeRollout');
    expect(writes.length).toBeLessThanOrEqual(1);
    if (writes.length === 1 && this.rollout !== undefined) this.checkWrite(before, this.rollout);
  }

  private checkWrite(before: Rollout | undefined, after: Rollout): void {
    expect(this.spec.suspend).toBe(false);
    expect(after.revision).toBe((before?.revision ?? 0) + 1);
    if (after.candidate === undefined) expect(after).toMatchObject({ weight: 0 });
    expect(after.candidate === after.stable && after.stable !== undefined).toBe(false);
    const isSame = before?.candidate !== undefined && after.candidate === before.candidate;
    const isPromotion = before?.candidate !== undefined && after.stable === before.candidate;
    if (isSame) expect(after.weight).toBeGreaterThanOrEqual(before.weight);
    if (this.spec.rollback === undefined && (isSame || isPromotion)) this.checkProgress(before);
    if (after.candidate !== undefined && !isSame) expect(this.failed).not.toContain(this.attempt(after.candidate));
    if (isPromotion) this.failed.clear();
    const { failure } = journalOf(after);
    if (failure !== undefined && before?.candidate !== undefined && journalOf(before).failure !== failure && after.candidate === undefined && after.stable === before.stable) {
      expect(after.shadow).toBeUndefined();
      if (journalOf(before).failure?.at !== failure.at) this.failed.add(this.attempt(before.candidate));
    }
    this.seen.clear();
  }

  /** Nothing goes on unless each metric that can be seen there was good when it was last measured, and is fresh. */
  private checkProgress(before: Rollout): void {
    const isShadow = before.shadow !== undefined;
    if (before.weight === 0 && !isShadow) return;
    for (const { name, kind } of this.spec.rollout.analysis.metrics) {
      if (isShadow && kind !== 'errorRatio') continue;
      expect(this.seen.get(name)?.name).toBe('good');
      expect(this.now - (this.seen.get(name)?.at ?? 0)).toBeLessThan(30_000);
    }
  }

  private attempt(id: string): string {
    const { rollout, evaluation } = this.spec;
    return hashOf([id, rollout, evaluation, this.annotations['movierec.dev/retrain'] ?? '']);
  }
}

const jobKey = ({ hash, step }: { hash: string; step: string }): string => `${hash} ${step}`;

describe('whatever happens', () => {
  it('no law is broken, and looking again at the same moment does nothing', () => {
    const runs = Number(process.env.LAW_RUNS ?? 300);
    fc.assert(
      fc.property(fc.constantFrom(...PLANS), fc.array(deeds, { maxLength: 80 }), (rollout, all) => {
        const world = new Watched({ rollout });
        for (const one of all) {
          one.do(world);
          for (let i = 0; i < 12; i++) {
            const events = world.events.length;
            const writes = world.rolloutWrites;
            world.look();
            if (world.events.length === events && world.rolloutWrites === writes) break;
          }
          const { status } = world;
          expect(world.reconcile().actions).toEqual([]);
          expect(world.status).toEqual(status);
        }
      }),
      { numRuns: runs },
    );
  });

  it('every quiet end is a steady one: once all is well, the model is Ready with what is wanted', () => {
    fc.assert(
      fc.property(fc.array(deeds, { maxLength: 40 }), (all) => {
        const world = new Watched({ rollout: PLANS[0] });
        for (const one of all) {
          one.do(world);
          world.look();
        }
        world.shows.clear();
        world.refused.clear();
        world.silent.clear();
        world.podCount = 2;
        world.catalogue = 'B';
        world.annotations = { 'movierec.dev/retrain': 'at last' };
        world.change({ suspend: false, rollback: undefined, rollout: PLANS[0] });
        for (let i = 0; i < 5; i++) {
          world.train();
          world.pass(300);
        }
        expect(world.rollout).toMatchObject({ stable: idOf('B'), weight: 0 });
        expect(world.condition('Ready')).toBe('True Promoted');
      }),
      { numRuns: 100 },
    );
  });
});
