import { createHmac, createSecretKey } from 'node:crypto';
import { requestLogLineSchema } from '#contracts';
import { fit, PRESETS, Recommender } from '#engine';
import type { Chosen } from '../model/models-in-service.js';
import { effectOf } from '../policy/effect.js';
import { PolicedRecommender } from '../policy/policed-recommender.js';
import { NO_POLICY } from '../policy/policy.js';
import type { Answered } from './line-writer.js';
import { RequestLog, type RequestLogParts } from './request-log.js';

const FILMS = [1, 2, 3].map((id) => ({ id: id * 10, title: 'kraken', genres: ['Drama'] }));
const engine = new Recommender(fit(FILMS, PRESETS.hybrid));
const recommender = new PolicedRecommender(engine, effectOf(NO_POLICY, engine, 0));
const model = {
  name: 'movies',
  version: 'v1',
  identity: () => ({ name: 'movies', version: 'v1' }),
};
const chosen = { model, variant: 'stable' } as unknown as Chosen;
const key = createSecretKey(Buffer.from('salt'));

const ANSWERED: Answered = {
  endpoint: '/v1/recommendations',
  chosen,
  recommender,
  request: { seeds: [{ film: 0 }], text: 'my aunt Ada', exclude: [1], limit: 1 },
  films: Uint32Array.of(2),
  scores: Float64Array.of(0.1234567891),
  outcome: 'ok',
  subject: 'customer-1071',
};

/** A log to memory whose disk can be full, and what it counts and tells. */
function logTo(parts: Partial<RequestLogParts> = {}) {
  const disk = { text: '', isFull: false };
  const counts = { written: 0, dropped: 0, failed: 0 };
  const said: string[] = [];
  const note = (_: unknown, message?: string) => said.push(message ?? String(_));
  const log = new RequestLog({
    percent: 100,
    file: {
      append: (text) => {
        if (disk.isFull) return Promise.reject(new Error('ENOSPC'));
        disk.text += text;
        return Promise.resolve();
      },
      close: () => Promise.resolve(),
    },
    lines: { key, withText: false },
    counter: { counted: (result, lines) => (counts[result] += lines) },
    logger: { info: note, error: note } as unknown as RequestLogParts['logger'],
    ...parts,
  });
  const lines = () =>
    disk.text
      .split('\n')
      .slice(0, -1)
      .map((line) => requestLogLineSchema.parse(JSON.parse(line)));
  return { log, disk, counts, said, lines };
}

describe('a log of requests', () => {
  it('writes one line of an answer, by the ids of its films, and neither subject nor text', async () => {
    const { log, disk, lines } = logTo();
    log.add(ANSWERED);
    expect(disk.text).toBe('');
    await log.close();
    expect(disk.text).not.toMatch(/1071|Ada/u);
    expect(lines()).toMatchObject([
      {
        format: 1,
        endpoint: '/v1/recommendations',
        request: { seeds: [{ id: 10 }], exclude: [20], limit: 1, textWithheld: true },
        subject: createHmac('sha256', 'salt').update('customer-1071').digest('hex'),
        model: { name: 'movies', version: 'v1' },
        variant: 'stable',
        outcome: 'ok',
        ids: [30],
        scores: [0.12345679],
      },
    ]);
    expect(lines()[0]).not.toHaveProperty('underPolicy');
  });

  it('writes the text where it is told to', async () => {
    const { log, lines } = logTo({ lines: { key, withText: true } });
    log.add(ANSWERED);
    await log.close();
    expect(lines()[0].request).toMatchObject({ text: 'my aunt Ada' });
  });

  it('drops what comes while too much waits, and counts it', async () => {
    const { log, counts, lines } = logTo();
    for (let i = 0; i < 300; i++) log.add(ANSWERED);
    await log.close();
    expect(counts).toEqual({ written: 256, dropped: 44, failed: 0 });
    expect(lines()).toHaveLength(256);
  });

  it('goes on while the disk is full, says so once, and once when it is not any more', async () => {
    const { log, disk, counts, said } = logTo();
    const add = async () => {
      log.add(ANSWERED);
      await log.close();
    };
    disk.isFull = true;
    await add();
    await add();
    disk.isFull = false;
    await add();
    await add();
    expect(counts).toEqual({ written: 2, dropped: 0, failed: 2 });
    expect(said).toEqual(['requests cannot be logged', 'requests are logged again']);
  });

  it('survives an answer that cannot be told', async () => {
    const { log, counts } = logTo();
    log.add({ ...ANSWERED, films: Uint32Array.of(99) });
    log.add(ANSWERED);
    await log.close();
    expect(counts.failed).toBe(2);
    log.add(ANSWERED);
    await log.close();
    expect(counts.written).toBe(1);
  });

  it.each([
    [0.5, 0.004_99, true],
    [0.5, 0.005, false],
    [100, 0.999, true],
  ])('of %d %% takes what is drawn with %d: %s', (percent, drawn, isTaken) => {
    expect(logTo({ percent, random: () => drawn }).log.takes()).toBe(isTaken);
  });

  it.each([
    ['no file', { REQUEST_LOG_FILE: '', REQUEST_LOG_SAMPLE_PERCENT: 100 }],
    ['no sample', { REQUEST_LOG_FILE: '/dev/full', REQUEST_LOG_SAMPLE_PERCENT: 0 }],
  ])('is off with %s: it takes nothing and says nothing', async (_, settings) => {
    const said: unknown[] = [];
    const note = (...told: unknown[]) => said.push(told);
    const logger = { info: note, error: note } as unknown as RequestLogParts['logger'];
    const rest = { REQUEST_LOG_SALT: '', REQUEST_LOG_TEXT: 'false' } as const;
    const counter = { counted: () => undefined };
    const log = await RequestLog.open({ ...settings, ...rest }, logger, counter);
    expect(log.takes()).toBe(false);
    expect(said).toEqual([]);
    await log.close();
  });
});
