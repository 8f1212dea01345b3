import { RecommenderClient, RecommenderError } from '#client';
import { makeKey, writeKeys } from './support/keys.js';
import { filmCalled } from './support/sample.js';
import { useService } from './support/service.js';

const key = makeKey('client', { scopes: ['recommend', 'feedback'] });
const service = useService({ API_KEYS_FILE: writeKeys('client.json', [key]) });
let client: RecommenderClient;
beforeAll(() => {
  client = new RecommenderClient(service.url, { apiKey: key.key });
});

const boot = filmCalled('Das Boot');
const seeds = [{ title: 'Das Boot' }];

describe('the client', () => {
  it('has a method for every operation that a program calls', async () => {
    const { models } = await client.models();
    const [{ name, version }] = models;
    const inputs = [
      { name: 'movie_id' as const, datatype: 'INT64' as const, shape: [1], data: [1] },
    ];
    expect(await client.recommend(1, 2)).toHaveLength(2);
    expect((await client.recommendations({ seeds, limit: 3 })).items).toHaveLength(3);
    const batch = await client.recommendationsBatch([{ seeds }, { seeds: [{ title: 'Nothing' }] }]);
    expect(batch.responses.map(({ status }) => status)).toEqual([200, 404]);
    const shown = { event: 'impression', requestId: 'a', rank: 1, variant: 'stable' } as const;
    const told = await client.giveFeedback([{ ...shown, modelVersion: version }]);
    expect(told).toMatchObject({ accepted: 1, duplicates: 0, refused: 0 });
    expect((await client.searchMovies({ q: 'das boo', limit: 1 })).items[0].id).toBe(boot.id);
    expect((await client.movie(boot.id)).title).toBe('Das Boot');
    const similar = await client.similarMovies(boot.id, { limit: 2, fields: ['id', 'title'] });
    expect(similar.items.map((item) => Object.keys(item))).toEqual(Array(2).fill(['id', 'title']));
    expect((await client.model(version)).movies).toBe(models[0].movies);
    expect((await client.health()).model?.version).toBe(version);
    expect([await client.isLive(), await client.isReady()]).toEqual([true, true]);
    expect((await client.server()).name).toBe('movie-recommender');
    expect((await client.modelMetadata({ name, version })).versions).toEqual([version]);
    expect(await client.modelReady({ name })).toEqual({ name, ready: true });
    const inferred = await client.infer({ name }, { inputs, parameters: { limit: 1 } });
    expect(inferred.outputs.find((output) => output.name === 'title')?.data).toEqual([
      'The Green Mile',
    ]);
  });

  it('names its request, and throws a refusal as an error with all that it says', async () => {
    const call = client.recommendations(
      { seeds: [{ title: 'The Matrx' }] },
      { requestId: 'from-the-client' },
    );
    const error = await call.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RecommenderError);
    expect(error).toMatchObject({
      status: 404,
      code: 'unknown_film',
      requestId: 'from-the-client',
    });
    expect((error as RecommenderError).didYouMean[0].title).toBe('The Matrix');
  });

  it('is refused without a key', async () => {
    const stranger = new RecommenderClient(service.url);
    await expect(stranger.recommend(1)).rejects.toMatchObject({ status: 401, code: 'missing_key' });
    expect(await stranger.isReady()).toBe(true);
  });

  it('tells plainly that nobody is there', async () => {
    const nobody = new RecommenderClient('http://127.0.0.1:9', { timeoutMs: 2_000 });
    await expect(nobody.models()).rejects.toThrow('fetch failed');
  });
});

describe('a service with a limit', () => {
  const limited = useService({ RATE_LIMIT_PER_MINUTE: '2' });

  it('is not asked again where the wait is longer than the client has time for', async () => {
    const hasty = new RecommenderClient(limited.url, { maxWaitMs: 100 });
    await hasty.models();
    await hasty.models();
    await expect(hasty.models()).rejects.toMatchObject({ status: 429, code: 'rate_limited' });
  });
});
