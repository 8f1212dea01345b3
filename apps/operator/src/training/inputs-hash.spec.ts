import { inputsHash, type KnownDigests } from './inputs-hash.js';
import { jobRequest } from './testing/job-samples.js';

type Json = Readonly<Record<string, unknown>>;

const IMAGE = 'trainer:1';
const DIGEST = `sha256:${'a'.repeat(64)}`;
const OTHER = `sha256:${'b'.repeat(64)}`;
const hashOf = (spec: Json = {}, image = IMAGE, known: KnownDigests = {}): string =>
  inputsHash(jobRequest(spec).spec, image, known);
const from = (claimName: string, more: Json = {}): Json => ({
  catalogue: { source: { persistentVolumeClaim: { claimName, path: 'films.csv' } }, ...more },
});
const RATINGS = { source: { persistentVolumeClaim: { claimName: 'data', path: 'ratings.csv' } } };

it('is of 64 hexadecimal digits, and the same for the same', () => {
  expect(hashOf()).toMatch(/^[0-9a-f]{64}$/u);
  expect(hashOf(from('a'))).toBe(hashOf(from('a')));
});

it.each([
  ['a catalogue elsewhere of which nothing is known', from('a'), from('b')],
  ['a mapping', from('a'), from('a', { mapping: 'tmdb5000' })],
  ['ratings', {}, { ratings: RATINGS }],
  ['a preset', {}, { training: { preset: 'sklearn' } }],
  ['a parameter', {}, { training: { parameters: { neighbours: 7 } } }],
  ['a limit, which may let it succeed', {}, { training: { resources: { limits: { cpu: 2 } } } }],
  ['a deadline', {}, { training: { deadlineSeconds: 60 } }],
  ['shards', {}, { training: { shards: 4 } }],
])('is another with %s', (_, before, after) => {
  expect(hashOf(after)).not.toBe(hashOf(before));
});

it('is another with another image', () => {
  expect(hashOf({}, 'trainer:2')).not.toBe(hashOf());
});

it.each(['catalogue', 'ratings', 'mapping'] as const)(
  'is another with other bytes in the same place: %s',
  (file) => {
    const spec = { ratings: RATINGS };
    expect(hashOf(spec, IMAGE, { [file]: OTHER })).not.toBe(
      hashOf(spec, IMAGE, { [file]: DIGEST }),
    );
  },
);

it.each([
  ['a gate', {}, { evaluation: { gates: [{ figure: 'coverage@10', min: '0.5' }] } }],
  ['another way to roll out', {}, { rollout: { strategy: 'Immediate' } }],
  ['a schedule', {}, { training: { schedule: { cron: '0 3 * * *' } } }],
  ['other pods that serve', {}, { serving: { selector: { matchLabels: { a: 'b' } } } }],
])('is the same with %s', (_, before, after) => {
  expect(hashOf(after)).toBe(hashOf(before));
});

it.each([
  ['the same bytes elsewhere', from('a'), from('b')],
  ['a digest that says what is known already', from('a'), from('a', { digest: DIGEST })],
])('is the same with %s', (_, before, after) => {
  const known = { catalogue: DIGEST };
  expect(hashOf(after, IMAGE, known)).toBe(hashOf(before, IMAGE, known));
});
