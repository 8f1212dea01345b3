import { ratingOf } from './rating.js';

const COLUMNS = { user: 'userId', film: 'movieId', rating: 'rating' };
const FIELDS = { userId: '1', movieId: '862', rating: '4.5', timestamp: '964982703' };

describe('ratingOf', () => {
  it('takes user, film and mark', () => {
    expect(ratingOf(FIELDS, COLUMNS, 5)).toEqual({ user: '1', film: '862', value: 4.5 });
  });

  it.each([
    ['0', 0],
    ['5', 5],
    [' 3 ', 3],
    [4, 4],
    [4n, 4],
  ])('takes the mark %p', (rating, value) => {
    expect(ratingOf({ ...FIELDS, rating }, COLUMNS, 5)).toMatchObject({ value });
  });

  it.each([
    ['userId', '', 'missing-id', '""'],
    ['userId', null, 'missing-id', 'null'],
    ['movieId', '  ', 'missing-id', '"  "'],
    ['movieId', undefined, 'missing-id', 'nothing'],
    ['rating', '', 'wrong-type', '""'],
    ['rating', 'good', 'wrong-type', '"good"'],
    ['rating', 'NaN', 'wrong-type', '"NaN"'],
    ['rating', NaN, 'wrong-type', 'null'],
    ['rating', true, 'wrong-type', 'true'],
    ['rating', '-1', 'impossible-value', '"-1"'],
    ['rating', '5.5', 'impossible-value', '"5.5"'],
    ['rating', Infinity, 'impossible-value', 'null'],
  ])('refuses a row whose %s is %p', (field, cell, kind, value) => {
    const finding = ratingOf({ ...FIELDS, [field]: cell }, COLUMNS, 5);
    expect(finding).toMatchObject({ kind, field, value, action: 'refused' });
  });

  it('takes marks up to the highest that there is', () => {
    expect(ratingOf({ ...FIELDS, rating: '8' }, COLUMNS, 10)).toMatchObject({ value: 8 });
    expect(ratingOf({ ...FIELDS, rating: '8' }, COLUMNS, 5)).toMatchObject({
      reason: 'not from 0 to 5',
    });
  });
});
