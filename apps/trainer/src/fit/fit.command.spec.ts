import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CatalogueError } from '#catalog';
import { PRESETS } from '#engine';
import { loadModel } from '#model';
import { TooManyRefusedError } from '../report/refusals.js';
import { runCommand } from '../testing/run-command.js';
import { scratch, writeLines } from '../testing/scratch.js';
import { createFitCommand } from './fit.command.js';

/** All that a film needs for nothing to be noted. */
const KNOWN = { year: 1995, description: 'a robbery', genres: ['Crime'] };
const HEAT = { id: 1, title: 'Heat', ...KNOWN };
/** Two rows of four are no films. */
const FLAWED = [HEAT, 'no JSON', { id: 2 }, { ...HEAT, id: 3, title: 'Ran', year: 30_000 }];

// A machine on which others work too may need its time.
jest.setTimeout(30_000);

const fit = (...args: readonly string[]) => runCommand(createFitCommand(), ...args);

/** Fits the films and gives the model and what was printed. */
async function fitFilms(rows: readonly unknown[], ...args: readonly string[]) {
  const catalogue = writeLines('films.jsonl', rows);
  const out = join(scratch, 'model.safetensors');
  const { stdout } = await fit(catalogue, '--out', out, ...args);
  return { stdout, model: (await loadModel(out)).model };
}

describe('the settings of a fit', () => {
  afterEach(() => jest.restoreAllMocks());

  it('are those of the preset', async () => {
    const preset = { ...PRESETS.sklearn, textLanguage: 'fr', neighbours: 7 };
    jest.replaceProperty(PRESETS, 'sklearn', preset);
    const { model } = await fitFilms([HEAT], '--preset', 'sklearn');
    expect(model.config).toEqual(preset);
  });

  it('are overridden one by one', async () => {
    const { model } = await fitFilms([HEAT], '--language', 'de');
    expect(model.config).toEqual({ ...PRESETS.hybrid, textLanguage: 'de' });
    const { model: other } = await fitFilms([HEAT], '--neighbours', '3');
    expect(other.config).toEqual({ ...PRESETS.hybrid, neighbours: 3 });
  });

  it('may name a language that there is not, with a warning', async () => {
    const catalogue = writeLines('films.jsonl', [HEAT]);
    const args = [catalogue, '--out', join(scratch, 'model.safetensors'), '--language', 'jp'];
    expect((await fit(...args)).stderr).toBe(
      'warning: no language has the code "jp" (did you mean ja, Japanese?): words are compared as ' +
        'they are written, without stemming and stop words\n',
    );
    const { stdout, stderr } = await fit(...args, '--json');
    expect(stderr).toBe('');
    expect(JSON.parse(stdout.split('\n')[0])).toMatchObject({ event: 'warning' });
  });

  it.each([
    ['--neighbours', '0', 'an integer from 1 to 1000'],
    ['--neighbours', '1001', 'an integer from 1 to 1000'],
    ['--neighbours', 'many', 'an integer from 1 to 1000'],
    ['--findings', '-1', 'an integer from 0'],
    ['--findings', '1e3', 'an integer from 0'],
    ['--language', 'english', 'ISO 639-1'],
    ['--encoding', 'klingon', 'the name of an encoding such as utf-8'],
    ['--max-refused', '1,5%', 'a number of rows such as 20'],
  ])(
    'are not %s %s: the bad value is named, and what was expected',
    async (option, value, hint) => {
      const fitted = fit(`${option}=${value}`);
      await expect(fitted).rejects.toThrow(`'${value}' is invalid`);
      await expect(fitted).rejects.toThrow(hint);
    },
  );

  it('are not two limits', async () => {
    await expect(fit('--strict', '--max-refused', '1')).rejects.toThrow('--max-refused');
  });
});

describe('the report of a fit', () => {
  const flawed = Array.from({ length: 1_200 }, (_, id) => ({
    ...KNOWN,
    id,
    title: `Film ${id}`,
    description: `number ${id}`,
    runtimeMinutes: -1,
  }));

  it('tells how to see every finding, and that is how', async () => {
    const { stdout } = await fitFilms(flawed);
    const hint = /--findings (\d+)/u.exec(stdout)?.[1] ?? '';
    expect(hint).toBe('1200');
    const { stdout: all } = await fitFilms(flawed, '--findings', hint);
    expect(all.match(/films\.jsonl:\d+ +runtimeMinutes +-1 /gmu)).toHaveLength(1_200);
    expect(all).not.toContain('--findings');
  });

  it('goes to a file, finding by finding, when that is asked for', async () => {
    const path = join(scratch, 'findings.jsonl');
    await fitFilms(flawed, '--report', path);
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    expect(lines).toHaveLength(1_201);
    expect(JSON.parse(lines[1_199])).toMatchObject({ event: 'finding', line: 1_200, value: '-1' });
    expect(JSON.parse(lines[1_200])).toMatchObject({ event: 'report', read: 1_200, refused: 0 });
  });
});

describe('a limit of refused rows', () => {
  it.each([['2'], ['50%']])('of %s is kept, and the model written', async (limit) => {
    const { model } = await fitFilms(FLAWED, '--max-refused', limit);
    expect(model.films).toHaveLength(2);
  });

  it.each([
    [['--strict'], 'allowed is 0'],
    [['--max-refused', '1'], 'allowed is 1'],
    [['--max-refused', '49.9%'], 'allowed is 49.9%'],
  ])(
    '%j is exceeded: the figure and the limit are told, and nothing is written',
    async (args, hint) => {
      const out = join(scratch, 'never.safetensors');
      const fitted = fit(writeLines('flawed.jsonl', FLAWED), '--out', out, ...args);
      await expect(fitted).rejects.toThrow(TooManyRefusedError);
      await expect(fitted).rejects.toThrow(`2 of 4 rows (50.0%) were refused, ${hint}`);
      expect(existsSync(out)).toBe(false);
    },
  );
});

describe('what a program is told of a fit', () => {
  const eventsOf = (stdout: string) =>
    stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  it('is progress of every stage, the report and the model, in JSON Lines', async () => {
    const out = join(scratch, 'model.safetensors');
    const { stdout } = await fitFilms(FLAWED, '--json');
    const events = eventsOf(stdout);
    const stages = events.filter(({ event }) => event === 'progress').map(({ stage }) => stage);
    expect([...new Set(stages)]).toEqual(['read', 'vectorize', 'index', 'neighbours']);
    expect(events).toContainEqual({ event: 'progress', stage: 'read', done: 4 });
    expect(events).toContainEqual({ event: 'progress', stage: 'neighbours', done: 2, total: 2 });
    expect(events.find(({ event }) => event === 'report')).toMatchObject({ read: 4, refused: 2 });
    const { version, digest, bytes, model, evaluation } = await loadModel(out);
    const number = expect.any(Number) as number;
    expect(events.at(-1)).toEqual({
      event: 'model',
      path: out,
      version,
      digest,
      preset: 'hybrid',
      films: 2,
      terms: model.vocabulary.size,
      bytes,
      ms: { read: number, fit: number, save: number },
      evaluation,
    });
  });

  it.each([
    ['too many refused', FLAWED, 5, '2 of 4 rows', TooManyRefusedError],
    ['no films at all', [], 3, 'films.jsonl', CatalogueError],
  ])('ends with the error and its exit code: %s', async (_, rows, exitCode, message, type) => {
    const lines: string[] = [];
    jest.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
    const command = createFitCommand().exitOverride();
    const args = [writeLines('films.jsonl', rows), '--json', '--strict'];
    await expect(command.parseAsync(args, { from: 'user' })).rejects.toThrow(type);
    jest.restoreAllMocks();
    expect(JSON.parse(lines.at(-1) ?? '')).toEqual({
      event: 'error',
      message: expect.stringContaining(message) as string,
      exitCode,
    });
  });
});

it('the help of fit tells the defaults of the presets and the mappings that there are', () => {
  const help = createFitCommand().helpInformation().replace(/\s+/gu, ' ');
  expect(help).toContain('ISO 639-1 (default: en)');
  expect(help).toContain('for each film (default: 50)');
  expect(help).toContain('tmdb-5000');
});
