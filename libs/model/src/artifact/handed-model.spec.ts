import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { fit, type Model, PRESETS, Recommender } from '#engine';
import { answersOf, catalogues, partsOf } from '../testing/films.js';
import { decodeArtifact, encodeArtifact, type ModelFile } from './artifact.js';
import { decodeVerified, handOver } from './handed-model.js';

/** A model's file, read and verified here, and as it arrives in another thread. */
function readTwice(model: Model): readonly [ModelFile, ModelFile] {
  const buffer = new Uint8Array(Buffer.concat(encodeArtifact(model).chunks));
  const digest = createHash('sha256').update(buffer).digest('hex');
  const here = decodeArtifact({ buffer, digest });
  // What is handed over is gone here.
  const again = decodeArtifact({ buffer: buffer.slice(), digest });
  const { handed, memory } = handOver(buffer, here);
  const steps = decodeVerified(structuredClone(handed, { transfer: [...memory] }));
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return [again, value];
  }
}

/** What its titles and their beginnings find. */
function foundIn(model: Model) {
  const { titles } = new Recommender(model);
  return model.films.flatMap(({ title, originalTitle = title }) => [
    titles.find(title),
    titles.find(originalTitle),
    titles.search(title.slice(0, 4), 5),
  ]);
}

describe('a model that another thread has verified', () => {
  it('is equal in all its parts, and answers the same', () => {
    fc.assert(
      fc.property(catalogues, (films) => {
        const [here, there] = readTwice(fit(films, PRESETS.hybrid));
        expect(partsOf(there.model)).toEqual(partsOf(here.model));
        expect(answersOf(there.model)).toEqual(answersOf(here.model));
        expect(foundIn(there.model)).toEqual(foundIn(here.model));
        expect({ ...there, model: undefined }).toEqual({ ...here, model: undefined });
      }),
      { numRuns: 50 },
    );
  });
});
