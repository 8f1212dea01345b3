import type { Block } from './config.js';
import { fit } from './fit.js';
import type { Film } from './film.js';
import { Recommender } from './recommender.js';
import { aConfig, aFilm } from './testing/film-builder.js';
import { wishAsFilm } from './wish.js';

const EVENLY = { text: 0.25, genres: 0.25, keywords: 0.25, people: 0.25 };
const films: readonly Film[] = [
  aFilm(1, {
    title: 'Ronin',
    description: 'Mercenaries chase a case through Paris',
    genres: ['Crime', 'Science Fiction'],
    keywords: ['bank robbery', 'robbery', 'mafia', 'Café', 'fire'],
    directors: ['Penélope Cruz'],
    cast: ['Robert De Niro', 'Cher', "Lupita Nyong'o"],
  }),
  aFilm(2, {
    title: 'Elsewhere',
    genres: ['Sci-Fi', 'Western'],
    keywords: ['neo-noir', 'one two three four five', 'one two three four five six'],
    cast: [
      'Samuel L. Jackson',
      'Jean-Claude Van Damme',
      'Robert Downey Jr.',
      '송강호',
      'Song Kang-ho',
    ],
  }),
];
const recommender = new Recommender(fit(films, aConfig(EVENLY)));
const wish = (text: string) => wishAsFilm(text, recommender.model.vocabulary);

/** The blocks by which a wish finds a film of the catalogue. */
function blocksShared(text: string, film: number): Block[] {
  const { query } = recommender.recommend({ text, limit: 1 });
  return [
    ...new Set(recommender.explain(query, film, 100).reasons.map(({ block }) => block)),
  ].sort();
}

describe('wishAsFilm', () => {
  it('has the words for its description', () => {
    expect(wish('A chase through Paris')).toMatchObject({
      title: '',
      description: 'A chase through Paris',
    });
  });

  it('has the genres that are named, in whatever case', () => {
    expect(wish('some SCIENCE fiction or a crime film').genres).toEqual([
      'science fiction',
      'crime',
    ]);
  });

  it('has the people that are named in full', () => {
    expect(wish('with robert de niro and PENELOPE CRUZ').cast).toEqual([
      'robert de niro',
      'penelope cruz',
    ]);
  });

  it('has no people by a part of their names, and none that have but one', () => {
    expect(wish('with robert or niro or cher').cast).toEqual([]);
  });

  it('has the keywords that are named, up to five words long', () => {
    expect(wish('a Bank Robbery').keywords).toContain('bank robbery');
    const counted = wish('one two three four five six').keywords;
    expect(counted).toContain('one two three four five');
    expect(counted).not.toContain('one two three four five six');
  });

  it('has what is named twice once', () => {
    expect(wish('crime, crime and crime').genres).toEqual(['crime']);
  });

  it('has no genre, phrase or person that the catalogue does not know, and each word as a keyword', () => {
    expect(wish('musical with doris day')).toMatchObject({
      genres: [],
      keywords: ['musical', 'with', 'doris', 'day'],
      cast: [],
    });
  });

  it.each(['', '   ', '?!'])('has nothing for the wish %j', (text) => {
    expect(wish(text)).toMatchObject({ genres: [], keywords: [], cast: [] });
  });
});

describe('a wish in words', () => {
  it('is compared in every block that it names something of', () => {
    const text = 'a crime film in paris with robert de niro about the mafia';
    expect(blocksShared(text, 0)).toEqual(['genres', 'keywords', 'people', 'text']);
    expect(blocksShared(text, 1)).toEqual([]);
  });

  it.each(['robbery', 'Robbery', 'mafia', 'café', 'cafe', 'fire', 'bank robbery'])(
    'finds films by the keyword in "a film about %s"',
    (keyword) => {
      expect(blocksShared(`a film about ${keyword}`, 0)).toContain('keywords');
    },
  );

  it.each([
    'Samuel L. Jackson',
    'samuel l jackson',
    'Jean-Claude Van Damme',
    'jean claude van damme',
    'Robert Downey Jr.',
    'robert downey jr',
    'Song Kang-ho',
  ])('finds films by the name in "something with %s"', (name) => {
    expect(blocksShared(`something with ${name}`, 1)).toContain('people');
  });

  it.each(["lupita nyong'o", 'Lupita Nyong’o'])(
    'finds films by the name in "something with %s"',
    (name) => {
      expect(blocksShared(`something with ${name}`, 0)).toContain('people');
    },
  );

  it.each(['sci-fi', 'Sci-Fi'])('finds films by the genre in "some %s, please"', (genre) => {
    expect(blocksShared(`some ${genre}, please`, 1)).toContain('genres');
  });

  it('finds films by a keyword with a hyphen', () => {
    expect(blocksShared('a neo-noir', 1)).toContain('keywords');
  });

  it('weighs as much in the blocks that it names as a film does', () => {
    const { weights } = recommender.recommend({
      text: 'crime with robert de niro',
      limit: 1,
    }).query;
    const squares = Array.from(weights).reduce((sum, weight) => sum + weight * weight, 0);
    // Genres and people; none of the words stands in a description.
    expect(squares).toBeCloseTo(0.5, 6);
  });

  it('weighs so much also in a model with pivots, which are for films of which little is known', () => {
    const plain = aConfig(EVENLY);
    const blocks = Object.fromEntries(
      Object.entries(plain.blocks).map(([block, rest]) => [block, { ...rest, pivot: 9 }]),
    ) as typeof plain.blocks;
    const pivoted = new Recommender(fit(films, { ...plain, blocks }));
    const request = { text: 'crime with robert de niro in paris', limit: 1 };
    expect(pivoted.recommend(request).query).toEqual(recommender.recommend(request).query);
  });

  it('of unknown words is an empty vector', () => {
    for (const text of ['zyzzyva qwxz', ''])
      expect(recommender.recommend({ text, limit: 1 }).query.terms).toHaveLength(0);
  });
});
