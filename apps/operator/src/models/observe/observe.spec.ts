import { createHash } from 'node:crypto';
import { recommenderModelSpecSchema } from '#contracts';
import { VirtualClock } from '../../runtime/testing/virtual-clock.js';
import { HASH_ANNOTATION } from '../../training/index.js';
import { type ConfigMap, digestsOf, type Job, type Pod } from '../kinds.js';
import { type Head, HttpDigests } from './http-digests.js';
import { observedInputs } from './inputs.js';
import { observedJob } from './observed-job.js';
import { observedRollout } from './observed-rollout.js';

const configMap = (data: Readonly<Record<string, string>>): ConfigMap => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'films' },
  data,
});
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const { signal } = new AbortController();
const noAnswer: Head = () => Promise.reject(new Error('no answer'));

describe('what is kept of a ConfigMap', () => {
  it('is the sha256 of the bytes of each key, and no content but the roll-out', () => {
    const object = { ...configMap({ 'films.csv': 'é', 'rollout.json': '{}' }) };
    const kept = digestsOf({ ...object, binaryData: { packed: btoa('zip') } });
    const digests = { 'films.csv': sha256('é'), 'rollout.json': sha256('{}'), packed: sha256('zip') };
    expect(kept).toEqual({ ...object, data: { 'rollout.json': '{}' }, digests });
  });
});

describe('what a training would be made from', () => {
  const observe = (
    source: object,
    {
      found = undefined as ConfigMap | undefined,
      head = noAnswer,
      remembered = undefined as string | undefined,
    } = {},
  ) => {
    const spec = recommenderModelSpecSchema.parse({
      catalogue: { source },
      store: { persistentVolumeClaim: { claimName: 'models' } },
      serving: { selector: { matchLabels: { app: 'x' } } },
    });
    const http = new HttpDigests(head, new VirtualClock());
    const sources = { configMap: () => found && digestsOf(found), http, image: 'trainer' };
    const status = remembered && { catalogueDigest: remembered, conditions: [] };
    return observedInputs({ spec, ...(status && { status }) }, sources, signal);
  };
  const inConfigMap = { configMap: { name: 'films', key: 'films.csv' } };
  const behindAddress = { http: { url: 'https://films.example/films.csv' } };
  const tagged = (tag: string): Head => () => Promise.resolve(new Headers({ etag: tag }));

  it('is known by the content of a ConfigMap', async () => {
    const [one, same, other] = await Promise.all(
      ['a', 'a', 'b'].map((text) => observe(inConfigMap, { found: configMap({ 'films.csv': text }) })),
    );
    expect(one.catalogueDigest).toBe(`sha256:${sha256('a')}`);
    expect([same.hash === one.hash, other.hash === one.hash]).toEqual([true, false]);
  });

  it('is not known while the ConfigMap or its key is missing, and says so', async () => {
    expect(await observe(inConfigMap)).toEqual({ problem: 'ConfigMap films was not found' });
    const found = configMap({ other: '' });
    expect(await observe(inConfigMap, { found })).toEqual({
      problem: 'ConfigMap films has no key films.csv',
    });
  });

  it('is known by the tag that a server gives', async () => {
    const one = await observe(behindAddress, { head: tagged('"1"') });
    const other = await observe(behindAddress, { head: tagged('"2"') });
    expect(one.hash).not.toBe(other.hash);
  });

  it('is what it was while the server does not answer, and unknown if it never did', async () => {
    const known = await observe(behindAddress, { head: tagged('"1"') });
    const remembered = known.catalogueDigest;
    expect((await observe(behindAddress, { remembered })).hash).toBe(known.hash);
    expect(await observe(behindAddress)).toMatchObject({ problem: expect.stringContaining('no answer') as string });
  });

  it('is known by its place alone where it lies in a volume', async () => {
    const volume = { persistentVolumeClaim: { claimName: 'data', path: 'films.csv' } };
    const inputs = await observe(volume);
    expect(inputs.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(inputs).not.toHaveProperty('catalogueDigest');
  });
});

describe('a server of catalogues', () => {
  it('is asked once a minute, however often somebody wants to know', async () => {
    const clock = new VirtualClock();
    let asked = 0;
    const digests = new HttpDigests(() => {
      asked++;
      return Promise.resolve(new Headers({ 'last-modified': 'today' }));
    }, clock);
    for (let i = 0; i < 10; i++) await digests.of('https://films.example/a', signal);
    await clock.advance(61_000);
    await digests.of('https://films.example/a', signal);
    expect(asked).toBe(2);
  });
});

describe('a training Job', () => {
  const job = (condition?: { type: string; message?: string }): Job => ({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: 'job',
      labels: { 'movierec.dev/part': 'fit' },
      annotations: { [HASH_ANNOTATION]: 'abc' },
    },
    status: { conditions: condition && [{ status: 'True', ...condition }] },
  });
  const failedPod: Pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'pod' },
    status: {
      containerStatuses: [{ state: { terminated: { exitCode: 137, reason: 'OOMKilled' } } }],
    },
  };

  it.each([
    ['without a condition', undefined, 'Running'],
    ['whose pods still end', { type: 'FailureTarget' }, 'Running'],
    ['that is complete', { type: 'Complete' }, 'Succeeded'],
    ['that has failed', { type: 'Failed' }, 'Failed'],
  ])('%s', (_, condition, state) => {
    expect(observedJob(job(condition), [])).toMatchObject({ state, hash: 'abc', hasResult: false });
  });

  it('says why it failed: its pod knows more than the Job', () => {
    const failed = job({ type: 'Failed', message: 'too many retries' });
    expect(observedJob(failed, [])?.problem).toBe('Failed: too many retries');
    expect(observedJob(failed, [failedPod])?.problem).toContain('OOMKilled');
  });

  it('of somebody else is left alone', () => {
    const { metadata, ...other } = job();
    expect(observedJob({ ...other, metadata: { name: metadata.name } }, [])).toBeUndefined();
  });
});

describe('the roll-out', () => {
  it.each([
    ['absent where there is none', undefined, 'absent'],
    ['unreadable where it says what none says', '{"stable":null}', 'unreadable'],
    ['unreadable where it is no JSON', '{', 'unreadable'],
    ['read where it is empty', '{}', 'read'],
  ])('is %s', (_, text, state) => {
    const found = text === undefined ? undefined : configMap({ 'rollout.json': text });
    expect(observedRollout(found).state).toBe(state);
  });
});
