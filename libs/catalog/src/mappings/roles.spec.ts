import { MAPPINGS, TABLE_MAPPINGS } from './known.js';
import { roleOf, sideFileNames } from './roles.js';

const roleOfFile = (columns: string, fileName?: string) =>
  roleOf(new Set(columns.split(',')), TABLE_MAPPINGS, fileName);

describe('what a file of a folder is', () => {
  it.each([
    ['movies.csv', 'movieId,title,genres', 'movielens'],
    [
      'movies_metadata.csv',
      'id,imdb_id,title,overview,genres,belongs_to_collection',
      'movies-metadata',
    ],
    ['part-0001.csv', 'id,title,year', 'own'],
    ['credits-and-all.csv', 'id,title,cast,crew', 'own'],
  ])('is the films for %s with %s', (fileName, columns, mapping) => {
    const role = roleOfFile(columns, fileName);
    expect(role).toMatchObject({ role: 'films', mapping: { name: mapping } });
    expect(role).toHaveProperty('reason', expect.stringContaining(mapping));
  });

  it.each([
    ['links.csv', 'movieId,imdbId,tmdbId', 'movielens', 'links'],
    ['tags.csv', 'userId,movieId,tag,timestamp', 'movielens', 'tags'],
    ['tmdb_5000_credits.csv', 'movie_id,title,cast,crew', 'tmdb-5000', 'credits'],
    ['credits.csv', 'cast,crew,id', 'movies-metadata', 'credits'],
    ['keywords.csv', 'id,keywords', 'movies-metadata', 'keywords'],
    ['renamed.csv', 'id,keywords', 'movies-metadata', 'keywords'],
    ['Credits.csv.gz', 'id,title,cast,crew', 'movies-metadata', 'credits'],
  ])('is a table beside them for %s with %s', (fileName, columns, mapping, table) => {
    expect(roleOfFile(columns, fileName)).toMatchObject({
      role: 'side',
      mapping: { name: mapping },
      table: { name: table },
    });
  });

  it('is ratings for who rated which film how', () => {
    expect(roleOfFile('userId,movieId,rating,timestamp')).toEqual({ role: 'ratings' });
  });

  it('is not known for anything else, with the reason', () => {
    const role = roleOfFile('movieId,tagId,relevance', 'genome-scores.csv');
    expect(role).toEqual({ role: 'unknown', reason: expect.stringContaining('tagId') as string });
  });
});

it('looks for a side table under its name, as it is and packed', () => {
  const links = MAPPINGS.flatMap(({ sideTables }) => sideTables).find(
    ({ name }) => name === 'links',
  );
  expect(links && sideFileNames(links)).toEqual(['links.csv', 'links.csv.gz', 'links.csv.zip']);
});
