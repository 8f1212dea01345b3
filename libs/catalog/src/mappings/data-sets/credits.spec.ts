import fc from 'fast-check';
import { creditsTable } from './credits.js';
import type { Facts } from '../mapping.js';

const table = creditsTable('movie_id', 'credits.csv');
const gathered = (cells: Readonly<Record<string, unknown>>) =>
  table.gather({ movie_id: '1', cast: '[]', crew: '[]', ...cells }, undefined);
const factsOf = (cells: Readonly<Record<string, unknown>>): Facts => gathered(cells).held ?? {};

describe('a table of credits', () => {
  it.each([
    ['JSON', '[{"order": 1, "name": "Al"}, {"order": 0, "name": "Bo", "character": "X"}]'],
    ['a Python literal', `[{'order': 1, 'name': 'Al'}, {'order': 0, 'name': "Bo", 'x': None}]`],
    [
      'a list',
      [
        { order: 1, name: 'Al' },
        { order: 0, name: 'Bo' },
      ],
    ],
  ])('reads the cast from %s, by billing', (_, cast) => {
    expect(factsOf({ cast })).toEqual({ cast: ['Bo', 'Al'], directors: [] });
  });

  it('takes the directors from the crew, each once, in the order of the table', () => {
    const crew = JSON.stringify([
      { job: 'Director', name: 'Zoe' },
      { job: 'Producer', name: 'Pat' },
      { job: 'Director', name: 'Ann' },
      { job: 'Director', name: 'Zoe' },
      { job: 'Director of Photography', name: 'Kim' },
    ]);
    expect(factsOf({ crew })).toEqual({ cast: [], directors: ['Zoe', 'Ann'] });
  });

  it('keeps the fifteen who are billed first, and puts who is not billed last', () =>
    fc.assert(
      fc.property(fc.shuffledSubarray(Array.from({ length: 30 }, (_, i) => i)), (orders) => {
        const people = orders.map((order) => ({ order, name: `actor ${order}` }));
        const cast = [{ name: 'extra' }, ...people];
        const sorted = orders.toSorted((a, b) => a - b).map((order) => `actor ${order}`);
        expect(factsOf({ cast }).cast).toEqual([...sorted, 'extra'].slice(0, 15));
      }),
    ));

  it('names a person who plays two parts once', () => {
    const cast = [
      { order: 0, name: 'Al' },
      { order: 1, name: 'Bo' },
      { order: 2, name: 'Al' },
    ];
    expect(factsOf({ cast }).cast).toEqual(['Al', 'Bo']);
  });

  it.each([
    ['cast', 'cast'],
    ['crew', 'directors'],
  ])('finds fault with a %s that was cut, and keeps the other', (column, field) => {
    const { held, faults } = gathered({ [column]: '[{"name": "A' });
    expect(held?.[field]).toBeUndefined();
    expect(Object.values(held ?? {})).toContainEqual([]);
    expect(faults).toEqual([expect.objectContaining({ field, action: 'dropped' })]);
  });

  it('passes on what is nobody, for validation to name', () => {
    expect(factsOf({ cast: [null, { order: 0 }, 7] }).cast).toEqual([{ order: 0 }, null, 7]);
    expect(factsOf({ crew: [null, 7, { job: 'Director' }] }).directors).toEqual([
      { job: 'Director' },
    ]);
  });

  it('knows nothing from blank cells', () => {
    expect(factsOf({ cast: '', crew: null })).toEqual({});
  });
});
