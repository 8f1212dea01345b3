import fc from 'fast-check';
import { BLOCKS, type EngineConfig, PRESETS, withAudience, withoutPivots } from './config.js';
import { fit, type FitStage } from './fit.js';
import type { Film } from './film.js';
import { rowOf } from './index/neighbours.js';
import { invert } from './index/sparse-matrix.js';
import { Recommender } from './recommender.js';
import { catalogues, cataloguesWithLikes } from './testing/arbitraries.js';
import { aConfig, aFilm } from './testing/film-builder.js';
import { likesFrom } from './testing/likes-builder.js';
import { naiveSearch } from './testing/naive.js';

const presets = fc.constantFrom<EngineConfig>(PRESETS.hybrid, PRESETS.sklearn);

describe('fit', () => {
  it('gives the same model, whatever order the films come in', () => {
    const shuffled = catalogues().chain((films) =>
      fc.tuple(fc.constant(films), fc.shuffledSubarray([...films], { minLength: films.length })),
    );
    fc.assert(
      fc.property(shuffled, presets, ([films, other], config) => {
        expect(fit(other, config)).toEqual(fit(films, config));
      }),
    );
  });

  it('puts films in order of popularity and id, and their rows with them', () => {
    const films = [
      aFilm('b', { title: 'robot' }),
      aFilm(7, { title: 'kraken' }),
      aFilm('a', { title: 'tango', popularity: 5 }),
    ];
    const { films: ordered, matrix, vocabulary } = fit(films, aConfig({ text: 1 }));
    expect(ordered.map(({ id }) => id)).toEqual(['a', 7, 'b']);
    expect(Array.from(matrix.terms, (term) => vocabulary.terms[term])).toEqual([
      'tango',
      'kraken',
      'robot',
    ]);
  });

  it('leaves the films that it is given, and their order, as they are', () => {
    const films = Object.freeze(
      [2, 1].map((id) => Object.freeze(aFilm(id, { genres: ['Drama'] }))),
    );
    fit(films, PRESETS.hybrid);
    expect(films.map(({ id }) => id)).toEqual([2, 1]);
  });

  it('takes films from anything that can be walked once', () => {
    function* films(): Generator<Film> {
      yield aFilm(1, { title: 'kraken' });
      yield aFilm(2, { title: 'kraken' });
    }
    expect(fit(films(), PRESETS.hybrid).films).toHaveLength(2);
  });

  it('leaves an index that is the inverted matrix, and the configuration beside it', () => {
    fc.assert(
      fc.property(catalogues(), presets, (films, config) => {
        const model = fit(films, config);
        expect(model.index).toEqual(invert(model.matrix));
        expect(model.config).toBe(config);
      }),
    );
  });

  it('gives identical films without pivots the sum of the weights of the blocks that they have, and ties by order', () => {
    const facts = fc.record(
      {
        description: fc.constant('kraken robot'),
        genres: fc.constant(['Drama']),
        keywords: fc.constant(['desert train']),
        cast: fc.constant(['Ana Ruiz', 'Bo Chen']),
        year: fc.constant(1999),
        language: fc.constant('fr'),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(facts, fc.integer({ min: 2, max: 9 }), presets, (same, count, config) => {
        const weights = config.blocks;
        const present = {
          text:
            same.description !== undefined ||
            // Keywords are read as a text too, but not as scikit-learn reads one.
            (same.keywords !== undefined && config.analysis === 'language'),
          genres: same.genres !== undefined,
          keywords: same.keywords !== undefined,
          people: same.cast !== undefined,
          era: same.year !== undefined,
          language: same.language !== undefined,
          audience: false,
        };
        const sum = BLOCKS.reduce(
          (s, block) => s + (present[block] ? weights[block].weight : 0),
          0,
        );
        const films = Array.from({ length: count }, (_, id) => aFilm(id, same));
        const recommender = new Recommender(fit(films, withoutPivots(config)));
        for (let film = 0; film < count; film++) {
          const answer = recommender.recommend({ seeds: [{ film }], limit: 50 });
          const others = films.map((_, i) => i).filter((i) => i !== film);
          expect([...answer.films]).toEqual(sum > 0 ? others : []);
          for (const score of answer.scores) expect(score).toBeCloseTo(sum, 6);
        }
      }),
    );
  });

  it('makes of no films a model that answers every question with an empty list', () => {
    for (const config of Object.values(PRESETS)) {
      const recommender = new Recommender(fit([], config));
      const { films, query } = recommender.recommend({ text: 'a heist with ana ruiz', limit: 5 });
      expect(films).toHaveLength(0);
      expect(query.terms).toHaveLength(0);
      expect(recommender.recommend({ limit: 5, filter: { language: ['en'] } }).films).toHaveLength(
        0,
      );
      expect(recommender.indexOf(1)).toBeUndefined();
      expect(recommender.titles.suggest('heat', 5)).toEqual([]);
    }
  });

  it('makes of one film a model in which it has no neighbours', () => {
    const recommender = new Recommender(fit([aFilm(1, { title: 'kraken' })], PRESETS.hybrid));
    expect(recommender.recommend({ seeds: [{ film: 0 }], limit: 5 }).films).toHaveLength(0);
    expect([...recommender.recommend({ text: 'kraken', limit: 5 }).films]).toEqual([0]);
  });

  it('gives films without words no row, no neighbours and no place in a list', () => {
    const films = [
      aFilm(1),
      aFilm(2, { description: '… the of and !' }),
      aFilm(3, { title: 'kraken' }),
      aFilm(4, { title: 'kraken' }),
    ];
    const recommender = new Recommender(fit(films, PRESETS.hybrid));
    const { starts } = recommender.model.matrix;
    expect([starts[1], starts[2]]).toEqual([0, 0]);
    for (const film of [0, 1])
      expect(recommender.recommend({ seeds: [{ film }], limit: 5 }).films).toHaveLength(0);
    expect([...recommender.recommend({ seeds: [{ film: 2 }], limit: 5 }).films]).toEqual([3]);
  });

  it('keeps no NaN and no weight of 0 or less, whatever the films lack', () => {
    fc.assert(
      fc.property(catalogues(), presets, (films, config) => {
        const { matrix } = fit(films, config);
        for (const weight of matrix.weights) expect(weight).toBeGreaterThan(0);
      }),
    );
  });

  it.each<[Film['id'], string]>([
    [7, '7'],
    ['tt1', '"tt1"'],
  ])('refuses two films with the id %j and names it', (id, shown) => {
    const films = [aFilm(id, { popularity: 3 }), aFilm(1), aFilm(id)];
    expect(() => fit(films, PRESETS.hybrid)).toThrow(RangeError);
    expect(() => fit(films, PRESETS.hybrid)).toThrow(`two films have the id ${shown}`);
  });

  it('takes 1 and "1" for two ids', () => {
    expect(fit([aFilm(1), aFilm('1')], PRESETS.hybrid).films).toHaveLength(2);
  });

  it('refuses a bad configuration before it reads a single film', () => {
    function* films(): Generator<Film> {
      yield aFilm(1);
      throw new Error('read on');
    }
    const bad = { ...PRESETS.hybrid, neighbours: 0 };
    expect(() => fit(films(), bad)).toThrow('neighbours is 0');
  });

  it('keeps for each film what a full search for it finds', () => {
    fc.assert(
      fc.property(catalogues(), presets, fc.constantFrom(1, 4, 50), (films, config, limit) => {
        const { matrix, neighbours } = fit(films, { ...config, neighbours: limit });
        const { starts, films: nearest } = neighbours;
        for (let film = 0; film < films.length; film++)
          expect([...nearest.subarray(starts[film], starts[film + 1])]).toEqual(
            naiveSearch(matrix, rowOf(matrix, film), limit, { skip: film }).films,
          );
      }),
    );
  });

  it('keeps at most as many neighbours as the configuration says', () => {
    const films = Array.from({ length: 9 }, (_, id) => aFilm(id, { genres: ['Drama'] }));
    const { neighbours } = fit(films, aConfig({ genres: 1 }, { neighbours: 4 }));
    expect(neighbours.limit).toBe(4);
    expect(neighbours.starts).toEqual(Uint32Array.from({ length: 10 }, (_, i) => 4 * i));
  });

  it('tells how far it is: stage by stage, never backwards, each to its end', () => {
    const told: [FitStage, number, number][] = [];
    const films = ['kraken', 'robot', 'kraken'].map((title, id) => aFilm(id, { title }));
    fit(films, PRESETS.hybrid, (...progress) => told.push(progress));
    const stages = [...new Set(told.map(([stage]) => stage))];
    expect(stages).toEqual(['vectorize', 'index', 'neighbours']);
    for (const [, , total] of told) expect(total).toBe(3);
    for (const stage of stages) {
      const done = told.filter(([other]) => other === stage).map(([, count]) => count);
      expect(done).toEqual([...done].sort((a, b) => a - b));
      expect(done.at(-1)).toBe(3);
    }
    // One stage after the other.
    expect(told.map(([stage]) => stages.indexOf(stage))).toEqual(
      told.map(([stage]) => stages.indexOf(stage)).sort((a, b) => a - b),
    );
  });

  it('gives the same model when nobody listens', () => {
    const films = [aFilm(1, { title: 'kraken' }), aFilm(2, { title: 'kraken' })];
    expect(fit(films, PRESETS.hybrid, () => undefined)).toEqual(fit(films, PRESETS.hybrid));
  });
});

describe('fit with likes', () => {
  const films = [aFilm(1, { title: 'kraken' }), aFilm(2), aFilm(3), aFilm(4, { title: 'kraken' })];
  const ids = films.map(({ id }) => id);
  const couple = [0, 1];
  const likes = likesFrom(ids, [couple, couple, couple, [2, 3]]);
  const config = withAudience(PRESETS.hybrid);
  const nearestTo = (film: number): number[] => {
    const { neighbours } = fit(films, config, undefined, likes);
    return [...neighbours.films.subarray(neighbours.starts[film], neighbours.starts[film + 1])];
  };

  it('brings films together that the same viewers like, and those that are alike as before', () => {
    expect(nearestTo(0).sort()).toEqual([1, 3]);
    expect(nearestTo(1)).toEqual([0]);
    expect(nearestTo(2)).toEqual([]);
  });

  it('gives the same model, whatever order the films come in', () => {
    const shuffled = cataloguesWithLikes().chain(([all, given]) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray([...all], { minLength: all.length }),
        fc.constant(given),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([all, other, given]) => {
        const model = fit(all, config, undefined, given);
        expect(fit(other, config, undefined, given)).toEqual(model);
      }),
    );
  });

  it('keeps no viewer: the terms of the audience are films of the catalogue', () => {
    const named = (terms: readonly string[]) =>
      terms.every((term) => /^(?:-?\d+|"id-\d+")$/u.test(term));
    fc.assert(
      fc.property(cataloguesWithLikes(), ([all, given]) => {
        const { vocabulary } = fit(all, config, undefined, given);
        const terms = vocabulary.terms.filter((_, t) => vocabulary.blockOf(t) === 'audience');
        expect(named(terms)).toBe(true);
        const known = new Set(all.map(({ id }) => JSON.stringify(id)));
        for (const term of terms) expect(known).toContain(term);
      }),
    );
  });

  it('weighs the other blocks as without likes, but for what the audience takes', () => {
    const share = Math.sqrt(1 - config.blocks.audience.weight);
    fc.assert(
      fc.property(cataloguesWithLikes(), ([all, given]) => {
        const [alone, both] = [fit(all, PRESETS.hybrid), fit(all, config, undefined, given)];
        const before = (row: number) => rowOf(alone.matrix, row);
        for (let row = 0; row < all.length; row++) {
          const { terms, weights } = rowOf(both.matrix, row);
          const others = terms.filter((term) => both.vocabulary.blockOf(term) !== 'audience');
          expect(others).toEqual(before(row).terms);
          others.forEach((_, e) =>
            expect(weights[e]).toBeCloseTo(share * before(row).weights[e], 6),
          );
        }
      }),
    );
  });

  it('tells of the audience first', () => {
    const told: string[] = [];
    fit(films, config, (stage, done, total) => told.push(`${stage} ${done} of ${total}`), likes);
    expect(told.slice(0, 5)).toEqual([
      'audience 1 of 4',
      'audience 2 of 4',
      'audience 3 of 4',
      'audience 4 of 4',
      'vectorize 4 of 4',
    ]);
  });

  it('refuses likes that would not count, and a weight for likes that nobody gave', () => {
    const ignored = () => fit(films, PRESETS.hybrid, undefined, likes);
    expect(ignored).toThrow(RangeError);
    expect(ignored).toThrow('blocks.audience.weight is 0, expected above 0 where likes are given');
    const missing = () => fit(films, config);
    expect(missing).toThrow(RangeError);
    expect(missing).toThrow('blocks.audience.weight is 0.15, expected 0 where no likes are given');
  });

  it('refuses broken likes', () => {
    const broken = { ...likes, films: likes.films.map((film) => film + 9) };
    expect(() => fit(films, config, undefined, broken)).toThrow('likes.films[0] is 9');
  });
});
