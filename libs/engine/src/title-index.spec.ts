import fc from 'fast-check';
import { ordinaryTexts } from './testing/arbitraries.js';
import { aFilm } from './testing/film-builder.js';
import { normalizeTitle, TitleIndex } from './title-index.js';

const titles = [
  'The Matrix',
  'Amélie',
  'Heat',
  'Spider-Man: No Way Home',
  "Ocean's Eleven",
  'WALL·E',
  'A',
  '千と千尋の神隠し',
  'The Matrix Reloaded',
  'Seven Samurai',
  'Am',
];
const films = titles.map((title, id) => aFilm(id, { title }));
const index = new TitleIndex(films);
const titled = (found: readonly number[]) => found.map((film) => titles[film]);

describe('normalizeTitle', () => {
  it.each([
    ['The Matrix', 'the matrix', 'matrix'],
    ['Matrix, The', 'the matrix', 'matrix'],
    ['matrix', 'matrix', 'matrix'],
    ['Matrix, The ', 'the matrix', 'matrix'],
    ['Amélie', 'amelie', 'amelie'],
    ['AMÉLIE'.normalize('NFD'), 'amelie', 'amelie'],
    ['A', 'a', 'a'],
    ['The', 'the', 'the'],
    ['Plan A', 'plan a', 'plan a'],
    [
      'Good, the Bad and the Ugly, The',
      'the good the bad and the ugly',
      'good the bad and the ugly',
    ],
    ['La Haine', 'la haine', 'haine'],
    ['Haine, La', 'la haine', 'haine'],
    ['Die Hard', 'die hard', 'hard'],
    ['I, Robot', 'i robot', 'i robot'],
    ['As Good as It Gets', 'as good as it gets', 'as good as it gets'],
    ['O Brother, Where Art Thou?', 'o brother where art thou', 'o brother where art thou'],
    [
      'Crouching Tiger, Hidden Dragon',
      'crouching tiger hidden dragon',
      'crouching tiger hidden dragon',
    ],
    ["Ocean's Eleven", 'oceans eleven', 'oceans eleven'],
    ['Ocean’s Eleven', 'oceans eleven', 'oceans eleven'],
    ['  Heat!  ', 'heat', 'heat'],
    ['Йод', 'йод', 'йод'],
    [' $ ', '$', '$'],
    ['?!', '?!', '?!'],
    ['  ', '', ''],
  ])('writes %j as %j and, without its article, %j', (title, full, bare) => {
    expect(normalizeTitle(title)).toEqual({ full, bare });
  });
});

describe('TitleIndex.find', () => {
  it.each([
    ['the matrix', 'The Matrix'],
    ['Matrix, The', 'The Matrix'],
    ['MATRIX', 'The Matrix'],
    ['amelie', 'Amélie'],
    ['AMÉLIE', 'Amélie'],
    ['spider man no way home', 'Spider-Man: No Way Home'],
    ['Oceans Eleven', "Ocean's Eleven"],
    ['Ocean’s Eleven', "Ocean's Eleven"],
    ['wall-e', 'WALL·E'],
    ['a', 'A'],
    ['千と千尋の神隠し', '千と千尋の神隠し'],
  ])('finds by %j the film %j and no other', (asked, title) => {
    expect(titled(index.find(asked))).toEqual([title]);
  });

  it('finds every film by its own title', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(ordinaryTexts, fc.string({ unit: 'grapheme' })), {
          minLength: 1,
          maxLength: 8,
        }),
        (some) => {
          const own = new TitleIndex(some.map((title, id) => aFilm(id, { title })));
          some.forEach((title, i) => {
            if (title.trim() !== '') expect(own.find(title)).toContain(i);
          });
        },
      ),
    );
  });

  it('finds no film by a part of its title, by another title or by nothing', () => {
    for (const asked of ['Matri', 'Matrix Revolutions', '', ' ', '?!', '__proto__', 'constructor'])
      expect(index.find(asked)).toEqual([]);
  });

  it('finds all films of one title in catalogue order, and by year the one of that year', () => {
    const remakes = new TitleIndex([
      aFilm(1, { title: 'The Thing', year: 1982 }),
      aFilm(2, { title: 'Thing', year: 2011 }),
      aFilm(3, { title: 'The thing' }),
    ]);
    expect(remakes.find('the thing')).toEqual([0, 2]);
    expect(remakes.find('the thing', 2011)).toEqual([1]);
    expect(remakes.find('the thing', 1951)).toEqual([]);
  });

  it('tells titles apart that differ by an article', () => {
    const names = [
      'The Evil Dead',
      'Evil Dead',
      'Final Destination',
      'The Final Destination',
      'The Prophecy',
      'Prophecy',
      'Brothers',
      'The Brothers',
      'Hard',
      'Die Hard',
      'Robot',
      'I, Robot',
    ];
    const own = new TitleIndex(names.map((title, id) => aFilm(id, { title })));
    names.forEach((title, i) => expect(own.find(title)).toEqual([i]));
    expect(own.find('Evil Dead, The')).toEqual([0]);
    // With an article that neither has, both are meant.
    expect(own.find('An Evil Dead')).toEqual([0, 1]);
  });

  it('looks past the article for the film of that year', () => {
    const own = new TitleIndex([
      aFilm(1, { title: 'Evil Dead', year: 2013 }),
      aFilm(2, { title: 'The Evil Dead', year: 1981 }),
    ]);
    expect(own.find('Evil Dead', 2013)).toEqual([0]);
    expect(own.find('Evil Dead', 1981)).toEqual([1]);
    expect(own.find('Evil Dead', 1999)).toEqual([]);
  });

  it('finds titles without letters and digits as they are written', () => {
    const own = new TitleIndex([aFilm(1, { title: '$' }), aFilm(2, { title: '???' })]);
    expect([own.find(' $ '), own.find('???'), own.find('??')]).toEqual([[0], [1], []]);
  });

  it('finds a film by its original title too, once', () => {
    const own = new TitleIndex([
      aFilm(1, { title: 'Spirited Away', originalTitle: '千と千尋の神隠し' }),
      aFilm(2, { title: 'Heat', originalTitle: 'HEAT' }),
    ]);
    expect(own.find('千と千尋の神隠し')).toEqual([0]);
    expect(own.find('spirited away')).toEqual([0]);
    expect(own.find('heat')).toEqual([1]);
  });

  it('finds Turkish and Vietnamese titles without their accents', () => {
    const own = new TitleIndex([aFilm(1, { title: 'İstanbul' }), aFilm(2, { title: 'Việt' })]);
    expect([own.find('Istanbul'), own.find('Viet')]).toEqual([[0], [1]]);
  });

  it('finds nothing by a very long question', () => {
    expect(index.find('matrix '.repeat(20_000))).toEqual([]);
    expect(index.find(','.repeat(100_000))).toEqual([]);
  });
});

describe('TitleIndex.suggest', () => {
  it.each([
    ['Matirx', 'The Matrix'],
    ['the matrx', 'The Matrix'],
    ['Amelie', 'Amélie'],
    ['amlie', 'Amélie'],
    ['Spiderman no way home', 'Spider-Man: No Way Home'],
    ['oceans elevn', "Ocean's Eleven"],
    ['seven samuri', 'Seven Samurai'],
    ['heat', 'Heat'],
    ['Amleie', 'Amélie'],
    ['no way home', 'Spider-Man: No Way Home'],
  ])('forgives %j: the likest is %j', (asked, title) => {
    expect(titled(index.suggest(asked, 1))).toEqual([title]);
  });

  it('names a title that was asked for exactly before longer ones, and no film twice', () => {
    expect(titled(index.suggest('matrix', 5))).toEqual(['The Matrix', 'The Matrix Reloaded']);
  });

  it('ranks by how many letter triples are shared, then by catalogue order', () => {
    const words = fc.array(fc.constantFrom('ab', 'abc', 'bca', 'cab', 'x'), {
      minLength: 1,
      maxLength: 3,
    });
    const title = words.map((parts) => parts.join(''));
    // Dice's coefficient of the sets of three letters, two spaces before the title and one behind,
    // or seven tenths of the share of what was asked for that the title has.
    const triples = (text: string) => {
      const padded = `  ${text} `;
      return new Set(Array.from({ length: text.length + 1 }, (_, i) => padded.slice(i, i + 3)));
    };
    const likeness = (a: string, b: string) => {
      const [one, other] = [triples(a), triples(b)];
      const shared = [...one].filter((triple) => other.has(triple));
      const dice = (2 * shared.length) / (one.size + other.size);
      return Math.max(dice, (0.7 * shared.length) / one.size);
    };
    fc.assert(
      fc.property(
        fc.array(title, { maxLength: 12 }),
        title,
        fc.integer({ min: 1, max: 12 }),
        (all, asked, limit) => {
          const own = new TitleIndex(all.map((text, id) => aFilm(id, { title: text })));
          const expected = all
            .map((text, film) => ({ film, likeness: likeness(asked, text) }))
            .filter((candidate) => candidate.likeness >= 0.33)
            .sort((a, b) => b.likeness - a.likeness || a.film - b.film)
            .slice(0, limit);
          expect(own.suggest(asked, limit)).toEqual(expected.map(({ film }) => film));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('suggests nothing that is not like it', () => {
    for (const asked of ['zzzzzz', 'q', 'Citizen Kane'])
      expect(index.suggest(asked, 5)).toEqual([]);
  });

  it('suggests nothing for nothing, although a film has a title without letters', () => {
    const own = new TitleIndex([aFilm(1, { title: '$' }), aFilm(2, { title: 'Heat' })]);
    for (const asked of ['', '  ', '?!']) expect(own.suggest(asked, 5)).toEqual([]);
  });

  it('gives as many as asked for', () => {
    const own = new TitleIndex(Array.from({ length: 9 }, (_, id) => aFilm(id, { title: 'Heat' })));
    expect(own.suggest('heat', 4)).toEqual([0, 1, 2, 3]);
    expect(own.suggest('heat', 40)).toHaveLength(9);
  });

  it('answers very long questions', () => {
    expect(titled(index.suggest(`Seven Samurai${' '.repeat(100_000)}x`, 1))).toEqual([
      'Seven Samurai',
    ]);
    expect(index.suggest('zq'.repeat(100_000), 5)).toEqual([]);
    expect(index.suggest('👩‍👩‍👧‍👦'.repeat(10_000), 5)).toEqual([]);
  });

  it('answers about no films', () => {
    const none = new TitleIndex([]);
    expect(none.find('heat')).toEqual([]);
    expect(none.suggest('heat', 5)).toEqual([]);
  });
});
