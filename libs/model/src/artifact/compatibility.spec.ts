import { globSync, readFileSync } from 'node:fs';
import { Recommender } from '#engine';
import { readOf } from '../testing/fixtures.js';
import { loadModel } from './model-file.js';

const FIXTURES = globSync('test/fixtures/artifacts/*.safetensors').sort();

it('a file of every format that was ever released is kept', () => {
  expect(FIXTURES).toEqual(['test/fixtures/artifacts/format-1.safetensors']);
});

/*
 * These files are never written again. A reader that fails here would refuse models that are in
 * service somewhere: mend the reader (docs/artifact-format.md, "What may change").
 */
describe.each(FIXTURES)('%s', (path) => {
  const expected = JSON.parse(
    readFileSync(path.replace('.safetensors', '.json'), 'utf8'),
  ) as Record<string, unknown> & { readonly neighbours: readonly number[][] };

  it('is read as it was when it was written', async () => {
    const { config, ...rest } = JSON.parse(
      JSON.stringify(readOf(await loadModel(path))),
    ) as typeof expected;
    const { config: old, ...others } = expected;
    expect(rest).toEqual(others);
    // A later configuration may have more settings.
    expect(config).toMatchObject(old as object);
  });

  it('answers what it answered', async () => {
    const recommender = new Recommender((await loadModel(path)).model);
    expected.neighbours.forEach((list, film) => {
      const answer = recommender.recommend({ seeds: [{ film }], limit: 50 });
      expect([...answer.films]).toEqual(list);
    });
  });
});
