import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  healthzResponseSchema,
  livezResponseSchema,
  modelCardSchema,
  modelsResponseSchema,
  readyzResponseSchema,
} from '#contracts';
import { FILMS, fitModel, sampleModel, writeCatalogue } from './support/sample.js';
import { problemOf, startService, useService } from './support/service.js';

const service = useService();

describe('GET /v1/models', () => {
  it('lists the model in service', async () => {
    const file = readFileSync(await sampleModel());
    const digest = createHash('sha256').update(file).digest('hex');
    const { models } = modelsResponseSchema.parse((await service.get('/v1/models')).json);
    expect(models).toEqual([
      {
        name: 'movies',
        version: digest.slice(0, 12),
        variant: 'stable',
        state: 'ready',
        movies: FILMS.length,
        loadedAt: models[0].loadedAt,
      },
    ]);
    const age = Date.now() - Date.parse(models[0].loadedAt ?? '');
    expect(age).toBeGreaterThan(0);
    expect(age).toBeLessThan(600_000);
  });
});

describe('GET /v1/models/{version}', () => {
  it('is the card of the model', async () => {
    const file = readFileSync(await sampleModel());
    const digest = createHash('sha256').update(file).digest('hex');
    const answer = await service.get(`/v1/models/${digest.slice(0, 12)}`);
    const card = modelCardSchema.parse(answer.json);
    expect(card).toMatchObject({
      name: 'movies',
      digest,
      bytes: file.length,
      format: { name: 'movie-recommender', version: '1' },
      preset: 'hybrid',
      textLanguage: 'en',
      movies: FILMS.length,
      neighbours: 50,
    });
    const weights = card.blocks.reduce((sum, { weight }) => sum + weight, 0);
    expect(weights).toBeCloseTo(1, 9);
    expect(card.blocks.reduce((sum, { terms }) => sum + terms, 0)).toBe(card.terms);
    const genres = new Set(FILMS.flatMap((film) => film.genres));
    expect(card.blocks.find(({ name }) => name === 'genres')?.terms).toBe(genres.size);
    const years = FILMS.flatMap(({ year }) => year ?? []);
    expect(card.years).toEqual({ from: Math.min(...years), to: Math.max(...years) });
    const english = FILMS.filter(({ language }) => language === 'en').length;
    expect(card.languages[0]).toEqual({ code: 'en', movies: english });
    const counts = card.languages.map(({ movies }) => movies);
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
  });

  it.each(['x', '0', 'movies', '%2e%2e', 'x'.repeat(900)])(
    'of another version is a 404',
    async (version) => {
      const { code, errors } = problemOf(await service.get(`/v1/models/${version}`), 404);
      expect(code).toBe('unknown_model');
      expect(errors?.[0].path).toBe('version');
    },
  );

  it('of a catalogue without facts says that it knows none', async () => {
    const model = await fitModel(
      'none.out',
      writeCatalogue('none.jsonl', [{ id: 1, title: 'Heat' }]),
    );
    const other = await startService({ MODEL_PATH: model, MODEL_NAME: 'bare' });
    const { models } = modelsResponseSchema.parse((await other.get('/v1/models')).json);
    const { json } = await other.get(`/v1/models/${models[0].version}`);
    const card = modelCardSchema.parse(json);
    expect(card).toMatchObject({ name: 'bare', movies: 1, languages: [] });
    expect(card.years).toBeUndefined();
    await other.stop();
  });
});

describe('health', () => {
  it.each([
    ['/livez', livezResponseSchema],
    ['/readyz', readyzResponseSchema],
    ['/healthz', healthzResponseSchema],
  ])('%s answers as its schema says', async (path, schema) => {
    const { status, json } = await service.get(path);
    expect(status).toBe(200);
    expect(schema.safeParse(json).error).toBeUndefined();
  });
});
