import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import {
  BAD_INPUT_EXIT_CODES,
  BAD_INPUT_REASONS,
  MAX_RESULT_BYTES,
  type Trained,
  type TrainingResult,
  trainingResultSchema,
} from '#contracts';
import { describeS3, type S3Server, startS3Server } from '../support/s3-server.js';
import { run, scratch, type Settings, TRAINER } from './support/programs.js';
import { FILMS, writeCatalogue } from './support/sample.js';

jest.setTimeout(180_000);

const CATALOGUE = writeCatalogue('films.jsonl', FILMS.slice(0, 203));
const OTHER = writeCatalogue('other.jsonl', FILMS.slice(1, 150));
const digestOf = (path: string): string =>
  `sha256:${createHash('sha256').update(readFileSync(path)).digest('hex')}`;

const newStore = (): string => mkdtempSync(join(scratch, 'store-'));

/** Runs a training pod's command, and reads what it leaves behind. */
async function job(args: readonly string[], settings: Settings = {}) {
  const folder = mkdtempSync(join(scratch, 'pod-'));
  const result = join(folder, 'termination-log');
  const own = ['--result', result, '--scratch', join(folder, 'scratch')];
  const { code, stderr } = await run(TRAINER, ['job', ...args, ...own], settings);
  const text = readFileSync(result, 'utf8');
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MAX_RESULT_BYTES);
  return { code, stderr, result: trainingResultSchema.parse(JSON.parse(text)) };
}

async function trained(...args: readonly string[]): Promise<Trained> {
  const { code, stderr, result } = await job(args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return assertTrained(result);
}

function assertTrained(result: TrainingResult): Trained {
  if (result.result !== 'trained') throw new Error(JSON.stringify(result));
  return result;
}

describe('a training pod', () => {
  it('publishes a version and tells of it', async () => {
    const store = newStore();
    const result = await trained(CATALOGUE, '--store', store, '--model', 'films');
    expect(result).toMatchObject({
      model: 'films',
      version: result.id.slice(0, 12),
      catalogue: { fileDigest: digestOf(CATALOGUE), rows: { read: 203, accepted: 203 } },
      counts: { films: 203 },
    });
    expect(Object.keys(result.figures)).not.toEqual([]);
    const path = join(store, 'films/versions', result.id, 'model.safetensors');
    expect(digestOf(path)).toBe(`sha256:${result.id}`);
  });

  it('compares with a version, and does without where that is gone', async () => {
    const store = newStore();
    const before = await trained(CATALOGUE, '--store', store);
    const after = await trained(OTHER, '--store', store, '--compare', before.id);
    expect(after.comparison).toMatchObject({ with: before.id, asked: 149 });
    expect(after.comparison?.overlap).toBeGreaterThan(0);
    expect(after.comparison?.overlap).toBeLessThan(1);
    const same = await trained(CATALOGUE, '--store', store, '--compare', before.id);
    expect(same.comparison).toMatchObject({ overlap: 1, rankCorrelation: 1, identicalLists: 203 });
    const lost = await job([CATALOGUE, '--store', store, '--compare', 'f'.repeat(64)]);
    expect(lost.code).toBe(0);
    expect(assertTrained(lost.result).comparison).toBeUndefined();
    expect(lost.stderr).toContain('not compared');
  });

  it.each(['hybrid', 'sklearn'])(
    'of 4 shards makes the version of one, preset %s',
    async (preset) => {
      const whole = await trained(CATALOGUE, '--store', newStore(), '--preset', preset);
      const store = newStore();
      const common = [CATALOGUE, '--store', store, '--training', 'abc', '--preset', preset];
      const shards = await Promise.all(
        [0, 1, 2, 3].map((shard) => job([...common, '--shard', `${shard}/4`])),
      );
      expect(shards.map(({ result }) => result)).toEqual(
        [50, 51, 51, 51].map((films, shard) => ({ result: 'shard', shard, of: 4, films })),
      );
      expect(readdirSync(join(store, 'movies/training/abc'))).toHaveLength(4);
      const merged = await trained(...common, '--merge', '4');
      expect(merged.id).toBe(whole.id);
      expect(
        readdirSync(store, { recursive: true }).filter((path) => String(path).includes('rows-')),
      ).toEqual([]);
    },
  );

  it('takes no shards of another catalogue, nor fewer than all', async () => {
    const common = ['--store', newStore(), '--training', 'abc'];
    await job([OTHER, ...common, '--shard', '0/2']);
    await job([CATALOGUE, ...common, '--shard', '1/2']);
    const mixed = await job([CATALOGUE, ...common, '--merge', '2']);
    expect(mixed.code).toBe(1);
    expect(mixed.result).toMatchObject({ reason: 'ShardsMissing' });
    const missing = await job([CATALOGUE, ...common, '--merge', '3']);
    expect(missing.result).toMatchObject({
      reason: 'ShardsMissing',
      message: expect.stringContaining('shard 0 of 3') as string,
    });
  });

  it('follows settings that a resource may state', async () => {
    const args = [CATALOGUE, '--store', newStore()];
    const plain = await trained(...args);
    const weighted = await trained(...args, '--weights', 'text=1,genres=0');
    expect(weighted.id).not.toBe(plain.id);
    const few = await trained(...args, '--neighbours', '3', '--language', 'es');
    expect(few.id).not.toBe(plain.id);
  });

  describe('with a web server', () => {
    let server: Server;
    let url: string;
    beforeAll(async () => {
      server = createServer((request, response) => {
        const [, status = '', name] = /^\/(\d+)\/(.+)$/.exec(request.url ?? '') ?? [];
        response.statusCode = Number(status);
        response.end(name === 'films.jsonl' ? readFileSync(CATALOGUE) : 'nothing');
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    afterAll(() => void server.close());

    it('fetches a catalogue, by its digest', async () => {
      const digest = digestOf(CATALOGUE);
      const args = ['--store', newStore(), '--catalogue-digest', digest];
      const { catalogue } = await trained(`${url}/200/films.jsonl`, ...args);
      expect(catalogue).toMatchObject({ fileDigest: digest, location: `${url}/200/films.jsonl` });
    });

    const bad = join(scratch, 'bad.jsonl');
    writeFileSync(bad, '{"id":1}\n{"id":2}\n');
    const half = join(scratch, 'half.jsonl');
    writeFileSync(half, `{"id":1}\n${JSON.stringify(FILMS[0])}\n`);
    const readOnly = join(scratch, 'a-file');
    writeFileSync(readOnly, '');
    mkdirSync(join(scratch, 'empty'));

    const FAILURES: readonly (readonly [string, () => readonly string[], string])[] = [
      ['a catalogue without films', () => [bad], 'CatalogueUnusable'],
      ['an empty folder', () => [join(scratch, 'empty')], 'CatalogueUnusable'],
      ['a catalogue that is not there', () => [join(scratch, 'none.csv')], 'CatalogueNotFound'],
      ['too many refused rows', () => [half, '--max-refused', '10%'], 'CatalogueRefused'],
      [
        'another catalogue than expected',
        () => [CATALOGUE, '--catalogue-digest', digestOf(OTHER)],
        'DigestMismatch',
      ],
      [
        'a weight of nothing',
        () => [CATALOGUE, '--weights', 'text=0,genres=0,keywords=0,people=0,era=0,language=0'],
        'BadParameters',
      ],
      ['a language that is none', () => [CATALOGUE, '--language', 'english'], 'BadParameters'],
      ['a page that is not there', () => [`${url}/404/films.jsonl`], 'CatalogueNotFound'],
      ['a server in trouble', () => [`${url}/503/films.jsonl`], 'SourceUnreachable'],
      ['a server with too much to do', () => [`${url}/429/films.jsonl`], 'SourceUnreachable'],
      ['no server', () => ['http://127.0.0.1:9/films.jsonl'], 'SourceUnreachable'],
      ['a store that cannot be written', () => [CATALOGUE, '--store', readOnly], 'StoreFailed'],
    ];
    it.each(FAILURES)('%s is told, and whether to try again', async (_, args, reason) => {
      const { code, result } = await job(['--store', newStore(), ...args()]);
      expect(result).toMatchObject({ result: 'failed', reason });
      const isBadInput = BAD_INPUT_REASONS.some((known) => known === reason);
      expect(BAD_INPUT_EXIT_CODES.some((known) => known === code)).toBe(isBadInput);
      expect(code).not.toBe(0);
    });
  });

  describeS3('with a bucket', () => {
    let s3: S3Server;
    beforeAll(async () => {
      s3 = await startS3Server();
    });
    afterAll(() => s3.stop());

    it('reads a catalogue with other credentials than those of the store', async () => {
      const store = s3.newStore();
      const { code } = await run(TRAINER, ['fit', CATALOGUE, '--store', store], s3.credentials);
      expect(code).toBe(0);
      const versions = await run(TRAINER, ['list', '--store', store, '--json'], s3.credentials);
      expect(versions.code).toBe(0);
      const [, id] = /"id": ?"([0-9a-f]{64})"/.exec(versions.stdout) ?? [];
      // Any object will do to see that it was fetched: a manifest is no catalogue, but it is read.
      const object = new URL(store);
      object.pathname += `/movies/versions/${id}/manifest.json`;
      const settings = Object.fromEntries(
        Object.entries(s3.credentials).map(([name, value]) => [`CATALOGUE_${name}`, value]),
      );
      const read = await job([object.href, '--store', newStore()], settings);
      expect(read.result).toMatchObject({ reason: 'CatalogueUnusable' });
      const locked = await job([object.href, '--store', newStore()]);
      expect(locked.result).toMatchObject({ reason: 'SourceUnreachable' });
      object.pathname = object.pathname.replace('manifest', 'none');
      const missing = await job([object.href, '--store', newStore()], settings);
      expect(missing.result).toMatchObject({ reason: 'CatalogueNotFound' });
    });
  });
});
