import { execFileSync } from 'node:child_process';
import { z } from 'zod';
import { loadModel } from '#model';
import { fitModel, sampleModel, writeCatalogue } from './support/sample.js';

/** What the Python package `safetensors` finds in a file, with nothing of ours. */
const READ = `
import json, sys
from safetensors import safe_open
with safe_open(sys.argv[1], framework="np") as file:
    tensors = {name: file.get_tensor(name) for name in file.keys()}
    def texts(name):
        data, ends = tensors[name + ".bytes"].tobytes(), tensors[name + ".offsets"]
        return [data[a:b].decode("utf-8") for a, b in zip(ends[:-1], ends[1:])]
    print(json.dumps({
        "metadata": file.metadata(),
        "tensors": {name: [str(t.dtype), list(t.shape)] for name, t in tensors.items()},
        "titles": texts("films.title"),
        "minutes": tensors["films.runtimeMinutes.values"].tolist(),
        "terms": texts("vocabulary.terms"),
        "weights": [float(w) for w in tensors["matrix.weights"]],
        "neighbours": tensors["neighbours.films"].tolist(),
    }))
`;

/** A Python that has the package: `pip install safetensors numpy`. */
const PYTHON = [process.env.PYTHON, 'python3', '/usr/bin/python3'].find((python) => {
  try {
    if (python === undefined) return false;
    execFileSync(python, ['-c', 'import safetensors.numpy'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
});
if (PYTHON === undefined)
  console.log(
    'No Python with the package safetensors was found, its tests are skipped. To have it: ' +
      'python3 -m venv venv && venv/bin/pip install safetensors numpy, and PYTHON=venv/bin/python',
  );

const foundSchema = z.object({
  metadata: z.record(z.string(), z.string()),
  tensors: z.record(z.string(), z.tuple([z.string(), z.array(z.int())])),
  titles: z.array(z.string()),
  minutes: z.array(z.number()),
  terms: z.array(z.string()),
  weights: z.array(z.number()),
  neighbours: z.array(z.int()),
});

(PYTHON === undefined ? describe.skip : describe)('the Python package safetensors', () => {
  it.each<[string, () => Promise<string>]>([
    ['the sample', sampleModel],
    [
      'one film of a catalogue in two scripts',
      () =>
        fitModel(
          'one.safetensors',
          writeCatalogue('one.jsonl', [{ id: 'é', title: '七人 😀', runtimeMinutes: 207.5 }]),
        ),
    ],
  ])('reads a model, number by number and text by text (%s)', async (_, path) => {
    const file = await path();
    const found = foundSchema.parse(
      JSON.parse(
        execFileSync(PYTHON ?? '', ['-c', READ, file], { encoding: 'utf8', maxBuffer: 1e9 }),
      ),
    );
    const { model, catalogueDigest, evaluation, reference } = await loadModel(file);
    expect(JSON.parse(found.metadata.evaluation)).toEqual(evaluation);
    expect(JSON.parse(found.metadata.reference)).toEqual(reference);
    expect(found.metadata).toMatchObject({
      format: 'movie-recommender',
      formatVersion: '1',
      films: String(model.films.length),
      catalogueSha256: catalogueDigest,
    });
    expect(found.tensors['matrix.terms']).toEqual(['uint32', [model.matrix.terms.length]]);
    expect(found.tensors['films.runtimeMinutes.values']).toEqual(['float64', [model.films.length]]);
    expect(found.titles).toEqual(model.films.map(({ title }) => title));
    expect(found.minutes).toEqual(model.films.map(({ runtimeMinutes = 0 }) => runtimeMinutes));
    expect(found.terms).toEqual(model.vocabulary.terms);
    expect(found.weights).toEqual([...model.matrix.weights]);
    expect(found.neighbours).toEqual([...model.neighbours.films]);
  });
});
