import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Film, fit, PRESETS } from '#engine';
import { saveModel } from '#model';
import { createRecommendCommand, FilmNotFoundError } from './recommend.command.js';

const FILMS: readonly Film[] = [
  { id: 300, title: 'Heat', year: 1995 },
  { id: 8, title: '300', year: 2006 },
  { id: 1917, title: 'Ran', year: 1985 },
  { id: '9', title: '1917', year: 2019 },
  { id: 7, title: 'Seven', year: 1995 },
  { id: '7', title: 'Yi Yi', year: 2000 },
  { id: 10, title: '007', year: 1967 },
  { id: 11, title: 'Undated' },
];

let folder: string;
let model: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recommend-'));
  model = join(folder, 'model.safetensors');
  await saveModel(model, fit(FILMS, PRESETS.hybrid));
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => jest.restoreAllMocks());

/** The title of the film that is understood. */
async function meant(...args: readonly string[]): Promise<string> {
  let printed = '';
  jest.spyOn(console, 'log').mockImplementation((text: string) => void (printed += text));
  await createRecommendCommand().parseAsync([...args, '--json', '--model', model], {
    from: 'user',
  });
  return (JSON.parse(printed) as { film: Film }).film.title;
}

describe('the film that is meant', () => {
  it.each([
    ['300', 'Heat'],
    ['1917', 'Ran'],
    ['7', 'Yi Yi'],
    ['8', '300'],
    ['ran', 'Ran'],
    ['007', '007'],
  ])('by %j without a year is %s: an id comes first', async (wanted, title) => {
    expect(await meant(wanted)).toBe(title);
  });

  it.each([
    ['300', '2006', '300'],
    ['1917', '2019', '1917'],
    ['300', '1995', 'Heat'],
    ['7', '1995', 'Seven'],
    ['7', '2000', 'Yi Yi'],
    ['seven', '1995', 'Seven'],
  ])('by %j of %s is %s: a title of that year, then an id', async (wanted, year, title) => {
    expect(await meant(wanted, '--year', year)).toBe(title);
  });

  it.each([
    ['8', '1995', '300 (2006) (id 8)'],
    ['7', '1900', 'Yi Yi (2000) (id 7), Seven (1995) (id 7)'],
    ['300', '1900', 'Heat (1995) (id 300), 300 (2006) (id 8)'],
    ['11', '1900', 'Undated (id 11)'],
  ])('is not found by %j of %s, but hinted at', async (wanted, year, hint) => {
    const asked = meant(wanted, '--year', year);
    await expect(asked).rejects.toThrow(FilmNotFoundError);
    await expect(asked).rejects.toThrow(`no film "${wanted}" of ${year}; did you mean ${hint}?`);
  });

  it.each(['08', '8.0', '+8', ' 8', '8e0', '0x8'])(
    'is not the one of id 8 by %j: an integer is written in one way',
    async (wanted) => {
      await expect(meant(wanted)).rejects.toThrow(FilmNotFoundError);
    },
  );
});
