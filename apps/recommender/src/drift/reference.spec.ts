import { type Film, fit, PRESETS } from '#engine';
import { examine } from '#model';
import { LabelBins } from './bins.js';
import { expecting, type LabelShares, type ReferenceDistributions } from './reference.js';

const films: Film[] = Array.from({ length: 300 }, (_, id) => ({
  id,
  title: `film ${id}`,
  year: 1950 + (id % 60),
  genres: [['Crime', 'Drama', 'Comedy'][id % 3]],
  description: `moon bank word${id} word${id % 7}`,
}));
const model = fit(films, PRESETS.hybrid);
const { reference } = examine(model);

/** What is expected, and in how many steps it was made. */
function made(file: Parameters<typeof expecting>[0]): {
  expected: ReferenceDistributions;
  steps: number;
} {
  const work = expecting(file);
  for (let steps = 0; ; steps++) {
    const { done, value } = work.next();
    if (done === true) return { expected: value, steps };
  }
}

describe('what requests are held against', () => {
  it('is in the file: nothing is worked out', () => {
    const { expected, steps } = made({ model, reference });
    expect(steps).toBe(0);
    expect(expected.scores.references).toHaveLength(3);
    expect(expected.decades[0]).toMatchObject({ 1950: 0.166_667 });
  });

  it.each([
    ['has no reference', undefined],
    ['does not say what is asked for', { ...reference, requests: undefined }],
  ])('is the same, worked out in small steps, where an older file %s', (_, older) => {
    const { expected, steps } = made({ model, reference: older });
    expect(expected).toEqual(made({ model, reference }).expected);
    expect(steps).toBeGreaterThan(200);
  });

  it('takes the words from an older file', () => {
    const older = { ...reference, requests: undefined, words: { counted: 8, unknown: 2 } };
    expect(made({ model, reference: older }).expected.outOfVocabularyShare).toBe(0.25);
  });
});

describe('bins of labels', () => {
  it('keep what a reference leaves of 1 for labels that none names', () => {
    const references: LabelShares[] = [{ Crime: 0.5, crime: 0.125 }, { Drama: 1 }];
    const bins = new LabelBins(references, (label) => label.toLowerCase());
    expect(bins.references).toEqual([
      [0.625, 0, 0.375],
      [0, 1, 0],
    ]);
    expect(['CRIME', 'drama', 'Western'].map((label) => bins.of(label))).toEqual([0, 1, 2]);
  });
});
