import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filmSchema } from '#contracts';
import type { Logger } from '#telemetry';
import { LiveLog } from './live-log.js';
import { type IsSettled, LiveTitles, TooManyLiveTitlesError } from './live-titles.js';

const folder = mkdtempSync(join(tmpdir(), 'live-titles-'));
const LIVE_TITLES_FILE = join(folder, 'live.jsonl');
beforeEach(() => rmSync(LIVE_TITLES_FILE, { force: true }));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => jest.restoreAllMocks());

const nothing = () => undefined;
const logger = { info: nothing, warn: nothing, error: nothing } as unknown as Logger;
const film = (id: number, title = 'Kraken') => filmSchema.parse({ id, title });
const open = (isSettled: IsSettled = () => false, LIVE_TITLES_MAX = 10) =>
  LiveTitles.open({ LIVE_TITLES_FILE, LIVE_TITLES_MAX }, logger, isSettled);
const lines = () => readFileSync(LIVE_TITLES_FILE, 'utf8').split('\n').length - 1;

describe('LiveTitles', () => {
  it('has after a restart what it had before', async () => {
    const before = await open();
    await before.change(1, film(1));
    await before.change(2, undefined);
    await before.change(1, film(1, 'Kraken II'));
    const { current } = before;
    await before.close();
    const after = await open();
    expect(after.current).toEqual(current);
    expect(after.current).toEqual({
      revision: 3,
      changes: new Map([
        [1, film(1, 'Kraken II')],
        [2, undefined],
      ]),
    });
    await after.close();
  });

  it('shows a change when it is on the disk, and not before', async () => {
    const titles = await open();
    const { current } = titles;
    const changed = titles.change(1, film(1));
    expect(titles.current).toBe(current);
    expect(titles.saidOf(1)).toEqual({ film: film(1) });
    expect(await changed).toBe(1);
    expect(lines()).toBe(1);
    expect(titles.current.changes.get(1)).toEqual(film(1));
    await titles.close();
  });

  it('writes changes together that come while others are written', async () => {
    const append = jest.spyOn(LiveLog.prototype, 'append');
    const titles = await open();
    const revisions = await Promise.all([1, 2, 3, 2].map((id) => titles.change(id, film(id))));
    expect(revisions).toEqual([1, 2, 3, 4]);
    expect(append.mock.calls.map(([entries]) => entries.length)).toEqual([1, 3]);
    expect(titles.current.changes.size).toBe(3);
    await titles.close();
  });

  it('forgets changes that cannot be written, and goes on', async () => {
    const titles = await open();
    await titles.change(1, film(1));
    jest.spyOn(LiveLog.prototype, 'append').mockRejectedValueOnce(new Error('ENOSPC'));
    const failed = await Promise.allSettled([2, 3, 1].map((id) => titles.change(id, undefined)));
    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect([1, 2].map((id) => titles.saidOf(id))).toEqual([{ film: film(1) }, undefined]);
    expect(await titles.change(4, film(4))).toBe(2);
    expect(lines()).toBe(2);
    await titles.close();
  });

  it('takes as many films as are allowed, and changes of these beyond', async () => {
    const titles = await open(undefined, 2);
    await Promise.all([titles.change(1, film(1)), titles.change(2, undefined)]);
    await expect(titles.change(3, film(3))).rejects.toThrow(TooManyLiveTitlesError);
    expect(await titles.change(2, film(2))).toBe(3);
    await titles.close();
  });

  it('makes room by what the models in service have', async () => {
    const titles = await open((id) => id === 1, 2);
    await titles.change(1, film(1));
    await titles.change(2, film(2));
    await titles.change(3, film(3));
    expect([...titles.current.changes.keys()]).toEqual([2, 3]);
    await titles.close();
  });

  it('writes a long log anew, without what is settled, and keeps the revision', async () => {
    const titles = await open((id) => id === 1);
    await titles.change(1, film(1));
    for (let round = 0; round < 1_100; round++) await titles.change(2, film(2, `${round}`));
    expect(lines()).toBeLessThan(200);
    await titles.close();
    const after = await open();
    expect(after.current).toEqual({ revision: 1_101, changes: new Map([[2, film(2, '1099')]]) });
    await after.close();
  });
});
