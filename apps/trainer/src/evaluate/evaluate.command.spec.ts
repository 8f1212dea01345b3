import { join } from 'node:path';
import { evaluationSchema } from '#contracts';
import { CatalogueError } from '#catalog';
import { type Film, fit, PRESETS } from '#engine';
import { loadModel, ModelFileError, saveModel } from '#model';
import { createFitCommand } from '../fit/fit.command.js';
import { runCommand } from '../testing/run-command.js';
import { scratch, writeLines } from '../testing/scratch.js';
import { createEvaluateCommand } from './evaluate.command.js';

const FILMS: Film[] = Array.from({ length: 12 }, (_, id) => ({
  id,
  title: `${['Moon', 'Sea'][id % 2]} ${id}`,
  collection: ['Moon saga', 'Sea saga'][id % 2],
}));
const path = join(scratch, 'model.safetensors');
beforeAll(() => saveModel(path, fit(FILMS, PRESETS.hybrid)));

/** Twenty viewers who like one of the two series, and nothing of the other. */
const ratings = (): string =>
  writeLines('ratings.csv', [
    'userId,movieId,rating',
    ...Array.from({ length: 20 }, (_, user) =>
      FILMS.map(({ id }) => `${user},${id},${Number(id) % 2 === user % 2 ? 5 : 1}`),
    ).flat(),
  ]);

const evaluate = (...args: readonly string[]) => runCommand(createEvaluateCommand(), ...args);

describe('trainer evaluate', () => {
  it('shows a person figures with what they mean', async () => {
    const { stdout } = await evaluate(path);
    expect(stdout).toContain(`${path}: model `);
    expect(stdout).toMatch(/^heldOutCollectionRecall@10 +1\.000 +1\.000 to 1\.000 +parts of/mu);
    expect(stdout).toMatch(/^coverage@10 +1\.000 +films of the catalogue/mu);
    expect(stdout).not.toContain('ndcg');
  });

  it('asks held-out viewers where there are ratings', async () => {
    const { stdout } = await evaluate(path, '--ratings', ratings(), '--json');
    const { evaluation, ratings: report } = JSON.parse(stdout) as Record<string, unknown>;
    expect(evaluationSchema.parse(evaluation)['ndcg@10']).toEqual({ value: 1, low: 1, high: 1 });
    expect(report).toMatchObject({ users: 20, likes: 120 });
  });

  it('finds in a model what its file tells', async () => {
    const { stdout } = await evaluate(path, '--json');
    const { evaluation } = JSON.parse(stdout) as { evaluation: unknown };
    expect((await loadModel(path)).evaluation).toEqual(evaluation);
  });

  it.each([
    [['none.safetensors'], ModelFileError],
    [[path, '--ratings', path], CatalogueError],
  ])('%j fails', async (args, error) => {
    await expect(evaluate(...args)).rejects.toThrow(error);
  });
});

describe('a fit with ratings', () => {
  const fitted = async (...args: readonly string[]) => {
    const out = join(scratch, 'fitted.safetensors');
    const catalogue = writeLines('films.jsonl', FILMS);
    const all = [catalogue, '--out', out, '--ratings', ratings(), '--json', ...args];
    const { stdout } = await runCommand(createFitCommand(), ...all);
    const last = stdout.trimEnd().split('\n').at(-1) ?? '';
    return { out, model: JSON.parse(last) as { evaluation: Record<string, unknown> } };
  };

  it('tells what held-out viewers find of it, which is no part of the file', async () => {
    const { out, model } = await fitted();
    expect(model.evaluation).toMatchObject({ 'hit@10': { value: 1 }, 'coverage@10': { value: 1 } });
    const { evaluation } = await loadModel(out);
    expect(evaluation).not.toHaveProperty('hit@10');
    expect(evaluation).toHaveProperty('coverage@10');
  });

  it('does without, and is the same file, when it is told to', async () => {
    const { out, model } = await fitted();
    const { digest } = await loadModel(out);
    const quick = await fitted('--no-evaluate');
    expect(quick.model.evaluation).not.toHaveProperty('hit@10');
    expect(model.evaluation).toHaveProperty('hit@10');
    expect((await loadModel(quick.out)).digest).toBe(digest);
  });
});
