import fc from 'fast-check';
import { PRESETS, type EngineConfig, withAudience } from './config.js';
import { fit } from './fit.js';
import { rowOf } from './index/neighbours.js';
import type { Model } from './model.js';
import { explain, type Explanation, type Reason } from './reasons.js';
import { Recommender } from './recommender.js';
import { catalogues, cataloguesWithLikes, filters, wishes } from './testing/arbitraries.js';
import { aConfig, aFilm } from './testing/film-builder.js';
import { likesFrom } from './testing/likes-builder.js';
import { cell, denseQuery, denseRow, dot } from './testing/naive.js';

const presets = fc.constantFrom<EngineConfig>(PRESETS.hybrid, PRESETS.sklearn);
const limit = fc.constantFrom(0, 1, 3, 1000);

const total = ({ reasons, rest }: Explanation) =>
  reasons.reduce((sum, { contribution }) => sum + contribution, rest);

const naiveRank = ({ block, contribution }: Reason): number =>
  Math.abs(contribution) * (block === 'era' || block === 'language' ? 0.2 : 1);

describe('an explanation', () => {
  it('adds up to the score of any two films, in both presets', () => {
    fc.assert(
      fc.property(catalogues(2), presets, limit, fc.nat(), fc.nat(), (films, config, n, i, j) => {
        const { matrix, vocabulary } = fit(films, config);
        const [a, b] = [i % films.length, j % films.length];
        const explanation = explain(vocabulary, rowOf(matrix, a), rowOf(matrix, b), n);
        const score = dot(denseRow(matrix, a), denseRow(matrix, b));
        expect(Math.abs(total(explanation) - score)).toBeLessThan(1e-6);
        expect(explanation.reasons.length).toBeLessThanOrEqual(n);
      }),
      { numRuns: 300 },
    );
  });

  it('adds up to the score of every answer to seeds, films to avoid and a wish in words', () => {
    const questions = fc.record({
      seeds: fc.array(fc.tuple(fc.nat(), fc.constantFrom(undefined, 0.5, 3)), { maxLength: 3 }),
      avoid: fc.array(fc.nat(), { maxLength: 2 }),
      text: fc.option(wishes, { nil: undefined }),
      filter: fc.option(filters, { nil: undefined, freq: 2 }),
    });
    fc.assert(
      fc.property(catalogues(3), presets, questions, limit, (films, config, question, n) => {
        const recommender = new Recommender(fit(films, config));
        const answer = recommender.recommend({
          ...question,
          seeds: question.seeds.map(([film, weight]) => ({ film: film % films.length, weight })),
          avoid: question.avoid.map((film) => ({ film: film % films.length })),
          limit: 30,
        });
        answer.films.forEach((film, i) => {
          const explanation = recommender.explain(answer.query, film, n);
          expect(Math.abs(total(explanation) - answer.scores[i])).toBeLessThan(1e-6);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('adds up to the score of every answer also where the audience counts, in one reason at most', () => {
    const questions = fc.record({
      seeds: fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
      avoid: fc.array(fc.nat(), { maxLength: 2 }),
      text: fc.option(wishes, { nil: undefined }),
    });
    fc.assert(
      fc.property(cataloguesWithLikes(3), questions, limit, ([films, likes], question, n) => {
        const config = withAudience(PRESETS.hybrid, 0.6);
        const recommender = new Recommender(fit(films, config, undefined, likes));
        const answer = recommender.recommend({
          seeds: question.seeds.map((film) => ({ film: film % films.length })),
          avoid: question.avoid.map((film) => ({ film: film % films.length })),
          text: question.text,
          limit: 30,
        });
        answer.films.forEach((film, i) => {
          const explanation = recommender.explain(answer.query, film, n);
          expect(Math.abs(total(explanation) - answer.scores[i])).toBeLessThan(1e-6);
          const ofAudience = explanation.reasons.filter(({ block }) => block === 'audience');
          expect(ofAudience.length).toBeLessThanOrEqual(1);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('names each shared term once, with the product of its two weights, the largest first and circumstances as a fifth', () => {
    fc.assert(
      fc.property(catalogues(2), presets, fc.nat(), fc.nat(), (films, config, i, j) => {
        const { matrix, vocabulary } = fit(films, config);
        const [a, b] = [i % films.length, j % films.length];
        // Every second weight counts against: avoided films make such queries.
        const row = rowOf(matrix, a);
        const query = { terms: row.terms, weights: row.weights.map((w, e) => (e % 2 ? -w : w)) };
        const wanted = denseQuery(query, matrix.columns);
        const shared = Array.from(wanted, (weight, term) => ({
          block: vocabulary.blockOf(term),
          term: vocabulary.surfaces[term],
          contribution: weight * cell(matrix, b, term),
        })).filter(({ contribution }) => contribution !== 0);
        // A word of the texts that is a keyword as well is named as a keyword, in its place.
        const twin = ({ block, term }: Reason) =>
          shared.find(
            (other) => other.term === term && block === 'text' && other.block === 'keywords',
          );
        const twins = new Set(shared.map(twin));
        const expected = shared
          .filter((reason) => !twins.has(reason))
          .map((reason) => ({
            ...reason,
            block: twin(reason)?.block ?? reason.block,
            contribution: (twin(reason)?.contribution ?? 0) + reason.contribution,
          }))
          // A stable sort: ties stay in the order of the terms' numbers.
          .sort((x, y) => naiveRank(y) - naiveRank(x));
        const { reasons, rest } = explain(vocabulary, query, rowOf(matrix, b), 1000);
        expect(reasons).toEqual(expected);
        expect(rest).toBe(0);
        expect(explain(vocabulary, query, rowOf(matrix, b), 2).reasons).toEqual(
          expected.slice(0, 2),
        );
      }),
    );
  });

  describe('of two films that are known', () => {
    const model: Model = fit(
      [
        aFilm(1, { genres: ['Crime'], directors: ['Michael Mann'], year: 1995 }),
        aFilm(2, { genres: ['crime'], cast: ['Michael Mann'], year: 1995 }),
        aFilm(3, { genres: ['Western'], year: 1950 }),
      ],
      aConfig({ genres: 0.25, people: 0.5, era: 0.25 }),
    );
    const recommender = new Recommender(model);

    it('names their blocks and terms as a person reads them', () => {
      const { query } = recommender.recommend({ seeds: [{ film: 0 }], limit: 1 });
      const { reasons, rest } = recommender.explain(query, 1, 5);
      expect(reasons.map(({ block, term }) => [block, term])).toEqual([
        ['people', 'Michael Mann'],
        ['genres', 'Crime'],
        ['era', '1990s'],
      ]);
      const expected = [0.5, 0.25, 0.25];
      reasons.forEach(({ contribution }, i) => expect(contribution).toBeCloseTo(expected[i], 6));
      expect(rest).toBe(0);
    });

    it('names a word of the texts that is a keyword as well once', () => {
      const films = [
        aFilm(1, { description: 'An imprisonment', keywords: ['prison', 'prison break'] }),
        aFilm(2, { description: 'A prison', keywords: ['prison', 'prison break'] }),
      ];
      const config = aConfig({ text: 0.5, keywords: 0.5 });
      const both = new Recommender(fit(films, config));
      const { query, scores } = both.recommend({ seeds: [{ film: 0 }], limit: 1 });
      const { reasons } = both.explain(query, 1, 9);
      expect(reasons.map(({ block, term }) => [block, term]).sort()).toEqual([
        ['keywords', 'break'],
        ['keywords', 'prison'],
        ['keywords', 'prison break'],
      ]);
      expect(total({ reasons, rest: 0 })).toBeCloseTo(scores[0], 6);
    });

    it('names nothing where nothing is shared', () => {
      const { query } = recommender.recommend({ seeds: [{ film: 0 }], limit: 1 });
      expect(recommender.explain(query, 2, 5)).toEqual({ reasons: [], rest: 0 });
    });

    it('names all that the audience says in one reason, among the others by its size', () => {
      const films = [1, 2, 3].map((id) => aFilm(id, { title: `Film ${id}`, genres: ['Crime'] }));
      const everything = [0, 1, 2];
      const likes = likesFrom([1, 2, 3], Array<number[]>(50).fill(everything));
      const fitted = fit(films, aConfig({ genres: 0.25, audience: 0.75 }), undefined, likes);
      const liked = new Recommender(fitted);
      const { query, scores } = liked.recommend({ seeds: [{ film: 0 }], limit: 1 });
      const { reasons, rest } = liked.explain(query, 1, 5);
      expect(reasons.map(({ block, term }) => [block, term])).toEqual([
        ['audience', 'liked by the same viewers'],
        ['genres', 'Crime'],
      ]);
      expect(reasons[0].contribution).toBeCloseTo(scores[0] - 0.25, 6);
      expect(rest).toBe(0);
      const none = liked.explain(liked.recommend({ text: 'crime', limit: 1 }).query, 1, 5);
      expect(none.reasons.map(({ block }) => block)).toEqual(['genres']);
    });

    it('names what an avoided film takes away as a contribution below 0', () => {
      const { query } = recommender.recommend({ seeds: [], avoid: [{ film: 1 }], limit: 1 });
      const { reasons } = recommender.explain(query, 0, 1);
      expect(reasons[0].block).toBe('people');
      expect(reasons[0].contribution).toBeCloseTo(-0.25, 6);
    });
  });
});
