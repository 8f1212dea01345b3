import fc from 'fast-check';
import { SideFacts } from '../side-facts.js';
import { tagsTable } from './movielens-tags.js';

type Tagging = readonly [user: string, film: string, tag: string];

function gathered(taggings: readonly Tagging[]): SideFacts {
  const facts = new SideFacts(tagsTable);
  taggings.forEach(([userId, movieId, tag], i) => {
    facts.take({ line: i + 2, fields: { userId, movieId, tag, timestamp: '0' } });
  });
  return facts;
}
const tagsOf = (...taggings: readonly (readonly [string, string])[]) =>
  gathered(taggings.map(([user, tag]) => [user, '1', tag])).of('1').keywords;

describe('the tags of MovieLens', () => {
  it('are keywords, those first that most users gave, then by the alphabet', () => {
    expect(tagsOf(['1', 'space'], ['1', 'boats'], ['2', 'boats'], ['2', 'art'])).toEqual([
      'boats',
      'art',
      'space',
    ]);
  });

  it('are the same in whatever case and with whatever white space', () => {
    expect(tagsOf(['1', 'Dark  Comedy'], ['2', ' dark comedy'], ['3', 'art'])).toEqual([
      'dark comedy',
      'art',
    ]);
  });

  it('count once for a user who gave one twice', () => {
    expect(tagsOf(['1', 'b'], ['1', 'B'], ['1', 'b'], ['1', 'a'], ['2', 'a'])).toEqual(['a', 'b']);
  });

  it.each([
    'in netflix queue',
    'no dvd at netflix',
    'Netflix',
    'DVD',
    "ada's dvds",
    'dvd-video',
    'VHS',
    'blu-ray',
    'seen 2001',
    'Seen at the cinema',
    'not seen',
    'unseen',
    'watched',
    'to see',
    'want to see again',
    'owned',
    'watchlist',
  ])('leave out %j, which is about its viewer', (tag) => {
    expect(tagsOf(['1', tag], ['1', 'art'])).toEqual(['art']);
    expect(gathered([['1', '1', tag]]).of('1')).toEqual({});
  });

  it.each([
    'golden watch',
    'oscar (best actress)',
    'imdb top 250',
    'overseen',
    'foreseen',
    'tourist',
  ])('keep %j, which is about the film', (tag) => {
    expect(tagsOf(['1', tag])).toEqual([tag]);
  });

  it('name a row without a tag', () => {
    const { held, faults } = tagsTable.gather({ userId: '1', movieId: '1', tag: ' ' }, undefined);
    expect(held).toBeUndefined();
    expect(faults).toEqual([expect.objectContaining({ reason: 'no tag', action: 'refused' })]);
  });

  it('are the thirty that a count over all rows finds, if users come one after the other', () => {
    const tagging = fc.tuple(
      fc.integer({ min: 1, max: 5 }),
      fc.constantFrom('1', '2'),
      fc.integer({ min: 0, max: 60 }),
    );
    fc.assert(
      fc.property(fc.array(tagging, { size: 'max', maxLength: 300 }), (drawn) => {
        const taggings = drawn
          .toSorted(([a], [b]) => a - b)
          .map(([user, film, tag]): Tagging => [String(user), film, `tag ${tag}`]);
        const facts = gathered(taggings);
        for (const film of ['1', '2'])
          expect(facts.of(film).keywords ?? []).toEqual(mostUsed(taggings, film).slice(0, 30));
      }),
    );
  });
});

/** All tags of a film by how many users gave them. */
function mostUsed(taggings: readonly Tagging[], film: string): string[] {
  const own = taggings.filter(([, other]) => other === film);
  const usersOf = (tag: string) =>
    new Set(own.filter(([, , other]) => other === tag).map(([user]) => user)).size;
  return [...new Set(own.map(([, , tag]) => tag))].sort().sort((a, b) => usersOf(b) - usersOf(a));
}
