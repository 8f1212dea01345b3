import { outcomeOf, type TrainingPod } from './training-outcome.js';

const TRAINED = {
  result: 'trained',
  model: 'movies',
  id: 'a'.repeat(64),
  version: 'aaaaaaaaaaaa',
  bytes: 1,
  createdAt: '2026-11-23T21:00:00Z',
  catalogue: {
    digest: `sha256:${'c'.repeat(64)}`,
    location: '/catalogue/films.csv',
    mapping: 'own',
    rows: { read: 1, accepted: 1, repaired: 0, refused: 0 },
  },
  counts: { films: 1, terms: 1 },
  seconds: 1,
  figures: {},
};
const FAILED = {
  result: 'failed',
  reason: 'CatalogueNotFound',
  message: 'films.csv: no such file',
};

/** A pod that ended: the code, what it left behind, and the minute in which it did. */
const ended = (exitCode: number, message: unknown, minute = 0, reason?: string): TrainingPod => ({
  metadata: { name: `train-${minute}` },
  status: {
    containerStatuses: [
      {
        state: {
          terminated: {
            exitCode,
            message: typeof message === 'string' ? message : JSON.stringify(message),
            finishedAt: `2026-11-23T21:0${minute}:00Z`,
            ...(reason === undefined ? {} : { reason }),
          },
        },
      },
    ],
  },
});
const RUNNING: TrainingPod = {
  metadata: { name: 'train-9' },
  status: { containerStatuses: [{ state: {} }] },
};

it.each([
  ['has made a version', [ended(0, TRAINED)], { result: TRAINED }],
  [
    'has made one, at the second try',
    [ended(1, 'oh', 1), ended(0, TRAINED, 2)],
    { result: TRAINED },
  ],
  ['runs', [RUNNING], {}],
  ['has no pod any more', [], {}],
  ['has found the shards', [ended(0, { result: 'shard', shard: 0, of: 2, films: 3 })], {}],
  [
    'has said why not',
    [ended(3, FAILED)],
    { result: FAILED, problem: 'CatalogueNotFound: films.csv: no such file' },
  ],
  [
    'has failed twice: the last reason counts',
    [ended(3, FAILED, 2), ended(1, 'oh', 1)],
    { result: FAILED, problem: 'CatalogueNotFound: films.csv: no such file' },
  ],
  [
    'died without a result: its log ends with the reason',
    [ended(1, 'Error: no room\n', 4)],
    { problem: 'pod train-4 ended with exit code 1: Error: no room' },
  ],
  ['died without a word', [ended(137, '', 4)], { problem: 'pod train-4 ended with exit code 137' }],
  [
    'needed too much memory',
    [ended(137, '', 4, 'OOMKilled')],
    {
      problem:
        'OOMKilled: pod train-4 needed more memory than spec.training.resources.limits allows',
    },
  ],
  [
    'left something that is no result',
    [ended(1, { result: 'trained' }, 4)],
    { problem: 'pod train-4 ended with exit code 1: {"result":"trained"}' },
  ],
])('a training that %s', (_, pods, expected) => {
  expect(outcomeOf(pods)).toEqual(expected);
});

it('keeps the end of a long log, where the error stands', () => {
  const { problem = '' } = outcomeOf([ended(1, `${'x'.repeat(4_000)}the error`, 4)]);
  expect(problem).toMatch(/x{400,}the error$/u);
  expect(problem.length).toBeLessThan(600);
});
