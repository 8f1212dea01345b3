import { ratingColumnsOf } from './rating-columns.js';

describe('ratingColumnsOf', () => {
  it.each([
    [
      ['userId', 'movieId', 'rating', 'timestamp'],
      ['userId', 'movieId', 'rating'],
    ],
    [
      ['USER_ID', 'Movie ID', 'Rating'],
      ['USER_ID', 'Movie ID', 'Rating'],
    ],
    [
      ['item_id', 'user_id', 'rating'],
      ['user_id', 'item_id', 'rating'],
    ],
    [
      ['user', 'film', 'score'],
      ['user', 'film', 'score'],
    ],
    // The usual name counts where two fit.
    [
      ['film', 'movieId', 'user', 'userId', 'score', 'rating'],
      ['userId', 'movieId', 'rating'],
    ],
  ])('finds the columns of %j', (names, [user, film, rating]) => {
    expect(ratingColumnsOf(names)).toEqual({ user, film, rating });
  });

  it.each([[[]], [['movieId', 'title', 'genres']], [['userId', 'movieId', 'tag']]])(
    'finds no ratings in %j',
    (names) => {
      expect(ratingColumnsOf(names)).toBeUndefined();
    },
  );
});
