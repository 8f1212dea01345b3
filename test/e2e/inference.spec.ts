import {
  type InferenceResponse,
  inferenceResponseSchema,
  modelMetadataSchema,
  modelReadySchema,
  serverLiveSchema,
  serverMetadataSchema,
  serverReadySchema,
} from '#contracts';
import { FILMS, fitModel, writeCatalogue } from './support/sample.js';
import {
  eventually,
  problemOf,
  type RunningService,
  startService,
  useService,
} from './support/service.js';

const service = useService();

const versionOf = async (on: RunningService = service): Promise<string> =>
  ((await on.get('/healthz')).json as { model: { version: string } }).model.version;

const inputOf = (data: readonly unknown[], facts: object = {}) => ({
  inputs: [{ name: 'movie_id', shape: [data.length], datatype: 'INT64', data, ...facts }],
});

async function infer(body: object, path = '/v2/models/movies/infer', on: RunningService = service) {
  const { status, json, text } = await on.post(path, body);
  expect({ status, text: status === 200 ? '' : text }).toEqual({ status: 200, text: '' });
  return inferenceResponseSchema.parse(json);
}

/** The data of an output, row by row. */
const dataOf = ({ outputs }: InferenceResponse, name: string) =>
  outputs.find((output) => output.name === name)?.data ?? [];

describe('the Open Inference Protocol', () => {
  it('tells of the server that it lives, is ready, and what it is', async () => {
    const read = async (path: string) => (await service.get(path)).json;
    expect(serverLiveSchema.parse(await read('/v2/health/live'))).toEqual({ live: true });
    const ready = serverReadySchema.parse(await read('/v2/health/ready'));
    expect(ready).toEqual({ live: true, ready: true });
    const { name, version, extensions } = serverMetadataSchema.parse(await read('/v2'));
    expect({ name, extensions }).toEqual({ name: 'movie-recommender', extensions: [] });
    expect(version).toMatch(/^\d+\.\d+\.\d+/u);
  });

  it('tells of the model what it takes and answers, with and without its version', async () => {
    const version = await versionOf();
    for (const path of ['/v2/models/movies', `/v2/models/movies/versions/${version}`]) {
      const metadata = modelMetadataSchema.parse((await service.get(path)).json);
      expect(metadata).toMatchObject({ name: 'movies', versions: [version] });
      expect(metadata.inputs.map(({ name }) => name)).toEqual(['movie_id']);
      expect(metadata.outputs.map(({ name }) => name)).toEqual(['title', 'movie_id', 'score']);
      const ready = modelReadySchema.parse((await service.get(`${path}/ready`)).json);
      expect(ready).toEqual({ name: 'movies', ready: true });
    }
  });

  it.each([
    '/v2/models/other',
    '/v2/models/other/ready',
    '/v2/models/movies/versions/1',
    '/v2/models/movies/versions/1/ready',
  ])('answers 404 for what is not in service, with an "error": %s', async (path) => {
    const { code, error, detail } = problemOf(await service.get(path), 404);
    expect({ code, error }).toEqual({ code: 'unknown_model', error: detail });
  });

  it('is not ready while draining, but lives and is answered', async () => {
    const draining = await startService({ SHUTDOWN_DELAY_MS: '1500' });
    draining.signal('SIGTERM');
    await eventually(async () => {
      const { status, json } = await draining.get('/v2/health/ready');
      expect([status, json]).toEqual([503, { live: true, ready: false }]);
    });
    expect((await draining.get('/v2/health/live')).status).toBe(200);
    const model = await draining.get('/v2/models/movies/ready');
    expect([model.status, model.json]).toEqual([503, { name: 'movies', ready: false }]);
    expect((await infer(inputOf([1]), undefined, draining)).model_name).toBe('movies');
    await draining.ended;
  });
});

describe('POST /v2/models/{name}/infer', () => {
  it('answers a row for each id: what POST /recommend answers', async () => {
    const ids = FILMS.slice(0, 8).map(({ id }) => id);
    const answer = await infer(inputOf(ids));
    expect(answer.model_version).toBe(await versionOf());
    expect(answer.outputs.map(({ shape, data }) => [shape, data.length])).toEqual([
      [[8, 5], 40],
      [[8, 5], 40],
      [[8, 5], 40],
    ]);
    for (const [row, id] of ids.entries()) {
      const body = { seeds: [{ id }], limit: 5 };
      const { items } = (await service.post('/v1/recommendations', body)).json as {
        items: { id: unknown; title: string; score: number }[];
      };
      const rowOf = (name: string) => dataOf(answer, name).slice(row * 5, row * 5 + 5);
      expect(rowOf('title')).toEqual(items.map((item) => item.title));
      expect(rowOf('movie_id')).toEqual(items.map((item) => String(item.id)));
      expect(rowOf('score')).toEqual(items.map((item) => item.score));
    }
  });

  it('takes ids flat or one in each row, as integers or strings, with and without a version', async () => {
    const expected = (await infer(inputOf([1, 2]))).outputs;
    const version = await versionOf();
    const same: [object, string?][] = [
      [inputOf([1, 2], { shape: [2, 1] })],
      [inputOf([[1], [2]], { shape: [2, 1] })],
      [inputOf(['1', '2'], { datatype: 'BYTES' })],
      [inputOf([1, 2]), `/v2/models/movies/versions/${version}/infer`],
      [{ ...inputOf([1, 2]), parameters: { limit: 5, priority: 1 } }],
    ];
    for (const [body, path] of same) expect((await infer(body, path)).outputs).toEqual(expected);
  });

  it('answers the outputs that are asked for, as many films as asked for, and the id of the request', async () => {
    const body = {
      ...inputOf([1]),
      id: 'r-1',
      parameters: { limit: 2 },
      outputs: [{ name: 'score' }, { name: 'title' }],
    };
    const { id, outputs } = await infer(body);
    expect(id).toBe('r-1');
    expect(outputs.map(({ name, shape, datatype }) => [name, shape, datatype])).toEqual([
      ['score', [1, 2], 'FP64'],
      ['title', [1, 2], 'BYTES'],
    ]);
    expect(await infer(inputOf([1]))).not.toHaveProperty('id');
  });

  it('fills rows that are too short with nothing', async () => {
    const films = [
      { id: 'a', title: 'Kraken', description: 'kraken' },
      { id: 'b', title: 'Kraken rises', description: 'kraken' },
    ];
    const model = await fitModel('two.out', writeCatalogue('two.jsonl', films));
    const other = await startService({ MODEL_PATH: model });
    const body = { ...inputOf(['a', 'b'], { datatype: 'BYTES' }), parameters: { limit: 2 } };
    const answer = await infer(body, undefined, other);
    expect(dataOf(answer, 'title')).toEqual(['Kraken rises', '', 'Kraken', '']);
    expect(dataOf(answer, 'movie_id')).toEqual(['b', '', 'a', '']);
    const isPadding = dataOf(answer, 'score').map((score) => score === 0);
    expect(isPadding).toEqual([false, true, false, true]);
    await other.stop();
  });

  it.each<[name: string, body: object, status: number, path: string]>([
    ['an unknown id', inputOf([1, 999_999]), 404, 'inputs[0].data[1]'],
    ['more ids than the shape says', inputOf([1, 2], { shape: [1] }), 400, 'inputs[0].shape'],
    ['rows of two', inputOf([[1, 2]], { shape: [1, 2] }), 400, 'inputs[0].shape'],
    ['a string for an integer', inputOf(['1']), 400, 'inputs[0].data[0]'],
    ['an integer for a string', inputOf([1], { datatype: 'BYTES' }), 400, 'inputs[0].data[0]'],
    ['another datatype', inputOf([1], { datatype: 'FP32' }), 400, 'inputs[0].datatype'],
    ['no input', { inputs: [] }, 400, 'inputs'],
    ['another input', inputOf([1], { name: 'user_id' }), 400, 'inputs[0].name'],
    ['101 ids', inputOf(FILMS.slice(0, 101).map(({ id }) => id)), 400, 'inputs[0].shape[0]'],
  ])('refuses %s', async (_, body, status, path) => {
    const answer = await service.post('/v2/models/movies/infer', body);
    const { errors, error, detail } = problemOf(answer, status);
    expect(errors?.[0].path).toBe(path);
    expect(error).toBe(detail);
  });
});
