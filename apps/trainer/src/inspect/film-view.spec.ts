import { BLOCKS, type Film, fit, PRESETS } from '#engine';
import { viewFilm } from './film-view.js';

const FILMS: readonly Film[] = [
  {
    id: 1,
    title: 'Heat',
    year: 1995,
    description: 'a robbery and a robber in the city',
    genres: ['Crime', 'Drama'],
    directors: ['Michael Mann'],
    cast: ['Al Pacino', 'Robert De Niro'],
  },
  { id: 2, title: 'Ronin', year: 1998, description: 'a robbery', genres: ['Crime'] },
  { id: 3, title: 'Bare' },
];
const model = fit(FILMS, PRESETS.hybrid);
const view = viewFilm(model, 0, 2);

describe('the view of a film', () => {
  it('has the film and every block that counts, in order', () => {
    expect(view.film).toEqual(FILMS[0]);
    expect(view.blocks.map(({ block }) => block)).toEqual(
      BLOCKS.filter((block) => block !== 'audience'),
    );
    const sklearn = viewFilm(fit(FILMS, PRESETS.sklearn), 0, 2);
    expect(sklearn.blocks.map(({ block }) => block)).toEqual(['text']);
  });

  it('takes the film apart without rest: all blocks together are its row', () => {
    const { starts, weights } = model.matrix;
    for (const film of FILMS.keys()) {
      const row = weights.subarray(starts[film], starts[film + 1]);
      const { blocks } = viewFilm(model, film, 1_000);
      const inBlocks = blocks.flatMap(({ strongest }) => strongest.map(({ weight }) => weight));
      expect(inBlocks.toSorted()).toEqual([...row].toSorted());
      expect(blocks.reduce((sum, { terms }) => sum + terms, 0)).toBe(row.length);
      const squares = row.reduce((sum, weight) => sum + weight * weight, 0);
      expect(blocks.reduce((sum, { norm }) => sum + norm * norm, 0)).toBeCloseTo(squares, 6);
    }
  });

  it('has so many terms of each block, the heaviest first, as a person reads them', () => {
    const { people, genres } = byBlock();
    expect(people.terms).toBe(3);
    expect(people.strongest.map(({ term }) => term)).toEqual(['Michael Mann', 'Al Pacino']);
    expect(people.strongest[0].weight).toBeGreaterThan(people.strongest[1].weight);
    // Of the two genres the rarer one weighs more.
    expect(
      genres.strongest.map(({ term, documentFrequency }) => [term, documentFrequency]),
    ).toEqual([
      ['Drama', 1],
      ['Crime', 2],
    ]);
  });

  it('has no norm above the root of the weight, and reaches it where much is known', () => {
    for (const { norm, weight } of view.blocks)
      expect(norm).toBeLessThanOrEqual(Math.sqrt(weight) + 1e-6);
    expect(byBlock().people.norm).toBeCloseTo(Math.sqrt(PRESETS.hybrid.blocks.people.weight), 6);
  });

  it('of a film of which nothing is known in a block is empty there', () => {
    const { keywords, era } = byBlock(2);
    for (const block of [keywords, era])
      expect(block).toMatchObject({ norm: 0, terms: 0, strongest: [] });
  });

  function byBlock(film = 0) {
    const { blocks } = viewFilm(model, film, 2);
    return Object.fromEntries(blocks.map((block) => [block.block, block]));
  }
});
