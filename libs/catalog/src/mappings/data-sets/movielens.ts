import { integer, joinKey, text } from '../cells.js';
import { filmOf } from '../facts.js';
import { genresIn } from './genre-names.js';
import type { Mapping } from '../mapping.js';
import { linksTable } from './movielens-links.js';
import { tagsTable } from './movielens-tags.js';
import { takeApart } from './movielens-title.js';

/** The films of MovieLens: title, year and other name in one text, ids and tags beside it. */
export const movieLensMapping: Mapping = {
  name: 'movielens',
  columns: ['movieId', 'title', 'genres'],
  required: ['movieId', 'title', 'genres'],
  sideTables: [linksTable, tagsTable],
  key: ({ movieId }) => joinKey(movieId),
  toFilm(fields, beside) {
    const title = text(fields.title);
    const film = {
      id: integer(fields.movieId),
      ...(typeof title === 'string' ? takeApart(title) : { title }),
      genres: genresIn(fields.genres, '|'),
    };
    return { film: filmOf(film, beside) };
  },
};
