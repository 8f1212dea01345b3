/** What the columns of a table of ratings are called in it. */
export interface RatingColumns {
  readonly user: string;
  readonly film: string;
  readonly rating: string;
}

/** The names in use, the usual one first, without case and signs: "userId" and "user_id" are one. */
const NAMES: Readonly<Record<keyof RatingColumns, readonly string[]>> = {
  user: ['userid', 'user'],
  film: ['movieid', 'filmid', 'itemid', 'movie', 'film'],
  rating: ['rating', 'score'],
};

/** The columns of a table that has all three; undefined for a table of something else. */
export function ratingColumnsOf(names: readonly string[]): RatingColumns | undefined {
  const bare = new Map(names.map((name) => [name.toLowerCase().replaceAll(/[^a-z]/gu, ''), name]));
  const find = (column: keyof RatingColumns): string | undefined =>
    NAMES[column].map((name) => bare.get(name)).find((name) => name !== undefined);
  const [user, film, rating] = [find('user'), find('film'), find('rating')];
  return user === undefined || film === undefined || rating === undefined
    ? undefined
    : { user, film, rating };
}
