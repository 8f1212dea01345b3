import type { Film } from '#engine';

/** "Heat (1995)": the title alone does not tell films apart. */
export const filmName = ({ title, year }: Pick<Film, 'title' | 'year'>): string =>
  year === undefined ? title : `${title} (${year})`;
