import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import fc from 'fast-check';
import { fit, type Likes, PRESET_NAMES, PRESETS, withAudience } from '#engine';
import { ModelFileError } from '../errors.js';
import { answersOf, catalogues, FILMS, hybrid, partsOf } from '../testing/films.js';
import { loadModel, saveModel } from './model-file.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'model-'));
});
afterAll(() => rm(folder, { recursive: true }));

let files = 0;
/** A path that nothing has been written to, in a folder of its own that is not there yet. */
const freshPath = (): string => join(folder, `${files++}`, 'model.safetensors');

/** Three viewers who like "Heat" and "Le Samouraï", and one who likes everything. */
const LIKES: Likes = {
  filmIds: FILMS.map(({ id }) => id),
  starts: Uint32Array.of(0, 2, 4, 6, 11),
  films: Uint32Array.of(0, 2, 0, 2, 0, 2, 0, 1, 2, 3, 4),
};

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function failureOf(work: Promise<unknown>): Promise<ModelFileError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ModelFileError);
  return error as ModelFileError;
}

describe('a model that is saved and loaded', () => {
  it.each(PRESET_NAMES)('is equal in all its parts (%s)', async (preset) => {
    const path = freshPath();
    const model = fit(FILMS, PRESETS[preset]);
    await saveModel(path, model);
    const loaded = await loadModel(path);
    expect(partsOf(loaded.model)).toStrictEqual(partsOf(model));
  });

  it.each(PRESET_NAMES)('gives the same answers for the same reasons (%s)', async (preset) => {
    const path = freshPath();
    const model = fit(FILMS, PRESETS[preset]);
    await saveModel(path, model);
    const answers = answersOf((await loadModel(path)).model);
    expect(answers).toStrictEqual(answersOf(model));
    expect(answers.some(({ films }) => films.length > 0)).toBe(true);
  });

  it('is equal and answers the same, whatever the catalogue', () =>
    fc.assert(
      fc.asyncProperty(catalogues, fc.constantFrom(...PRESET_NAMES), async (films, preset) => {
        const path = freshPath();
        const model = fit(films, PRESETS[preset]);
        const saved = await saveModel(path, model);
        const loaded = await loadModel(path);
        expect(partsOf(loaded.model)).toStrictEqual(partsOf(model));
        expect(answersOf(loaded.model)).toStrictEqual(answersOf(model));
        expect({ ...loaded, model }).toEqual({ ...saved, model });
      }),
      { seed: 64, numRuns: 100 },
    ));

  it('is equal and answers the same where an audience counts', async () => {
    const path = freshPath();
    const model = fit(FILMS, withAudience(PRESETS.hybrid), undefined, LIKES);
    await saveModel(path, model);
    const loaded = (await loadModel(path)).model;
    expect(partsOf(loaded)).toStrictEqual(partsOf(model));
    const answers = answersOf(loaded);
    expect(answers).toStrictEqual(answersOf(model));
    const reasons = answers.flatMap((answer) => answer.reasons.flatMap((found) => found.reasons));
    expect(reasons.map(({ term }) => term)).toContain('liked by the same viewers');
  });

  it('may hold no film at all', async () => {
    const path = freshPath();
    await saveModel(path, fit([], PRESETS.hybrid));
    const { model } = await loadModel(path);
    expect(model.films).toEqual([]);
    expect(answersOf(model).every(({ films }) => films.length === 0)).toBe(true);
  });

  it('finds its terms by name again', async () => {
    const path = freshPath();
    await saveModel(path, hybrid);
    const { vocabulary } = (await loadModel(path)).model;
    const numbers = vocabulary.terms.map((term, t) => vocabulary.idOf(vocabulary.blockOf(t), term));
    expect(numbers).toEqual(vocabulary.terms.map((_, t) => t));
  });
});

describe('saveModel', () => {
  it('writes the same bytes for the same model', async () => {
    const [first, second] = [freshPath(), freshPath()];
    const a = await saveModel(first, hybrid);
    const b = await saveModel(second, hybrid);
    expect(a.digest).toBe(b.digest);
    expect(await readFile(first)).toEqual(await readFile(second));
  });

  it('writes the same bytes whatever the order of the catalogue', async () => {
    const a = await saveModel(freshPath(), hybrid);
    const b = await saveModel(freshPath(), fit(FILMS.toReversed(), PRESETS.hybrid));
    expect(b.digest).toBe(a.digest);
  });

  it('writes the same bytes for a model that was loaded', async () => {
    const path = freshPath();
    const saved = await saveModel(path, hybrid);
    const again = await saveModel(freshPath(), (await loadModel(path)).model);
    expect(again.digest).toBe(saved.digest);
  });

  it('writes other bytes for another model', async () => {
    const a = await saveModel(freshPath(), hybrid);
    const b = await saveModel(freshPath(), fit(FILMS.slice(1), PRESETS.hybrid));
    const c = await saveModel(freshPath(), fit(FILMS, PRESETS.sklearn));
    expect(new Set([a.digest, b.digest, c.digest]).size).toBe(3);
  });

  it('tells the sha256 and the size of the file, and so does loadModel', async () => {
    const path = freshPath();
    const saved = await saveModel(path, hybrid);
    const bytes = await readFile(path);
    const digest = sha256(bytes);
    const facts = { digest, version: digest.slice(0, 12), bytes: bytes.length };
    expect(saved).toMatchObject(facts);
    expect(await loadModel(path)).toMatchObject(facts);
  });

  it('creates the folder and leaves nothing in it but the model', async () => {
    const path = join(folder, 'new', 'folder', 'of', 'models', 'model.safetensors');
    await saveModel(path, hybrid);
    expect(await readdir(dirname(path))).toEqual([basename(path)]);
  });

  it('replaces an older model', async () => {
    const path = freshPath();
    await saveModel(path, fit([], PRESETS.hybrid));
    const { digest } = await saveModel(path, hybrid);
    expect((await loadModel(path)).digest).toBe(digest);
    expect(await readdir(dirname(path))).toEqual([basename(path)]);
  });

  it('shows a reader one whole model or the other, while many are written to one path', async () => {
    const path = freshPath();
    const models = [hybrid, fit(FILMS.slice(2), PRESETS.hybrid), fit([], PRESETS.sklearn)];
    const { digest } = await saveModel(path, hybrid);
    const saves = Array.from({ length: 12 }, (_, i) => saveModel(path, models[i % 3]));
    const loads = Array.from({ length: 24 }, () => loadModel(path));
    const digests = new Set([digest, ...(await Promise.all(saves)).map((saved) => saved.digest)]);
    for (const loaded of await Promise.all(loads)) expect(digests).toContain(loaded.digest);
    expect(await readdir(dirname(path))).toEqual([basename(path)]);
  });

  it('throws a ModelFileError and leaves no temporary file where a folder stands in the way', async () => {
    const path = freshPath();
    await mkdir(join(path, 'inner'), { recursive: true });
    const { message } = await failureOf(saveModel(path, hybrid));
    expect(message).toContain(path);
    expect(await readdir(dirname(path))).toEqual([basename(path)]);
  });

  it('throws a ModelFileError where the folder cannot be created', async () => {
    const file = join(folder, 'a-file');
    await writeFile(file, '');
    const path = join(file, 'model.safetensors');
    const { message } = await failureOf(saveModel(path, hybrid));
    expect(message).toContain(path);
  });
});

describe('loadModel', () => {
  it('refuses a path that is missing, naming it', async () => {
    const path = join(folder, 'nowhere.safetensors');
    const { message, cause } = await failureOf(loadModel(path));
    expect(message).toContain(path);
    expect(cause).toMatchObject({ code: 'ENOENT' });
  });

  it('refuses a folder, naming it', async () => {
    const { message } = await failureOf(loadModel(folder));
    expect(message).toContain(folder);
  });

  it('refuses a file that is no model, naming it and the reason', async () => {
    const path = join(folder, 'text');
    await writeFile(path, 'no model');
    const { message } = await failureOf(loadModel(path));
    expect(message).toMatch(/text cannot be used: header of \d+ bytes in a file of 8/u);
  });
});
