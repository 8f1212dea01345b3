import { integer, joinKey, number, yearOf } from './cells.js';

describe('the integer of a cell', () => {
  it.each<[unknown, unknown]>([
    ['7', 7],
    ['7.0', 7],
    [' 7 ', 7],
    [7, 7],
    [7n, 7],
    ['-7', -7],
    ['7.5', '7.5'],
    ['', undefined],
    [null, undefined],
    ['tt7', 'tt7'],
    ['9007199254740993', '9007199254740993'],
    [9007199254740993n, '9007199254740993'],
    [true, true],
  ])('of %p is %p', (cell, value) => {
    expect(integer(cell)).toBe(value);
  });
});

describe('the number of a cell', () => {
  it.each<[unknown, unknown]>([
    ['0.5', 0.5],
    ['1e3', 1000],
    [170n, 170],
    ['Infinity', 'Infinity'],
    ['x', 'x'],
    [undefined, undefined],
    [false, false],
  ])('of %p is %p', (cell, value) => {
    expect(number(cell)).toBe(value);
  });
});

describe('the year of a date', () => {
  it.each<[unknown, unknown]>([
    ['1999-03-30', 1999],
    [' 1999-03-30 ', 1999],
    ['30/03/1999', '30/03/1999'],
    ['1999', '1999'],
    [1999, 1999],
    ['', undefined],
  ])('of %p is %p', (cell, value) => {
    expect(yearOf(cell)).toBe(value);
  });
});

describe('what joins two tables', () => {
  it.each<[unknown, string | undefined]>([
    [603, '603'],
    ['603', '603'],
    [' 603', '603'],
    ['603.0', '603'],
    ['0603', '603'],
    [603n, '603'],
    ['tt0133093 ', 'tt0133093'],
    ['9007199254740993', '9007199254740993'],
    ['', undefined],
    [null, undefined],
    [undefined, undefined],
    [{ id: 603 }, undefined],
    [1.5, '1.5'],
  ])('for %p is %p', (cell, key) => {
    expect(joinKey(cell)).toBe(key);
  });
});
