import type { Film } from '#engine';

/** A film as people tell it from others. */
export type FilmName = Pick<Film, 'id' | 'title' | 'year'>;

export const nameOf = ({ id, title, year }: Film): FilmName => ({
  id,
  title,
  ...(year === undefined ? {} : { year }),
});
