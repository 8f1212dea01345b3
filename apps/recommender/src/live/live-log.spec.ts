import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filmSchema, type LiveEntry } from '#contracts';
import { LiveLog } from './live-log.js';
import { LiveLogError } from './live-log-error.js';

const folder = mkdtempSync(join(tmpdir(), 'live-log-'));
const path = join(folder, 'live.jsonl');
beforeEach(() => rmSync(path, { force: true }));
afterAll(() => rmSync(folder, { recursive: true }));

const film = (id: string | number, title: string) => filmSchema.parse({ id, title });
const ENTRIES: readonly LiveEntry[] = [
  { revision: 1, change: 'put', film: film(1, 'Ödland “é” \u2028 \ud800') },
  { revision: 2, change: 'delete', id: '1' },
  { revision: 3, change: 'put', film: film('é', 'x\ny') },
];

/** Opens the log, tells what is in it and what was said, and closes it. */
async function read() {
  const said: string[] = [];
  const warn = (_: unknown, message: string) => said.push(message);
  const { log, entries } = await LiveLog.open(path, { warn } as never);
  await log.close();
  return { entries, said };
}

async function write(entries = ENTRIES): Promise<Buffer> {
  const { log } = await LiveLog.open(path, { warn: () => undefined } as never);
  await log.append(entries);
  await log.close();
  return readFileSync(path);
}

const errorOf = (): Promise<unknown> =>
  read().then(
    () => 'it was read',
    (error: unknown) => (error instanceof LiveLogError ? error.message : error),
  );

describe('LiveLog', () => {
  it('begins empty, and reads what was appended', async () => {
    expect(await read()).toEqual({ entries: [], said: [] });
    await write();
    expect(await read()).toEqual({ entries: ENTRIES, said: [] });
  });

  it('wherever it is cut, has the lines before, and goes on', async () => {
    const whole = await write();
    for (let bytes = 0; bytes < whole.length; bytes++) {
      writeFileSync(path, whole.subarray(0, bytes));
      const kept = whole.subarray(0, bytes).filter((byte) => byte === 0x0a).length;
      const isTorn = bytes > 0 && whole[bytes - 1] !== 0x0a;
      expect(await read()).toEqual({
        entries: ENTRIES.slice(0, kept),
        said: isTorn ? ['a torn line was cut off'] : [],
      });
      await write([{ revision: 9, change: 'delete', id: 5 }]);
      expect((await read()).entries).toEqual([
        ...ENTRIES.slice(0, kept),
        { revision: 9, change: 'delete', id: 5 },
      ]);
    }
  });

  it('cuts off what a file system has filled with zeros', async () => {
    const whole = await write();
    writeFileSync(path, Buffer.concat([whole, Buffer.alloc(100)]));
    expect((await read()).entries).toEqual(ENTRIES);
    expect(statSync(path).size).toBe(whole.length);
  });

  it('whichever byte of a line is another, refuses and names the line', async () => {
    const whole = await write();
    const second = whole.indexOf(0x0a) + 1;
    const end = whole.indexOf(0x0a, second);
    for (let place = second; place < end; place++) {
      const damaged = Buffer.from(whole);
      damaged[place] ^= 0x01;
      writeFileSync(path, damaged);
      expect(await errorOf()).toMatch(/line 2 /u);
      expect(readFileSync(path)).toEqual(damaged);
    }
  });

  it.each<[what: string, change: (lines: string[]) => string, says: RegExp]>([
    ['a file of something else', () => '{"some": "thing"}\n', /line 1 is not \{"sha256"/u],
    ['one without a line feed', () => '{"some": "thing"}', /line 1 does not end/u],
    ['lines in another order', ([a, b, c]) => `${a}\n${c}\n${b}\n`, /line 3 has the revision 2/u],
    ['an empty line', ([a, b]) => `${a}\n\n${b}\n`, /line 2 is not/u],
    ['a half line before others', ([a, b]) => `${a.slice(0, 90)}\n${b}\n`, /line 1 is not/u],
    ['two lines in one', ([a, b]) => `${a}${b}\n`, /line 1 is damaged/u],
  ])('refuses %s, and leaves it as it is', async (_, change, says) => {
    const lines = (await write()).toString().split('\n');
    writeFileSync(path, change(lines));
    expect(await errorOf()).toMatch(says);
    expect(readFileSync(path, 'utf8')).toBe(change(lines));
  });

  it('names the path of a file that cannot be opened', async () => {
    const missing = join(folder, 'missing/live.jsonl');
    await expect(LiveLog.open(missing, { warn: () => undefined })).rejects.toThrow(
      /missing\/live\.jsonl: .*ENOENT/u,
    );
  });

  it('once written anew, has the new lines alone, and goes on behind them', async () => {
    const { log } = await LiveLog.open(path, { warn: () => undefined });
    await log.append(ENTRIES);
    await log.rewrite([{ revision: 3, change: 'compaction' }, ENTRIES[2]]);
    expect(log.lines).toBe(2);
    await log.append([{ revision: 4, change: 'delete', id: 7 }]);
    await log.close();
    expect((await read()).entries.map(({ revision }) => revision)).toEqual([3, 3, 4]);
  });
});
