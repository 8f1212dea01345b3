import fc from 'fast-check';
import { Bitset } from '../index/bitset.js';
import { ordinaryTexts } from '../testing/arbitraries.js';
import { aFilm } from '../testing/film-builder.js';
import { TitleIndex } from './title-index.js';
import { normalizeTitle } from './title-words.js';

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
const index = TitleIndex.of(films);
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
    ['Straße', 'strasse', 'strasse'],
    ['Kød & Blod', 'kod blod', 'kod blod'],
    ['Łódź', 'lodz', 'lodz'],
    [' $ ', '$', '$'],
    ['?!', '?!', '?!'],
    ['  ', '', ''],
  ])('writes %j as %j and, without its article, %j', (title, full, bare) => {
    expect(normalizeTitle(title)).toMatchObject({ full, bare });
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
          const own = TitleIndex.of(some.map((title, id) => aFilm(id, { title })));
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
    const remakes = TitleIndex.of([
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
    const own = TitleIndex.of(names.map((title, id) => aFilm(id, { title })));
    names.forEach((title, i) => expect(own.find(title)).toEqual([i]));
    expect(own.find('Evil Dead, The')).toEqual([0]);
    // With an article that neither has, both are meant.
    expect(own.find('An Evil Dead')).toEqual([0, 1]);
  });

  it('looks past the article for the film of that year', () => {
    const own = TitleIndex.of([
      aFilm(1, { title: 'Evil Dead', year: 2013 }),
      aFilm(2, { title: 'The Evil Dead', year: 1981 }),
    ]);
    expect(own.find('Evil Dead', 2013)).toEqual([0]);
    expect(own.find('Evil Dead', 1981)).toEqual([1]);
    expect(own.find('Evil Dead', 1999)).toEqual([]);
  });

  it('finds titles without letters and digits as they are written', () => {
    const own = TitleIndex.of([aFilm(1, { title: '$' }), aFilm(2, { title: '???' })]);
    expect([own.find(' $ '), own.find('???'), own.find('??')]).toEqual([[0], [1], []]);
  });

  it('finds a film by its original title too, once', () => {
    const own = TitleIndex.of([
      aFilm(1, { title: 'Spirited Away', originalTitle: '千と千尋の神隠し' }),
      aFilm(2, { title: 'Heat', originalTitle: 'HEAT' }),
    ]);
    expect(own.find('千と千尋の神隠し')).toEqual([0]);
    expect(own.find('spirited away')).toEqual([0]);
    expect(own.find('heat')).toEqual([1]);
  });

  it('finds Turkish and Vietnamese titles without their accents', () => {
    const own = TitleIndex.of([aFilm(1, { title: 'İstanbul' }), aFilm(2, { title: 'Việt' })]);
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
    ['teh matrix', 'The Matrix'],
    ['Amelie', 'Amélie'],
    ['amlie', 'Amélie'],
    ['Amleie', 'Amélie'],
    ['Spiderman no way home', 'Spider-Man: No Way Home'],
    ['no way home', 'Spider-Man: No Way Home'],
    ['home way no', 'Spider-Man: No Way Home'],
    ['oceans elevn', "Ocean's Eleven"],
    ['oceanseleven', "Ocean's Eleven"],
    ['seven samuri', 'Seven Samurai'],
    ['samurai 7even', 'Seven Samurai'],
    ['wall e', 'WALL·E'],
    ['walle', 'WALL·E'],
    ['heat', 'Heat'],
    ['haet', 'Heat'],
    ['hea', 'Heat'],
    ['千と千', '千と千尋の神隠し'],
  ])('forgives %j: the likest is %j', (asked, title) => {
    expect(titled(index.suggest(asked, 1))).toEqual([title]);
  });

  it('suggests nothing that is not like it', () => {
    for (const asked of ['zzzzzz', 'q', 'Citizen Kane'])
      expect(index.suggest(asked, 5)).toEqual([]);
  });
});

describe('TitleIndex.search', () => {
  const search = (films: readonly Parameters<typeof aFilm>[1][], typed: string, limit = 9) => {
    const own = TitleIndex.of(films.map((facts, id) => aFilm(id, facts)));
    return own.search(typed, limit);
  };
  const byTitle = (all: readonly string[], typed: string) =>
    search(
      all.map((title) => ({ title })),
      typed,
    ).map((film) => all[film]);

  it('finds a title while it is being typed, letter by letter', () => {
    for (const title of titles.filter((name) => name.length > 2))
      for (let length = 3; length <= title.length; length++)
        expect({ length, found: titled(index.search(title.slice(0, length), 3)) }).toEqual({
          length,
          found: expect.arrayContaining([title]) as string[],
        });
  });

  it('names first what is called exactly so, however popular the others are', () => {
    expect(byTitle(['Aliens', 'Alien Resurrection', 'Alien'], 'alien')[0]).toBe('Alien');
    expect(byTitle(['The Italian Job', 'It Follows', 'It'], 'it')[0]).toBe('It');
    expect(byTitle(['Up in the Air', 'Upgrade', 'Up'], 'UP ')[0]).toBe('Up');
  });

  it('names the more popular film first where both fit as well', () => {
    const all = ['Star Wars', 'Stardust', 'Starman', 'Star Trek'];
    expect(byTitle(all, 'star w')[0]).toBe('Star Wars');
    expect(byTitle(all, 'star t')[0]).toBe('Star Trek');
    expect(search([{ title: 'Heat' }, { title: 'Heat' }], 'haet')).toEqual([0, 1]);
  });

  it.each([
    ['heat 1995', 1],
    ['1995 heat', 1],
    ['heat 1986', 0],
    ['haet 1995', 1],
    ['he 1995', 1],
  ])('tells films of one title apart by a year: %j', (typed, film) => {
    const remakes = [
      { title: 'Heat', year: 1986 },
      { title: 'Heat', year: 1995 },
      { title: 'Casino', year: 1995 },
    ];
    expect(search(remakes, typed)[0]).toBe(film);
  });

  it('takes a year for a title where it is one', () => {
    const all = [{ title: 'Dune', year: 1984 }, { title: '1984' }, { title: 'Blade Runner 2049' }];
    expect(search(all, '1984')[0]).toBe(1);
    expect(search(all, 'blade runner 2049')[0]).toBe(2);
  });

  it('does not mind a wrong year, if nothing is of the right one', () => {
    expect(search([{ title: 'Heat', year: 1995 }], 'heat 1994')).toEqual([0]);
  });

  it('reads numbers in both ways of writing them', () => {
    const all = ['Rocky', 'Rocky II', 'Rocky III', 'Toy Story 2'];
    expect(byTitle(all, 'rocky 2')[0]).toBe('Rocky II');
    expect(byTitle(all, 'toy story ii')[0]).toBe('Toy Story 2');
  });

  it('finds a film by its original title too, and names it once', () => {
    const film = { title: 'Spirited Away', originalTitle: 'Sen to Chihiro no Kamikakushi' };
    expect(search([film, { title: 'Heat' }], 'sen to chihro')).toEqual([0]);
    expect(search([film], 's')).toEqual([0]);
  });

  it('gives as many as asked for, each once', () => {
    const nine = Array.from({ length: 9 }, () => ({ title: 'Heat' }));
    expect(search(nine, 'heat', 4)).toEqual([0, 1, 2, 3]);
    expect(search(nine, 'heta', 40).toSorted()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('finds nothing by nothing, and titles without letters only as they are written', () => {
    const all = ['$', '???', 'Heat'];
    for (const typed of ['', '  ', '?!', '\u0000', '👩‍👩‍👧‍👦']) expect(byTitle(all, typed)).toEqual([]);
    expect(byTitle(all, ' $ ')).toEqual(['$']);
    expect(search([], 'heat')).toEqual([]);
  });

  it('answers very long questions', () => {
    expect(titled(index.search(`Seven Samurai${' '.repeat(100_000)}x`, 1))).toEqual([
      'Seven Samurai',
    ]);
    expect(index.search('zq'.repeat(100_000), 5)).toEqual([]);
    expect(index.search('a '.repeat(50_000), 5).length).toBeLessThanOrEqual(5);
    expect(index.search('👩‍👩‍👧‍👦'.repeat(10_000), 5)).toEqual([]);
  });

  it('finds every film by its own title, and the same ones whatever was asked before', () => {
    const some = fc.array(ordinaryTexts, { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(some, some, (all, asked) => {
        const films = all.map((title, id) => aFilm(id, { title }));
        const [own, fresh] = [TitleIndex.of(films), TitleIndex.of(films)];
        const first = asked.map((typed) => own.search(typed, 5));
        expect(asked.toReversed().map((typed) => fresh.search(typed, 5))).toEqual(first.reverse());
        all.forEach((title, film) => {
          if (title.trim() !== '') expect(own.search(title, all.length)).toContain(film);
        });
      }),
    );
  });
});

describe('TitleIndex, with films withheld,', () => {
  it('finds none of them, and the others as if each had come with nothing withheld', () => {
    const words = fc.array(fc.constantFrom('The', 'Matrix', 'Matrx', 'Heat', 'Am', 'Reloaded'), {
      minLength: 1,
      maxLength: 3,
    });
    const texts = words.map((parts) => parts.join(' '));
    fc.assert(
      fc.property(
        fc.array(texts, { minLength: 1, maxLength: 20 }),
        texts,
        fc.infiniteStream(fc.boolean()),
        (all, typed, out) => {
          const some = TitleIndex.of(all.map((title, id) => aFilm(id, { title })));
          const withheld = Bitset.of(
            all.length,
            [...all.keys()].filter(() => out.next().value),
          );
          const open = (found: readonly number[]) => found.filter((film) => !withheld.has(film));
          expect(some.suggest(typed, 3, withheld)).toEqual(
            open(some.suggest(typed, 99)).slice(0, 3),
          );
          const found = some.find(typed, undefined, withheld);
          expect(open(found)).toEqual(found);
          // With the film of exactly that title withheld, one may be found by another article.
          const exact = open(some.find(typed));
          if (exact.length > 0) expect(found).toEqual(exact);
          const hits = some.search(typed, 3, withheld);
          expect(open(hits)).toEqual(hits);
          expect(hits.slice(0, found.length)).toEqual(found.slice(0, 3));
        },
      ),
    );
  });

  it('looks past the article where the film of exactly that title is withheld', () => {
    const both = TitleIndex.of([
      aFilm(0, { title: 'Evil Dead' }),
      aFilm(1, { title: 'The Evil Dead' }),
    ]);
    expect(both.find('The Evil Dead')).toEqual([1]);
    expect(both.find('The Evil Dead', undefined, Bitset.of(2, [1]))).toEqual([0]);
    expect(both.find('The Evil Dead', undefined, Bitset.full(2))).toEqual([]);
  });
});
