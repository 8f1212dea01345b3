import { recommendResponseSchema, recommendationsResponseSchema } from '#contracts';
import { run, TRAINER } from './support/programs.js';
import { filmCalled, FILMS, fitModel, sampleModel, writeCatalogue } from './support/sample.js';
import { exchange } from './support/socket.js';
import { problemOf, type RunningService, startService, useService } from './support/service.js';

const service = useService();

const titlesOf = async (body: unknown, on: RunningService = service) => {
  const answer = await on.post('/recommend', body);
  expect(answer.status).toBe(200);
  return recommendResponseSchema.parse(answer.json).recommendations;
};

describe("the lab's line: POST /recommend", () => {
  it('{"movie_id": 1} is answered with five titles and nothing else', async () => {
    const answer = await service.post('/recommend', '{"movie_id": 1}');
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    const { recommendations } = recommendResponseSchema.parse(answer.json);
    expect(answer.text).toBe(JSON.stringify({ recommendations }));
    expect(new Set(recommendations).size).toBe(5);
    const known = FILMS.map(({ title }) => title);
    expect(known).toEqual(expect.arrayContaining(recommendations));
    expect(recommendations).not.toContain(FILMS.find(({ id }) => id === 1)?.title);
  });

  it('knows what belongs together', async () => {
    const { id } = filmCalled('The Godfather');
    expect((await titlesOf({ movie_id: id })).slice(0, 2)).toEqual([
      'The Godfather Part II',
      'The Godfather Part III',
    ]);
  });

  it.each([1, 4, 5, 6, 49, 50, 51, 100])(
    'answers "top_n": %i titles, the same from the top whatever their number',
    async (top_n) => {
      const all = await titlesOf({ movie_id: 1, top_n: 100 });
      expect(all).toHaveLength(100);
      expect(await titlesOf({ movie_id: 1, top_n })).toEqual(all.slice(0, top_n));
    },
  );

  it('takes any way to write the number', async () => {
    const expected = await titlesOf('{"movie_id": 10}');
    for (const text of ['10.0', '1e1', '1E+1', '100e-1'])
      expect(await titlesOf(`{"movie_id": ${text}}`)).toEqual(expected);
  });

  it('answers for every film what POST /v1/recommendations answers, never the film itself', async () => {
    for (const { id } of FILMS) {
      const titles = await titlesOf({ movie_id: id });
      const answer = await service.post('/v1/recommendations', { seeds: [{ id }], limit: 5 });
      const { items } = recommendationsResponseSchema.parse(answer.json);
      expect(titles).toHaveLength(5);
      expect(titles).toEqual(items.map(({ title }) => title));
      expect(items.map((item) => item.id)).not.toContain(id);
    }
  });

  it('answers what the trainer recommends with the same model', async () => {
    const { id } = filmCalled('Seven Samurai');
    const args = ['recommend', String(id), '--limit', '5', '--json', '--model'];
    const { stdout } = await run(TRAINER, [...args, await sampleModel()]);
    const { items } = JSON.parse(stdout) as { items: { title: string }[] };
    expect(await titlesOf({ movie_id: id })).toEqual(items.map(({ title }) => title));
  });

  it('keeps text ids and numbers apart', async () => {
    const films = [
      { id: 1, title: 'One', description: 'ghost train' },
      { id: '1', title: 'Text One', description: 'violin comet' },
      { id: 'tt/2 ü', title: 'Two', description: 'ghost train violin comet' },
      { id: -3, title: 'Minus Three', description: 'violin comet desert' },
    ];
    const model = await fitModel('ids.out', writeCatalogue('ids.jsonl', films));
    const other = await startService({ MODEL_PATH: model });
    expect((await titlesOf({ movie_id: 1 }, other))[0]).toBe('Two');
    expect((await titlesOf({ movie_id: '1' }, other)).slice(0, 2).sort()).toEqual([
      'Minus Three',
      'Two',
    ]);
    // All share the language of their texts alone or a word; fewer than asked for is no failure.
    expect((await titlesOf({ movie_id: 'tt/2 ü', top_n: 100 }, other)).length).toBe(3);
    expect((await titlesOf({ movie_id: -3, top_n: 1 }, other))[0]).toBe('Text One');
    await other.stop();
  });
});

describe('a film that is not there', () => {
  it.each([
    ['a number', 999_999],
    ['a negative number', -1],
    ['zero', 0],
    ['a title', 'The Godfather'],
    ['the name of a property of every object', '__proto__'],
  ])('is answered with 404: %s', async (_, movie_id) => {
    const problem = problemOf(await service.post('/recommend', { movie_id }), 404);
    expect(problem).toMatchObject({
      code: 'unknown_film',
      type: 'https://movierec.dev/problems/unknown_film',
      title: 'Not Found',
      errors: [{ path: 'movie_id', value: JSON.stringify(movie_id) }],
    });
    expect(problem.didYouMean).toBeUndefined();
  });

  it('is guessed when only the type of the id is wrong', async () => {
    const problem = problemOf(await service.post('/recommend', { movie_id: '2' }), 404);
    expect(problem.didYouMean).toEqual([{ id: 2, title: 'The Godfather', year: 1972 }]);
  });
});

describe('a wrong body is answered with 400 that names the place', () => {
  it.each<[body: unknown, path: string]>([
    [{}, 'movie_id'],
    [{ top_n: 3 }, 'movie_id'],
    [{ movie_id: null }, 'movie_id'],
    [{ movie_id: 1.5 }, 'movie_id'],
    [{ movie_id: true }, 'movie_id'],
    [{ movie_id: [1] }, 'movie_id'],
    [{ movie_id: '' }, 'movie_id'],
    [{ movie_id: 'x'.repeat(201) }, 'movie_id'],
    [{ movie_id: 1, top_n: 0 }, 'top_n'],
    [{ movie_id: 1, top_n: 101 }, 'top_n'],
    [{ movie_id: 1, top_n: 2.5 }, 'top_n'],
    [{ movie_id: 1, top_n: '5' }, 'top_n'],
    [{ movie_id: 1, top_n: null }, 'top_n'],
    [{ movie_id: 1, limit: 5 }, ''],
    [[{ movie_id: 1 }], ''],
    ['"1"', ''],
    ['null', ''],
  ])('%j: "%s"', async (body, path) => {
    const problem = problemOf(await service.post('/recommend', body), 400);
    expect(problem.code).toBe('invalid_request');
    expect(problem.errors?.map((error) => error.path)).toEqual([path]);
  });

  it('names every wrong field at once, with its value', async () => {
    const body = { movie_id: 1.5, top_n: 'many', limit: 3 };
    const { errors = [] } = problemOf(await service.post('/recommend', body), 400);
    expect(errors.map(({ path, value }) => [path, value])).toEqual(
      expect.arrayContaining([
        ['movie_id', '1.5'],
        ['top_n', '"many"'],
      ]),
    );
    expect(errors.find(({ path }) => path === '')?.message).toContain('"limit"');
  });

  it('also when it is no JSON, or no body at all', async () => {
    problemOf(await service.post('/recommend', '{"movie_id": 1'), 400);
    problemOf(await service.post('/recommend', ''), 400);
  });
});

describe('the same request gives the same bytes', () => {
  const bodies = [
    { movie_id: 1 },
    { movie_id: 2 },
    { movie_id: 2, top_n: 100 },
    { movie_id: 1, top_n: 5 },
    { movie_id: 1, top_n: 50 },
  ];

  it('twice, and in two processes that were asked in another order', async () => {
    const ask = async (on: RunningService, body: unknown) =>
      (await on.post('/recommend', body)).text;
    const first: string[] = [];
    for (const body of bodies) first.push(await ask(service, body));
    const again: string[] = [];
    for (const body of bodies) again.push(await ask(service, body));
    expect(again).toEqual(first);
    expect(first[3]).toBe(first[0]);

    const other = await startService({ TZ: 'Pacific/Kiritimati', LC_ALL: 'tr_TR.UTF-8' });
    const elsewhere: string[] = [];
    for (const body of bodies.toReversed()) elsewhere.unshift(await ask(other, body));
    expect(elsewhere).toEqual(first);
    await other.stop();
  });
});

describe('every way to write the address means the same', () => {
  it.each([
    ['with a query', '/recommend?from=lab'],
    ['percent-encoded', '/%72ecommend'],
    ['in absolute form, as a proxy may send it', 'http://lab.example/recommend'],
  ])('%s', async (_, path) => {
    const expected = (await service.post('/recommend', { movie_id: 1 })).text;
    const answer = await service.post(path, { movie_id: 1 });
    expect({ status: answer.status, text: answer.text }).toEqual({ status: 200, text: expected });
  });

  it('and a body may come in pieces, after "100 Continue"', async () => {
    const head =
      'POST /recommend HTTP/1.1\r\nHost: x\r\nContent-Type: application/json;charset=UTF-8\r\n' +
      'Transfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n';
    const bytes = Buffer.from(`${head}5\r\n{"mov\r\n9\r\nie_id":1}\r\n0\r\n\r\n`);
    const answer = await exchange(service.url, bytes);
    expect(answer?.status).toBe(200);
    expect(answer?.body).toBe((await service.post('/recommend', { movie_id: 1 })).text);
  });
});
