import { feedbackResponseSchema, recommendationsResponseSchema } from '#contracts';
import { send } from './support/http.js';
import { parseExposition } from './support/prometheus.js';
import { problemOf, useService } from './support/service.js';

const service = useService();
const PATH = '/v1/feedback';

const feedback = (...events: readonly unknown[]) => service.post(PATH, { events });

/** Events counted so far, by "event variant version". */
async function counted(): Promise<Readonly<Record<string, number>>> {
  const { text } = await send(service.metricsUrl, '/metrics');
  const samples = parseExposition(text).get('recommender_feedback_total')?.samples ?? [];
  return Object.fromEntries(
    samples.map(({ labels, value }) => [
      `${labels.event} ${labels.variant} ${labels.model_version}`,
      value,
    ]),
  );
}

let lists = 0;

/** A list, and what feedback on one of its films says of it. */
async function aList() {
  const headers = { 'x-request-id': `list-${++lists}` };
  const { json } = await service.post('/v1/recommendations', { seeds: [{ id: 1 }] }, headers);
  const { requestId, variant, model, items } = recommendationsResponseSchema.parse(json);
  return { facts: { requestId, variant, modelVersion: model.version }, items };
}

describe('POST /v1/feedback', () => {
  it('counts what happened to a list by the variant and version that the answer told', async () => {
    const { facts, items } = await aList();
    const key = (event: string) => `${event} stable ${facts.modelVersion}`;
    const before = await counted();
    const answer = await feedback(
      ...items.map(({ rank }) => ({ event: 'impression', rank, ...facts })),
      { event: 'click', rank: 3, ...facts },
      { event: 'play', rank: 3, ...facts },
      { event: 'like', rank: 3, ...facts },
    );
    expect(answer.status).toBe(202);
    expect(feedbackResponseSchema.parse(answer.json)).toEqual({
      requestId: answer.headers['x-request-id'],
      accepted: 13,
      duplicates: 0,
      refused: 0,
      errors: [],
    });
    const after = await counted();
    for (const [event, count] of Object.entries({ impression: 10, click: 1, play: 1, like: 1 }))
      expect(after[key(event)] - (before[key(event)] ?? 0)).toBe(count);
  });

  it('counts the same event of one place in one list once, however often it is told', async () => {
    const { facts } = await aList();
    const click = { event: 'click', rank: 1, ...facts };
    const before = await counted();
    const tellings = [
      await feedback(click, click, { ...click, rank: 2 }, { ...click, event: 'like' }),
      await feedback(click),
      await feedback({ ...click, modelVersion: 'another' }),
    ];
    expect(tellings.map(({ json }) => json)).toMatchObject([
      { accepted: 3, duplicates: 1 },
      { accepted: 0, duplicates: 1 },
      { accepted: 0, duplicates: 1 },
    ]);
    const sum = (counts: Readonly<Record<string, number>>) =>
      Object.values(counts).reduce((total, count) => total + count, 0);
    expect(sum(await counted()) - sum(before)).toBe(3);
  });

  it('counts what it can and says of the rest what is wrong with it', async () => {
    const { facts } = await aList();
    const good = { event: 'click', rank: 1, ...facts };
    const { status, json } = await feedback(
      good,
      { ...good, rank: 0 },
      null,
      { ...good, event: 'seen' },
      { ...good, requestId: 'x'.repeat(200) },
      { ...good, rank: 1.5, userId: 7 },
    );
    expect(status).toBe(202);
    expect(json).toMatchObject({ accepted: 1, duplicates: 0, refused: 5 });
    const { errors } = feedbackResponseSchema.parse(json);
    expect(errors.map(({ path }) => path)).toEqual([
      'events[1].rank',
      'events[2]',
      'events[3].event',
      'events[4].requestId',
      'events[5].rank',
      'events[5]',
    ]);
    expect(errors[0]).toMatchObject({ value: '0' });
    expect(errors[2]).toMatchObject({ value: '"seen"' });
    expect(errors[5].message).toContain('"userId"');
  });

  it('refuses a body of which nothing can be counted', async () => {
    const problem = problemOf(await feedback({ event: 'click' }, 7), 400);
    expect(problem.code).toBe('invalid_request');
    expect(problem.errors?.map(({ path }) => path)).toEqual([
      'events[0].requestId',
      'events[0].rank',
      'events[0].variant',
      'events[0].modelVersion',
      'events[1]',
    ]);
    problemOf(await feedback(), 400);
    problemOf(await service.post(PATH, [{ event: 'click' }]), 400);
    problemOf(await service.post(PATH, { events: new Array(501).fill(0) }), 400);
    problemOf(await service.post(PATH, '{"events":'), 400);
    problemOf(await service.get(PATH), 405);
  });

  it('says which 20 values are bad, not all of a thousand', async () => {
    const bad = Array.from({ length: 500 }, () => ({}));
    expect(problemOf(await feedback(...bad), 400).errors).toHaveLength(20);
  });

  it('takes a version that has not answered here for "other"', async () => {
    const { facts } = await aList();
    const versions = ['', 'nonsense', 'other', '__proto__', facts.modelVersion.toUpperCase()];
    const before = await counted();
    const { json } = await feedback(
      ...versions.map((modelVersion, i) => ({
        event: 'play',
        ...facts,
        rank: i + 1,
        variant: 'candidate',
        modelVersion,
      })),
    );
    expect(json).toMatchObject({ accepted: 4, refused: 1 });
    const after = await counted();
    expect(after['play candidate other'] - (before['play candidate other'] ?? 0)).toBe(4);
    expect(new Set(Object.keys(after).map((key) => key.split(' ')[2]))).toEqual(
      new Set([facts.modelVersion, 'other']),
    );
  });

  it('feedback on lists of a batch, told apart by their places', async () => {
    const requests = [{ seeds: [{ id: 1 }] }, { seeds: [{ id: 2 }] }];
    const { json } = await service.post('/v1/recommendations:batch', { requests });
    const { responses } = json as { responses: { answer: unknown }[] };
    const events = responses.map(({ answer }) => {
      const { requestId, variant, model } = recommendationsResponseSchema.parse(answer);
      return { event: 'impression', rank: 1, requestId, variant, modelVersion: model.version };
    });
    expect((await feedback(...events)).json).toMatchObject({ accepted: 2, duplicates: 0 });
  });
});
