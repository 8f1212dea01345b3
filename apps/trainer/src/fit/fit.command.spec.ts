import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PRESETS } from '#engine';
import { loadModel } from '#model';
import { createFitCommand } from './fit.command.js';

let folder: string;
let printed: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fit-'));
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(() => {
  printed = '';
  jest.spyOn(console, 'log').mockImplementation((text: string) => void (printed += `${text}\n`));
});
afterEach(() => jest.restoreAllMocks());

async function fitFilms(films: readonly object[], ...args: readonly string[]) {
  const catalogue = join(folder, 'films.jsonl');
  const out = join(folder, 'model.safetensors');
  await writeFile(catalogue, films.map((film) => JSON.stringify(film)).join('\n'));
  await createFitCommand()
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .parseAsync([catalogue, '--out', out, ...args], { from: 'user' });
  return (await loadModel(out)).model;
}

const HEAT = { id: 1, title: 'Heat' };

describe('the settings of a fit', () => {
  it('are those of the preset', async () => {
    const preset = { ...PRESETS.sklearn, textLanguage: 'fr', neighbours: 7 };
    jest.replaceProperty(PRESETS, 'sklearn', preset);
    expect((await fitFilms([HEAT], '--preset', 'sklearn')).config).toEqual(preset);
  });

  it('are overridden one by one', async () => {
    const { config } = await fitFilms([HEAT], '--language', 'de');
    expect(config).toEqual({ ...PRESETS.hybrid, textLanguage: 'de' });
    const { config: other } = await fitFilms([HEAT], '--neighbours', '3');
    expect(other).toEqual({ ...PRESETS.hybrid, neighbours: 3 });
  });

  it.each(['0', '1001', 'many'])('refuse %s neighbours', async (count) => {
    await expect(fitFilms([HEAT], '--neighbours', count)).rejects.toThrow('from 1 to 1000');
  });
});

describe('the findings of a fit', () => {
  const flawed = Array.from({ length: 1_200 }, (_, id) => ({ id, title: `Film ${id}`, year: -1 }));

  it('are all printed when the number that the report hints at is asked for', async () => {
    await fitFilms(flawed);
    const hint = /--findings (\d+)/u.exec(printed)?.[1] ?? '';
    expect(hint).toBe('1200');
    printed = '';
    await fitFilms(flawed, '--findings', hint);
    expect(printed.match(/repaired$/gmu)).toHaveLength(1_200);
  });

  it('are not printed when none is asked for', async () => {
    await fitFilms(flawed, '--findings', '0');
    expect(printed).not.toMatch(/repaired$/mu);
    expect(printed).toContain('and 1200 more findings');
  });

  it.each(['-1', '1.5', 'all', '', ' ', 'Infinity', '1e3'])('are not %j', async (count) => {
    await expect(fitFilms([HEAT], `--findings=${count}`)).rejects.toThrow('an integer from 0');
  });
});

it('the help of fit tells the table format and the defaults of the presets', () => {
  const help = createFitCommand().helpInformation();
  expect(help).toContain('CSV table');
  expect(help.replace(/\s+/gu, ' ')).toContain('ISO 639-1 (default: en)');
  expect(help.replace(/\s+/gu, ' ')).toContain('for each film (default: 50)');
});
