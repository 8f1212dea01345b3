import { join } from 'node:path';
import { fit, PRESETS } from '#engine';
import { saveModel } from '#model';
import { FilmNotFoundError } from '../films/find-film.js';
import { runCommand } from '../testing/run-command.js';
import { scratch } from '../testing/scratch.js';
import { createInspectCommand } from './inspect.command.js';

const FILMS = [
  { id: 1, title: 'Heat', year: 1995, description: 'a robbery in the city', genres: ['Crime'] },
  { id: 2, title: 'Heat', year: 1986, description: 'a robbery by the sea', genres: ['Crime'] },
  { id: 3, title: 'Bad \u001b[2J', description: '\u009b2J' },
];
const model = join(scratch, 'model.safetensors');
let version: string;
beforeAll(async () => ({ version } = await saveModel(model, fit(FILMS, PRESETS.hybrid))));

const inspect = (...args: readonly string[]) =>
  runCommand(createInspectCommand(), ...args, '--model', model);
const json = async (...args: readonly string[]): Promise<unknown> =>
  JSON.parse((await inspect(...args, '--json')).stdout);

describe('inspect a film', () => {
  it('shows its facts, its blocks and its strongest terms', async () => {
    const { stdout } = await inspect('heat', '--year', '1986');
    expect(stdout).toMatch(/^Heat \(1986\)$/mu);
    expect(stdout).toMatch(/^description +a robbery by the sea$/mu);
    expect(stdout).toMatch(/^text +0\.46 +0\.\d{3} +0\.\d{3} +3$/mu);
    expect(stdout).toMatch(/^genres +Crime +0\.\d{3} +2$/mu);
  });

  it('tells a program the same', async () => {
    expect(await json('1', '--terms', '1')).toMatchObject({
      film: FILMS[0],
      blocks: [
        { block: 'text', weight: 0.46, terms: 3, strongest: [{ documentFrequency: 1 }] },
        { block: 'genres', strongest: [{ term: 'Crime', documentFrequency: 2 }] },
        { block: 'keywords' },
        { block: 'people' },
        { block: 'era' },
        { block: 'language' },
      ],
    });
  });

  it('shows no control character of the catalogue', async () => {
    for (const args of [['3'], [], ['--vocabulary']])
      expect((await inspect(...args)).stdout).not.toMatch(/[\u001b\u009b]/u);
  });

  it('that is not there fails', async () => {
    await expect(inspect('Ronin')).rejects.toThrow(FilmNotFoundError);
  });
});

describe('inspect the vocabulary', () => {
  it('shows the terms of each block from both ends', async () => {
    const { stdout } = await inspect('--vocabulary');
    expect(stdout).toMatch(/^genres +1 +0$/mu);
    expect(stdout).toMatch(/^Crime +2 +Crime +2$/mu);
  });

  it('tells a program the same, as many terms as asked for', async () => {
    const { blocks } = (await json('--vocabulary', '-k', '1')) as { blocks: object[] };
    expect(blocks).toContainEqual({
      block: 'genres',
      terms: 1,
      inOneFilm: 0,
      mostCommon: [{ term: 'Crime', documentFrequency: 2 }],
      leastCommon: [{ term: 'Crime', documentFrequency: 2 }],
    });
  });
});

describe('inspect the catalogue', () => {
  it.each([[[]], [['--catalogue']]])(
    'with %j shows the model and its films as charts',
    async (args) => {
      const { stdout } = await inspect(...args);
      expect(stdout).toContain(`${model}: model ${version}, hybrid, 3 films`);
      expect(stdout).toMatch(/^1980s +█+ 1$/mu);
      expect(stdout).toMatch(/^Crime █+ 2$/mu);
      expect(stdout).toMatch(/^year +█.* 66\.7%$/mu);
      expect(stdout).toContain('Score of the nearest film, of 3 films asked:');
    },
  );

  it('tells a program the same', async () => {
    expect(await json()).toMatchObject({
      model: { path: model, version, preset: 'hybrid', films: 3, neighbours: 50 },
      decades: [
        { decade: 1980, films: 1 },
        { decade: 1990, films: 1 },
        { decade: null, films: 1 },
      ],
      genres: [{ label: 'Crime', films: 2 }],
      languages: [],
      coverage: { title: 3, year: 2 },
      descriptions: { films: 3, characters: { least: 3, most: 21 } },
      neighbourScores: { asked: 3, nearest: { most: expect.any(Number) as number } },
    });
  });
});

describe('inspect is asked for one thing at a time', () => {
  it.each([
    [['heat', '--vocabulary'], 'film "heat" cannot be used with --vocabulary'],
    [['heat', '--catalogue'], 'film "heat" cannot be used with --catalogue'],
    [['--catalogue', '--vocabulary'], "'--catalogue' cannot be used with option '--vocabulary'"],
    [['--terms', '0'], "'0' is invalid. expected an integer from 1 to 9999"],
  ])('%j', async (args, message) => {
    await expect(inspect(...args)).rejects.toThrow(message);
  });
});
