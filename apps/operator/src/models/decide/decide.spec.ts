import { BAD, GOOD, idOf, type Measure, SCARCE, World } from './testing/world.js';

const METRICS = [{ name: 'errors', kind: 'errorRatio', max: '0.01', minimumSamples: 100 }];
const ANALYSIS = { intervalSeconds: 30, metrics: METRICS, failureLimit: 1, errorLimit: 4, inconclusiveLimit: 4 };
const CANARY = {
  strategy: 'Canary',
  steps: [
    { weight: 10, durationSeconds: 120 },
    { weight: 50, durationSeconds: 120 },
  ],
  analysis: ANALYSIS,
};
const [A, B, C] = ['A', 'B', 'C'].map(idOf);

/** A model in service, and a better catalogue whose version is on its way. */
function inService(rollout: Record<string, unknown> = CANARY, spec: Record<string, unknown> = {}): World {
  const world = new World({ rollout, ...spec });
  world.train();
  world.told();
  return world;
}

function onTrial(rollout?: Record<string, unknown>, spec?: Record<string, unknown>): World {
  const world = inService(rollout, spec);
  world.catalogue = 'B';
  world.train();
  return world;
}

describe('the first model', () => {
  it('is trained, put in service at once, and Ready once every pod serves it', () => {
    const world = new World();
    world.settle();
    expect(world.status?.phase).toBe('Training');
    expect(world.condition('Ready')).toBe('Unknown Training');
    expect(world.condition('Reconciling')).toBe('True Training');
    world.endJobs();
    world.settle();
    expect(world.rollout).toMatchObject({ stable: A, weight: 0, revision: 1 });
    expect(world.status).toMatchObject({ phase: 'Stable', stable: { id: A } });
    for (const type of ['Ready', 'Trained', 'Evaluated', 'CandidateHealthy', 'Promoted'])
      expect(world.condition(type)).toMatch(/^True /);
    for (const type of ['Reconciling', 'Stalled']) expect(world.condition(type)).toMatch(/^False /);
    expect(world.told()).toEqual(['TrainingStarted', 'Trained', 'Promoted', 'Ready']);
  });

  it('is not Ready while no pod serves it, and waits', () => {
    const world = new World();
    world.podCount = 0;
    world.train();
    expect(world.rollout?.stable).toBe(A);
    expect(world.status?.phase).toBe('Promoting');
    expect(world.condition('Ready')).toBe('Unknown NoServingPods');
  });

  it('stays Ready while pods come and go, and not when one refuses it', () => {
    const world = new World();
    world.train();
    world.silent.add('pod-0');
    world.podCount = 5;
    world.settle();
    expect(world.condition('Ready')).toBe('True Promoted');
    world.podCount = 0;
    world.settle();
    expect(world.condition('Ready')).toBe('True Promoted');
    world.podCount = 2;
    world.refused.add(A);
    world.pass(330);
    expect(world.condition('Ready')).toBe('False LoadingRefused');
  });

  it('stalls when pods refuse it, as there is nothing to go back to, and recovers by itself', () => {
    const world = new World();
    world.refused.add(A);
    world.train();
    world.pass(330);
    expect(world.condition('Stalled')).toBe('True LoadingRefused');
    world.refused.clear();
    world.settle();
    expect(world.condition('Ready')).toMatch(/^True/);
  });

  it('must pass the gates that are absolute; those against a stable version do not count yet', () => {
    const gates = [{ figure: 'ndcg@10', min: '0.2', maxDrop: '0.1' }];
    const world = new World({ evaluation: { gates, comparison: { minOverlap: '0.9' } } });
    world.train();
    expect(world.condition('Ready')).toMatch(/^True/);
  });
});

describe('training', () => {
  it.each<[string, (world: World) => void, string, string]>([
    ['the catalogue is missing', (w) => (w.catalogue = undefined), 'Pending', 'Unknown CatalogueUnavailable'],
    ['a Job runs', () => undefined, 'Training', 'Unknown Training'],
    ['the Job failed', (w) => w.endJobs('Failed'), 'Failed', 'False TrainingFailed'],
    ['the Job failed and was deleted', (w) => (w.endJobs('Failed'), w.settle(), (w.jobs = [])), 'Failed', 'False TrainingFailed'],
  ])('when %s', (_, arrange, phase, ready) => {
    const world = new World();
    world.settle();
    arrange(world);
    world.pass(300);
    expect(world.status?.phase).toBe(phase);
    expect(world.condition('Ready')).toBe(ready);
    expect(world.jobsCreated.length).toBe(1);
  });

  it('is tried again after a failure only when something changed', () => {
    const world = new World();
    world.settle();
    world.endJobs('Failed');
    world.pass(3_600);
    expect(world.jobsCreated.length).toBe(1);
    world.annotations['movierec.dev/retrain'] = 'now';
    world.settle();
    expect(world.jobsCreated.length).toBe(2);
    expect(world.condition('Stalled')).toMatch(/^False/);
  });

  it('goes by shards and then a merge', () => {
    const world = new World({ training: { shards: 4 } });
    world.settle();
    expect(world.jobs.map(({ step }) => step)).toEqual(['shards']);
    world.endJobs();
    world.settle();
    expect(world.jobs.map(({ step }) => step)).toEqual(['shards', 'merge']);
    world.endJobs();
    world.settle();
    expect(world.condition('Ready')).toMatch(/^True/);
  });

  it('gives up a Job whose result nobody wants any more', () => {
    const world = inService();
    world.catalogue = 'B';
    world.settle();
    world.catalogue = 'C';
    world.settle();
    expect(world.jobs.filter(({ state }) => state === 'Running')).toHaveLength(1);
    world.endJobs();
    world.settle();
    expect(world.rollout?.candidate).toBe(C);
  });

  it('happens on a schedule in its time zone, once for each time, and rolls out only what differs', () => {
    const schedule = { cron: '0 3 * * *', timeZone: 'Europe/Berlin' };
    const world = inService(CANARY, { training: { schedule } });
    expect(world.jobsCreated.length).toBe(1);
    expect(world.status?.training?.nextScheduleTime).toBe('2026-01-05T02:00:00.000Z');
    world.pass(2 * 3_600 - 30);
    expect(world.jobsCreated.length).toBe(1);
    world.pass(60);
    expect(world.jobsCreated.length).toBe(2);
    world.endJobs();
    world.pass(600);
    expect(world.rolloutWrites).toBe(1);
    expect(world.condition('Ready')).toMatch(/^True/);
    expect(world.status?.training?.lastScheduleTime).toBe('2026-01-05T02:00:00.000Z');
  });

  it('by schedule waits for the end of a roll-out', () => {
    const schedule = { cron: '*/2 * * * *' };
    const world = onTrial({ ...CANARY, steps: [{ weight: 10, durationSeconds: 600 }] }, { training: { schedule } });
    world.jobs = [];
    const before = world.jobsCreated.length;
    world.measure = () => SCARCE;
    world.pass(600);
    expect(world.rollout?.candidate).toBe(B);
    expect(world.jobsCreated.length).toBe(before);
  });

  it('stalls on a schedule that no calendar knows', () => {
    const world = inService(CANARY, { training: { schedule: { cron: '61 0 * * *' } } });
    expect(world.condition('Stalled')).toBe('True ScheduleInvalid');
    expect(world.rollout?.stable).toBe(A);
  });
});

describe('a canary', () => {
  it('is loaded by every pod, goes through its steps, and is promoted', () => {
    const world = onTrial();
    const seen = [`${world.status?.phase} ${world.rollout?.weight}`];
    for (let i = 0; i < 20; i++) {
      world.pass(30);
      const now = `${world.status?.phase} ${world.rollout?.weight}`;
      if (now !== seen.at(-1)) seen.push(now);
    }
    expect(seen).toEqual(['Canary 10', 'Canary 50', 'Stable 0']);
    expect(world.rollout).toMatchObject({ stable: B, previous: [A] });
    expect(world.rollout?.candidate).toBeUndefined();
    expect(world.status).toMatchObject({ stable: { id: B }, previous: { id: A } });
    expect(world.told()).toEqual([
      'TrainingStarted', 'Trained', 'CandidateStarted', 'StepStarted', 'StepStarted', 'Promoted', 'Ready',
    ]);
  });

  it('is not Ready meanwhile, so that whoever waits waits for its end', () => {
    const world = onTrial();
    world.pass(60);
    expect(world.condition('Ready')).toBe('Unknown StepRunning');
    expect(world.condition('Reconciling')).toBe('True StepRunning');
    expect(world.condition('CandidateHealthy')).toBe('True WithinBounds');
    expect(world.condition('Promoted')).toBe('False StepRunning');
  });

  it.each<[string, World['measure'], number, string]>([
    ['fails more often than the limit', () => BAD, 1, 'AnalysisFailed'],
    ['cannot be measured more often than the limit', () => 'Prometheus is down', 4, 'MeasurementFailed'],
  ])('that %s is taken back by one write and not tried again', (_, measure, limit, reason) => {
    const world = onTrial();
    world.measure = measure;
    const writes = world.rolloutWrites;
    world.pass(30 * limit);
    expect(world.rollout).toMatchObject({ candidate: B, weight: 10 });
    world.pass(30);
    expect(world.rolloutWrites).toBe(writes + 1);
    expect(world.rollout).toMatchObject({ stable: A, weight: 0 });
    expect(world.rollout?.candidate).toBeUndefined();
    expect(world.status?.lastFailure).toMatchObject({ reason, version: B.slice(0, 12) });
    expect(world.condition('CandidateHealthy')).toBe(`False ${reason}`);
    expect(world.condition('Stalled')).toBe(`True ${reason}`);
    expect(world.condition('Ready')).toBe(`False ${reason}`);
    expect(world.told()).toContain('RolledBack');
    world.measure = () => GOOD;
    world.pass(3_600);
    expect(world.rolloutWrites).toBe(writes + 1);
    expect(world.status?.phase).toBe('Failed');
  });

  it.each<[string, Measure, string | undefined]>([
    ['a success ends the row', () => GOOD, B],
    ['an error does not', () => 'connection refused', undefined],
  ])('is taken back after failures in a row: %s', (_, between, left) => {
    const world = onTrial(CANARY);
    const shows: Measure[] = [() => BAD, between, () => BAD];
    world.measure = (request, now) => (shows.shift() ?? (() => SCARCE))(request, now);
    world.pass(150);
    expect(world.rollout?.candidate).toBe(left);
  });

  it('that was taken back is not tried again though the status was lost', () => {
    const world = onTrial();
    world.measure = () => BAD;
    world.pass(90);
    world.status = undefined;
    world.pass(3_600);
    expect(world.rollout?.candidate).toBeUndefined();
    expect(world.condition('Stalled')).toBe('True AnalysisFailed');
  });

  it.each<[string, (world: World) => void]>([
    ['somebody asks for it', (w) => (w.annotations['movierec.dev/retrain'] = '2')],
    ['it is judged otherwise', (w) => w.change({ rollout: { ...CANARY, analysis: { ...ANALYSIS, metrics: [{ ...METRICS[0], max: '0.9' }] } } })],
  ])('that was taken back is tried again when %s', (_, change) => {
    const world = onTrial();
    world.measure = () => BAD;
    world.pass(90);
    change(world);
    world.train();
    expect(world.rollout?.candidate).toBe(B);
  });

  it('with too few samples holds its weight, is Stalled beyond the limit, and goes on by itself', () => {
    const world = onTrial();
    world.measure = () => SCARCE;
    world.pass(120);
    expect(world.condition('Reconciling')).toMatch(/^True/);
    world.pass(3_600);
    expect(world.rollout).toMatchObject({ candidate: B, weight: 10 });
    expect(world.condition('Stalled')).toBe('True Inconclusive');
    expect(world.condition('CandidateHealthy')).toBe('Unknown NotJudgedYet');
    world.measure = () => GOOD;
    world.pass(300);
    expect(world.rollout).toMatchObject({ stable: B });
    expect(world.condition('Ready')).toMatch(/^True/);
  });

  it('looks back further while there are too few samples, and never past its step', () => {
    const world = onTrial({ ...CANARY, analysis: { ...ANALYSIS, metrics: [{ ...METRICS[0], windowSeconds: 60 }] } });
    const windows: number[] = [];
    world.measure = ({ windowSeconds }) => (windows.push(windowSeconds), SCARCE);
    world.pass(360);
    expect(windows).toEqual([30, 60, 90, 120, 150, 180, 210, 240, 270, 300, 330, 360]);
    world.measure = ({ windowSeconds }) => (windows.push(windowSeconds), GOOD);
    world.pass(60);
    expect(windows.slice(12)).toEqual([390, 30]);
  });

  it('holds while Prometheus is down for a while, and goes on afterwards', () => {
    const world = onTrial();
    world.measure = () => 'connection refused';
    world.pass(120);
    expect(world.rollout?.weight).toBe(10);
    expect(world.condition('CandidateHealthy')).toMatch(/^Unknown/);
    world.measure = () => GOOD;
    world.pass(300);
    expect(world.rollout?.stable).toBe(B);
  });

  it('holds while a pod lacks it, and is taken back when that pod had time enough', () => {
    const world = onTrial();
    world.refused.add(B);
    world.pass(270);
    expect(world.rollout).toMatchObject({ candidate: B, weight: 10 });
    world.pass(60);
    expect(world.status?.lastFailure?.reason).toBe('LoadingRefused');
    expect(world.rollout?.candidate).toBeUndefined();
  });

  it('meets no traffic before every pod has it', () => {
    const world = inService();
    world.catalogue = 'B';
    world.refused.add(B);
    world.train();
    world.pass(240);
    expect(world.rollout).toMatchObject({ candidate: B, weight: 0 });
    world.pass(90);
    expect(world.status?.lastFailure?.reason).toBe('LoadingRefused');
  });

  it('has the time for loading that is stated', () => {
    const world = inService({ ...CANARY, loadingTimeoutSeconds: 60 });
    world.catalogue = 'B';
    world.refused.add(B);
    world.train();
    world.pass(30);
    expect(world.rollout).toMatchObject({ candidate: B, weight: 0 });
    world.pass(60);
    expect(world.status?.lastFailure?.reason).toBe('LoadingRefused');
  });

  it('holds while a pod says nothing, and is not blamed for it', () => {
    const world = onTrial();
    world.silent.add('pod-1');
    world.pass(3_600);
    expect(world.rollout).toMatchObject({ candidate: B, weight: 10 });
    expect(world.condition('Reconciling')).toBe('True PodsSilent');
  });

  it('is replaced by a newer candidate in one write', () => {
    const world = onTrial();
    world.pass(150);
    expect(world.rollout?.weight).toBe(50);
    world.catalogue = 'C';
    world.settle();
    expect(world.rollout?.candidate).toBe(B);
    world.endJobs();
    world.reconcile();
    const writes = world.rolloutWrites;
    world.reconcile();
    expect(world.rolloutWrites).toBe(writes + 1);
    expect(world.rollout).toMatchObject({ stable: A, candidate: C, weight: 0 });
    expect(world.told()).toContain('CandidateReplaced');
  });

  it('is withdrawn when the version in service is wanted again', () => {
    const world = onTrial();
    world.catalogue = 'A';
    world.settle();
    expect(world.rollout).toMatchObject({ stable: A, weight: 0 });
    expect(world.rollout?.candidate).toBeUndefined();
    expect(world.condition('Ready')).toMatch(/^True/);
    expect(world.jobsCreated.length).toBe(2);
  });

  it('starts its step again when the status was lost, and never jumps', () => {
    const world = onTrial();
    world.pass(90);
    world.status = undefined;
    world.pass(120);
    expect(world.rollout?.weight).toBe(10);
    world.pass(30);
    expect(world.rollout?.weight).toBe(50);
  });

  it('goes on from its weight when the steps were changed', () => {
    const world = onTrial();
    world.change({ rollout: { ...CANARY, steps: [{ weight: 5, durationSeconds: 60 }, { weight: 30, durationSeconds: 60 }] } });
    world.pass(60);
    expect(world.rollout?.weight).toBe(30);
  });
});

describe('gates', () => {
  it.each<[string, Record<string, unknown>, Record<string, string>, RegExp]>([
    ['below its least', { gates: [{ figure: 'ndcg@10', min: '0.25' }] }, { 'ndcg@10': '0.2' }, /ndcg@10 is 0.2/],
    ['missing', { gates: [{ figure: 'hit@10', min: '0' }] }, { 'ndcg@10': '0.2' }, /hit@10 is not among/],
    ['too far below the stable version', { gates: [{ figure: 'ndcg@10', maxDrop: '0.1' }] }, { 'ndcg@10': '0.2' }, /stable version has 0.3/],
    ['unlike the stable version', { comparison: { minOverlap: '0.9' } }, { 'ndcg@10': '0.3' }, /overlap of the lists is 0.8/],
  ])('stop a version with a figure that is %s', (_, evaluation, figures, message) => {
    const world = inService(CANARY);
    world.change({ evaluation });
    const writes = world.rolloutWrites;
    world.figures = figures;
    world.catalogue = 'B';
    world.train();
    world.pass(600);
    expect(world.rolloutWrites).toBe(writes);
    expect(world.status?.lastFailure?.message).toMatch(message);
    expect(world.condition('Evaluated')).toBe('False GatesFailed');
    expect(world.condition('Stalled')).toBe('True GatesFailed');
    expect(world.told().filter((reason) => reason === 'GatesFailed')).toHaveLength(1);
  });

  it('that are eased let the same version pass, without another training', () => {
    const world = inService(CANARY, { evaluation: { gates: [{ figure: 'ndcg@10', min: '0.25' }] } });
    world.figures = { 'ndcg@10': '0.2' };
    world.catalogue = 'B';
    world.train();
    world.change({ evaluation: { gates: [] } });
    world.settle();
    expect(world.rollout?.candidate).toBe(B);
    expect(world.jobsCreated.length).toBe(2);
  });

  it('leave an older candidate on its way', () => {
    const world = onTrial(CANARY, { evaluation: { gates: [{ figure: 'ndcg@10', min: '0.25' }] } });
    world.figures = { 'ndcg@10': '0.2' };
    world.catalogue = 'C';
    world.train();
    world.pass(600);
    expect(world.rollout).toMatchObject({ stable: B });
    expect(world.condition('Stalled')).toBe('True GatesFailed');
  });
});

describe('strategies', () => {
  const shadow = { durationSeconds: 120 };

  it('Immediate: promoted when every pod has loaded it, without traffic before', () => {
    const world = onTrial({ strategy: 'Immediate', analysis: ANALYSIS });
    expect(world.rollout?.stable).toBe(B);
    expect(world.told()).toEqual(['TrainingStarted', 'Trained', 'CandidateStarted', 'Promoted', 'Ready']);
  });

  it('Shadow: asked beside the stable version, then promoted', () => {
    const world = onTrial({ strategy: 'Shadow', shadow, analysis: ANALYSIS });
    expect(world.rollout).toMatchObject({ candidate: B, shadow: B, weight: 0 });
    expect(world.status?.phase).toBe('Shadow');
    world.pass(150);
    expect(world.rollout).toMatchObject({ stable: B });
    expect(world.rollout?.shadow).toBeUndefined();
  });

  it('Shadow: one that fails there never answers anybody', () => {
    const world = onTrial({ strategy: 'Shadow', shadow, analysis: ANALYSIS });
    world.measure = () => BAD;
    world.pass(600);
    expect(world.rollout).toMatchObject({ stable: A });
    expect(world.status?.lastFailure?.reason).toBe('AnalysisFailed');
  });

  it('Shadow: a metric that no stage can show is named, not passed over', () => {
    const latency = { name: 'latency', kind: 'latencyP99', maxRelative: '1.5' };
    const analysis = { ...ANALYSIS, metrics: [...METRICS, latency] };
    const world = onTrial({ strategy: 'Shadow', shadow, analysis });
    world.pass(60);
    const health = world.status?.conditions.find(({ type }) => type === 'CandidateHealthy');
    expect(health?.message).toContain('not seen in any stage of Shadow: latency');
    world.pass(90);
    expect(world.rollout).toMatchObject({ stable: B });
    expect(world.events.some(({ message }) => message.endsWith('not seen in any stage of Shadow: latency'))).toBe(true);
  });

  it('Canary with shadow: first the one, then the other', () => {
    const world = onTrial({ ...CANARY, shadow });
    expect(world.rollout).toMatchObject({ shadow: B, weight: 0 });
    world.pass(120);
    expect(world.rollout).toMatchObject({ candidate: B, weight: 10 });
    expect(world.rollout?.shadow).toBeUndefined();
    world.pass(300);
    expect(world.rollout?.stable).toBe(B);
  });

  it.each([
    ['the version', B.slice(0, 12), true],
    ['another version', C.slice(0, 12), false],
    ['too few digits', B.slice(0, 4), false],
  ])('Manual: waits, and the annotation with %s promotes it or not', (_, digits, isPromoted) => {
    const world = onTrial({ strategy: 'Manual', analysis: ANALYSIS });
    world.pass(3_600);
    expect(world.status?.phase).toBe('AwaitingPromotion');
    world.annotations['movierec.dev/promote'] = digits;
    world.settle();
    expect(world.rollout?.stable === B).toBe(isPromoted);
  });

  it('Manual with shadow: a failed or missing metric is not overruled', () => {
    const world = onTrial({ strategy: 'Manual', shadow, analysis: ANALYSIS });
    world.measure = () => SCARCE;
    world.annotations['movierec.dev/promote'] = B.slice(0, 12);
    world.pass(3_600);
    expect(world.rollout?.stable).toBe(A);
  });
});

describe('what people ask for', () => {
  it('rollback puts an earlier version in service by one write, and its removal goes on as before', () => {
    const world = onTrial();
    world.pass(600);
    expect(world.rollout?.stable).toBe(B);
    const writes = world.rolloutWrites;
    world.change({ rollback: { version: A.slice(0, 12) } });
    world.settle();
    expect(world.rolloutWrites).toBe(writes + 1);
    expect(world.rollout).toMatchObject({ stable: A, previous: [B] });
    expect(world.condition('Ready')).toBe('True RolledBack');
    world.catalogue = 'C';
    world.train();
    world.pass(3_600);
    expect(world.rolloutWrites).toBe(writes + 1);
    world.change({ rollback: undefined });
    world.settle();
    expect(world.rollout?.candidate).toBe(C);
  });

  it('rollback in the middle of a canary ends it', () => {
    const world = onTrial();
    world.change({ rollback: { version: A } });
    world.settle();
    expect(world.rollout).toMatchObject({ stable: A, weight: 0 });
    expect(world.rollout?.candidate).toBeUndefined();
  });

  it('rollback to what nobody knows changes nothing and is Stalled', () => {
    const world = onTrial();
    const writes = world.rolloutWrites;
    world.change({ rollback: { version: '00000000' } });
    world.pass(600);
    expect(world.rolloutWrites).toBe(writes);
    expect(world.condition('Stalled')).toBe('True RollbackVersionUnknown');
  });

  it('suspend leaves everything as it is, and its end goes on', () => {
    const world = onTrial();
    world.change({ suspend: true });
    world.catalogue = 'C';
    world.measure = () => BAD;
    world.pass(3_600);
    expect(world.rollout).toMatchObject({ candidate: B, weight: 10 });
    expect(world.jobsCreated.length).toBe(2);
    expect(world.status?.phase).toBe('Suspended');
    world.change({ suspend: false });
    world.pass(90);
    expect(world.rollout?.candidate).toBeUndefined();
  });

  it('history keeps the limit beside what is in service', () => {
    const world = inService({ strategy: 'Immediate' }, { historyLimit: 2 });
    for (const catalogue of ['B', 'C', 'D', 'E', 'F']) {
      world.now += 1_000;
      world.catalogue = catalogue;
      world.train();
    }
    expect(world.versions.map(({ spec }) => spec.id)).toEqual(['D', 'E', 'F'].map(idOf));
  });

  it('what cannot be read is not overwritten', () => {
    const world = inService();
    const observed = { ...world.observe(), rollout: { state: 'unreadable', problem: 'no JSON' } } as const;
    world.observe = () => observed;
    expect(world.reconcile().actions.filter(({ type }) => type === 'writeRollout')).toEqual([]);
    expect(world.condition('Stalled')).toBe('True RolloutUnreadable');
  });

  it('nothing is done for what is being deleted', () => {
    const world = onTrial();
    const before = world.observe();
    const observed = { ...before, resource: { ...before.resource, isBeingDeleted: true } };
    world.observe = () => observed;
    expect(world.reconcile().actions).toEqual([]);
  });
});
