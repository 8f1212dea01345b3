import fc from 'fast-check';
import { BLOCKS, type EngineConfig, type Film, fit, PRESETS, Recommender } from '#engine';
import { catalogues, FILMS } from '../testing/films.js';
import { evaluateModel } from './evaluate-model.js';
import { kinQuestions, SHARED_FACTS } from './kin.js';
import { sample } from './sample.js';

/** Words alone, or keywords alone. */
const only = (block: 'text' | 'keywords'): EngineConfig => ({
  ...PRESETS.hybrid,
  blocks: Object.fromEntries(
    BLOCKS.map((name) => [
      name,
      { ...PRESETS.hybrid.blocks[name], pivot: 0, weight: name === block ? 1 : 0 },
    ]),
  ) as EngineConfig['blocks'],
});

/**
 * Two films of one series about the moon, two of another that share no word. All four share keywords
 * crosswise, so that what is found tells what was looked at.
 */
const SERIES: readonly Film[] = [
  { id: 1, title: 'x', description: 'moon rocket', collection: 'Moon', keywords: ['night'] },
  { id: 2, title: 'y', description: 'moon landing', collection: 'Moon', keywords: ['day'] },
  { id: 3, title: 'z', description: 'harbour', collection: 'Sea', keywords: ['night'] },
  { id: 4, title: 'v', description: 'lighthouse', collection: 'Sea', keywords: ['day'] },
].map((film) => ({ ...film, title: `${film.title}${film.title}` }));

const valuesOf = (films: readonly Film[], config: EngineConfig) =>
  Object.fromEntries(
    Object.entries(evaluateModel(fit(films, config))).map(([name, { value }]) => [name, value]),
  );

describe('the figures of a model without ratings', () => {
  it('are those of the lists: by words, the moon finds the moon and the sea nothing', () => {
    // Words of keywords are words as well, so that the crosswise pairs are found too.
    const films = SERIES.map((film) => ({ ...film, keywords: [] }));
    expect(valuesOf(films, only('text'))).toEqual({
      'heldOutCollectionRecall@10': 0.5,
      'collectionRecall@10': 0.5,
      'coverage@10': 0.5,
      'exposureGini@10': 0.5,
      emptyLists: 0.5,
    });
  });

  it('withhold what they ask about: by keywords alone a series is found only by its name', () => {
    const films = SERIES.map((film) => ({ ...film, keywords: [] }));
    expect(valuesOf(films, only('keywords'))).toMatchObject({
      'collectionRecall@10': 1,
      'heldOutCollectionRecall@10': 0,
    });
    expect(valuesOf(SERIES, only('keywords'))).toMatchObject({ 'heldOutKeywordRecall@10': 0 });
  });

  it('withhold one keyword and no other', () => {
    const films: Film[] = [
      { id: 1, title: 'xx', keywords: ['alpha', 'beta'] },
      { id: 2, title: 'yy', keywords: ['alpha', 'beta'] },
    ];
    expect(valuesOf(films, only('keywords'))).toMatchObject({ 'heldOutKeywordRecall@10': 1 });
  });

  it('are none of no films, and no shares of what is not there', () => {
    expect(evaluateModel(fit([], PRESETS.hybrid))).toEqual({});
    expect(evaluateModel(fit([{ id: 1, title: 'xx' }], PRESETS.hybrid))).toEqual({
      'coverage@10': { value: 0 },
      emptyLists: { value: 1 },
    });
  });

  it('are shares, the same for the same films in any order', () =>
    fc.assert(
      fc.property(catalogues, (films) => {
        const figures = evaluateModel(fit(films, PRESETS.hybrid));
        expect(evaluateModel(fit(films.toReversed(), PRESETS.hybrid))).toEqual(figures);
        for (const [name, { value, low = value, high = value }] of Object.entries(figures)) {
          expect(value).toBeGreaterThanOrEqual(name.startsWith('popularity') ? -1 : 0);
          expect(value).toBeLessThanOrEqual(1);
          expect(low).toBeLessThanOrEqual(value);
          expect(high).toBeGreaterThanOrEqual(value);
        }
      }),
      { seed: 5, numRuns: 60 },
    ));

  it('are of ten films also where fewer are kept ready', () => {
    const kept = fit(FILMS, { ...PRESETS.hybrid, neighbours: 1 });
    const all = fit(FILMS, PRESETS.hybrid);
    expect(evaluateModel(kept)['genreCoherence@10']).toEqual(
      evaluateModel(all)['genreCoherence@10'],
    );
  });

  it('are what a naive count over the lists that a person gets would say', () =>
    fc.assert(
      fc.property(catalogues, (films) => {
        const recommender = new Recommender(fit(films, PRESETS.hybrid));
        const { films: ordered } = recommender.model;
        const lists = ordered.map((_, film) => [
          ...recommender.recommend({ seeds: [{ film }], limit: 10 }).films,
        ]);
        const recalls = ordered.flatMap(({ collection }, film) => {
          const others = ordered.filter(
            (other, i) => i !== film && collection !== undefined && other.collection === collection,
          );
          if (others.length === 0) return [];
          return [
            lists[film].filter((listed) => others.includes(ordered[listed])).length / others.length,
          ];
        });
        const mean = recalls.reduce((a, b) => a + b, 0) / recalls.length;
        const figures = evaluateModel(recommender.model);
        if (recalls.length === 0) expect(figures['collectionRecall@10']).toBeUndefined();
        else expect(figures['collectionRecall@10'].value).toBeCloseTo(mean, 6);
        if (ordered.length > 0)
          expect(figures['coverage@10'].value).toBeCloseTo(
            new Set(lists.flat()).size / ordered.length,
            6,
          );
      }),
      { seed: 6, numRuns: 60 },
    ));

  it('tell how far they are', () => {
    const told: number[][] = [];
    evaluateModel(fit(SERIES, PRESETS.hybrid), (_, done, total) => told.push([done, total]));
    expect(told.at(0)).toEqual([1, 8]);
    expect(told.at(-1)).toEqual([8, 8]);
  });
});

describe('a question about kin', () => {
  const films: Film[] = [
    { id: 1, title: 'a', keywords: ['rare', 'common'] },
    { id: 2, title: 'b', keywords: ['rare', 'common'] },
    { id: 3, title: 'c', keywords: ['common', 'lone'] },
    { id: 4, title: 'd' },
  ];

  it('is about the label that the fewest films share, and there is none about a lone one', () => {
    const questions = kinQuestions(films, SHARED_FACTS.keyword, (count) => sample(count, 100));
    expect(questions).toEqual([
      { film: 0, label: 'rare', answers: new Set([1]) },
      { film: 1, label: 'rare', answers: new Set([0]) },
      { film: 2, label: 'common', answers: new Set([0, 1]) },
    ]);
  });

  it('is chosen from all that there are', () => {
    const questions = kinQuestions(films, SHARED_FACTS.keyword, (count) => sample(count, 1));
    expect(questions.map(({ film }) => film)).toEqual([0]);
  });
});
