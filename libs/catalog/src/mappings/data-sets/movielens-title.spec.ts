import fc from 'fast-check';
import { takeApart } from './movielens-title.js';

describe('a title of MovieLens', () => {
  it.each<[string, object]>([
    ['Boat (1999)', { title: 'Boat', year: 1999 }],
    ['Boat (1999) ', { title: 'Boat', year: 1999 }],
    ['Boat(1999)', { title: 'Boat', year: 1999 }],
    ['Boat', { title: 'Boat' }],
    ['Boat 5', { title: 'Boat 5' }],
    ['2001 (1968)', { title: '2001', year: 1968 }],
    ['(500) Boats (2009)', { title: '(500) Boats', year: 2009 }],
    ['Boats (2006–2007)', { title: 'Boats', year: 2006 }],
    ['Boats (2006-2007)', { title: 'Boats', year: 2006 }],
    ['Boats (2009– )', { title: 'Boats', year: 2009 }],
    ['(1999)', { title: '(1999)' }],
    ['1-900 (06) (1994)', { title: '1-900 (06)', year: 1994 }],
    ['You Are (Not) Here (2012)', { title: 'You Are (Not) Here', year: 2012 }],
    ['Frontier(s) (2007)', { title: 'Frontier(s)', year: 2007 }],
  ])('%j has its year at its end', (text, apart) => {
    expect(takeApart(text)).toStrictEqual(apart);
  });

  it.each([
    ['Boat, The (1999)', 'The Boat'],
    ['Boat, A (1999)', 'A Boat'],
    ['Boat: The Return, The (1999)', 'The Boat: The Return'],
    ['Boot, Das (1981)', 'Das Boot'],
    ['Bateau, Le (1999)', 'Le Bateau'],
    ["Avion, L' (1999)", "L'Avion"],
    ['Avion, L’ (1999)', 'L’Avion'],
    ['Barcos, Los (1999)', 'Los Barcos'],
    ['Vitelli, I (1999)', 'I Vitelli'],
    ['Paris, Texas (1984)', 'Paris, Texas'],
    ['Boats, Inc. (2001)', 'Boats, Inc.'],
    ['I, Boat (2004)', 'I, Boat'],
    ['Me Too, the (2004)', 'Me Too, the'],
    ['The (2004)', 'The'],
  ])('%j is called %j: its article goes to the front', (text, title) => {
    expect(takeApart(text).title).toBe(title);
  });

  it.each([
    ['Boat, The (Bateau, Le) (1999)', 'The Boat', 'Le Bateau'],
    ['Boat (Bateau) (a.k.a. Ship) (1999)', 'Boat', 'Bateau'],
    ['Boat (a.k.a. Ship) (Bateau) (1999)', 'Boat', 'Bateau'],
    ['Boat (a.k.a. Ship, The) (1999)', 'Boat', 'The Ship'],
    ['Boat (aka Ship) (1999)', 'Boat', 'Ship'],
    ['Boat (a.k.a Ship) (1999)', 'Boat', 'Ship'],
    ['8 1/2 (8½) (1963)', '8 1/2', '8½'],
    ['Boat (Ship (Part 2)) (1999)', 'Boat', 'Ship (Part 2)'],
    ['Boat (Bateau)', 'Boat', 'Bateau'],
    ['Boat (Ship) (Bateau) (1999)', 'Boat', undefined],
    ['Boat (a.k.a. Ship) (a.k.a. Tub) (1999)', 'Boat', undefined],
    ['Boat (Boat) (1999)', 'Boat', undefined],
    ['Boat, The (The Boat) (1999)', 'The Boat', undefined],
    ['Boat () (1999)', 'Boat', undefined],
    ['Boat (a.k.a. ) (1999)', 'Boat', undefined],
  ])('%j is called %j and also %j', (text, title, originalTitle) => {
    expect(takeApart(text)).toMatchObject({ title });
    expect(takeApart(text).originalTitle).toBe(originalTitle);
  });

  const word = fc.stringMatching(/^[A-Z][a-z]{3,8}$/u);

  it('is put together again as it was', () =>
    fc.assert(
      fc.property(word, word, fc.integer({ min: 1888, max: 2100 }), (title, other, year) => {
        fc.pre(title !== other);
        const apart = takeApart(`${title}, The (${other}, Le) (${year})`);
        expect(apart).toEqual({ title: `The ${title}`, originalTitle: `Le ${other}`, year });
      }),
    ));

  it('is never empty, whatever it was', () =>
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('(', ')', ' ', '(1999)', ', The', 'a.k.a.', 'x'), {
          minLength: 1,
          maxLength: 500,
          size: 'max',
        }),
        (pieces) => {
          const text = `x${pieces.join('')}`;
          expect(takeApart(text).title).not.toBe('');
        },
      ),
    ));

  it('leaves a text alone that is too long for a title', () => {
    const text = `${'x'.repeat(1_000)} (1999)`;
    expect(takeApart(text)).toEqual({ title: text });
  });
});
