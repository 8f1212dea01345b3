import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type RequestLogLine, requestLogLineSchema } from '#contracts';
import type { Replayed } from '#model';
import { send } from './support/http.js';
import { run, scratch, type Settings, TRAINER } from './support/programs.js';
import { parseExposition } from './support/prometheus.js';
import { filmCalled, fitModel, sampleModel } from './support/sample.js';
import { eventually, pause, type RunningService, startService } from './support/service.js';

const LISTS = '/v1/recommendations';
const seed = filmCalled('Jaws');
const path = join(scratch, 'requests.jsonl');

const logging = (settings: Settings = {}): Promise<RunningService> =>
  startService({ REQUEST_LOG_FILE: path, REQUEST_LOG_SAMPLE_PERCENT: '100', ...settings });

const linesOf = (file: string): RequestLogLine[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => requestLogLineSchema.parse(JSON.parse(line)));

async function counted(service: RunningService): Promise<Record<string, number>> {
  const { text } = await send(service.metricsUrl, '/metrics');
  const metric = parseExposition(text).get('recommender_request_log_lines_total');
  return Object.fromEntries(
    (metric?.samples ?? []).map(({ labels, value }) => [labels.result, value]),
  );
}

/** Asks in every way that is logged: eight lists, one of them for words. */
async function ask(service: RunningService): Promise<void> {
  const subject = 'customer-1071';
  await service.post('/recommend', { movie_id: seed.id });
  await service.post('/recommend', { movie_id: seed.id, top_n: 20 });
  await service.post(LISTS, { seeds: [{ title: 'Alien' }, { title: 'Nobody Has This' }], subject });
  const filter = { genres: { any: ['horror'] }, year: { from: 1970 }, runtime: { to: 150 } };
  await service.post(LISTS, { seeds: [{ id: seed.id }], filter, diversity: 0.4, explain: true });
  await service.post(LISTS, { text: 'a shark at the beach', limit: 5 });
  await service.post(`${LISTS}:batch`, {
    requests: [
      { seeds: [{ id: seed.id }], strategy: 'max', avoid: [{ title: 'Alien' }] },
      { seeds: [{ title: 'Nobody Has This' }], fallback: 'popular' },
      { seeds: [{ title: 'Nobody Has This' }] },
    ],
  });
  await service.get(`/v1/movies/${seed.id}/similar?limit=5&offset=3&fields=title`);
  // Not answered with a list: not logged.
  await service.post('/recommend', { movie_id: -1 });
  await service.post(LISTS, { seeds: [{ id: seed.id }], filter: { genres: { any: ['x'] } } });
}

async function replay(...args: readonly string[]) {
  const { code, stdout, stderr } = await run(TRAINER, ['replay', ...args, '--json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout) as Replayed & { lines: { read: number; refused: number } };
}

it('what a service logs, the trainer replays: all of it the same on the same version', async () => {
  const service = await logging({ REQUEST_LOG_TEXT: 'true', REQUEST_LOG_SALT: 'pepper' });
  await ask(service);
  await eventually(async () =>
    expect(await counted(service)).toEqual({ written: 8, dropped: 0, failed: 0 }),
  );
  await service.stop();
  const text = readFileSync(path, 'utf8');
  expect(text).not.toMatch(/1071|Nobody|pepper/u);
  expect(linesOf(path).map(({ endpoint }) => endpoint)).toEqual([
    ...['/recommend', '/recommend', LISTS, LISTS, LISTS],
    ...[`${LISTS}:batch`, `${LISTS}:batch`, '/v1/movies/:id/similar'],
  ]);
  expect(linesOf(path).filter(({ subject }) => subject !== undefined)).toHaveLength(1);
  expect(linesOf(path)[2].request).toMatchObject({ unknown: 1 });

  const model = await sampleModel();
  const same = await replay('--from', path, '--model', model);
  expect(same.lines).toMatchObject({ read: 8, refused: 0 });
  expect(same.reproduced).toEqual({
    lists: 8,
    exact: 8,
    underPolicy: 0,
    overlaid: 0,
    differing: [],
  });

  const zipped = join(scratch, 'requests.jsonl.1.gz');
  writeFileSync(zipped, gzipSync(`${text}{"format":1}\n`));
  const other = await fitModel('other.safetensors', '--preset', 'sklearn');
  const both = await replay('--from', zipped, '--model', other, '--against', model);
  expect(both.lines).toMatchObject({ read: 9, refused: 1 });
  expect(both.reproduced).toMatchObject({ lists: 0 });
  expect(both.logged.lists).toBe(8);
  expect(both.logged.overlap?.mean).toBeLessThan(1);
  expect(both.compared?.overlap?.mean).toBeCloseTo(both.logged.overlap?.mean ?? NaN, 10);

  const args = ['replay', '--from', path, '--model', model, '--against', other, '--limit', '4'];
  const { stdout } = await run(TRAINER, args);
  expect(stdout).toContain('4 lines read, 0 refused');
  expect(stdout).toMatch(/reproduced exactly: 100\.0 % of what .* answered \(4 of 4 answers\)/u);
});

it('answers with films that came after the fit are told apart', async () => {
  const file = join(scratch, 'live.jsonl');
  const log = join(scratch, 'live-titles.log');
  const service = await logging({ REQUEST_LOG_FILE: file, LIVE_TITLES_FILE: log });
  await service.post('/recommend', { movie_id: seed.id });
  const { id, ...facts } = seed;
  const body = { ...facts, title: 'Jaws again' };
  const put = await send(service.metricsUrl, '/v1/movies/900001', { method: 'PUT', body });
  expect(put.status).toBe(201);
  await service.post('/recommend', { movie_id: id });
  await eventually(() => expect(linesOf(file)).toHaveLength(2));
  await service.stop();
  expect(linesOf(file).map(({ model }) => model.revision)).toEqual([undefined, 1]);
  const { reproduced } = await replay('--from', file, '--model', await sampleModel());
  expect(reproduced).toEqual({ lists: 1, exact: 1, underPolicy: 0, overlaid: 1, differing: [] });
});

it('wishes in words are not logged unless told to, and a rotated file is left alone', async () => {
  const file = join(scratch, 'rotated.jsonl');
  const service = await logging({ REQUEST_LOG_FILE: file });
  await service.post(LISTS, { text: 'a shark at the beach', subject: 'a' });
  await eventually(() => expect(linesOf(file)).toHaveLength(1));
  expect(readFileSync(file, 'utf8')).not.toContain('shark');
  renameSync(file, `${file}.1`);
  await pause(1_050);
  await service.post(LISTS, { text: 'a shark at the beach', subject: 'a' });
  await eventually(() => expect(linesOf(file)).toHaveLength(1));
  expect(linesOf(`${file}.1`)).toHaveLength(1);
  expect(linesOf(file)[0].subject).toBe(linesOf(`${file}.1`)[0].subject);
  await service.stop();
  const { model } = await replay('--from', file, '--model', await sampleModel());
  expect(model).toMatchObject({ answered: 0, hindered: { text: 1 } });
});

it('a full disk costs lines, never answers', async () => {
  const service = await logging({ REQUEST_LOG_FILE: '/dev/full' });
  for (let i = 0; i < 3; i++)
    expect((await service.post('/recommend', { movie_id: seed.id })).status).toBe(200);
  await eventually(async () => expect(await counted(service)).toMatchObject({ failed: 3 }));
  const errors = service.log.filter(({ msg }) => msg === 'requests cannot be logged');
  expect(errors).toHaveLength(1);
  expect((await service.stop()).code).toBe(0);
});

it('a log that is not there ends the trainer with exit code 3', async () => {
  const none = join(scratch, 'none.jsonl');
  const model = await sampleModel();
  const { code, stderr } = await run(TRAINER, ['replay', '--from', none, '--model', model]);
  expect(existsSync(none)).toBe(false);
  expect({ code, stderr }).toEqual({
    code: 3,
    stderr: expect.stringContaining(`error: ${none} cannot be read: ENOENT`) as string,
  });
});
