import fc from 'fast-check';
import { parse } from 'yaml';
import { parseMappingFile } from '../mapping-file/mapping-file.js';
import { skeletonOf } from './skeleton.js';

describe('the beginning of a mapping file', () => {
  it('has the columns where they seem to belong, and names the others', () => {
    const columns = ['movie_id', 'name', 'Release Date', 'genre', 'actors', 'IMDB ID', 'budget'];
    expect(skeletonOf(columns)).toBe(
      [
        'films:',
        '  id: movie_id',
        '  title: name',
        String.raw`  year: { column: "Release Date", pattern: '(\d{4})' }`,
        `  genres: { column: genre, split: '|' }`,
        `  cast: { column: actors, split: '|' }`,
        '  externalIds.imdb: "IMDB ID"',
        '  # not placed yet: budget',
        '',
      ].join('\n'),
    );
  });

  it('asks for what every film needs where no column seems to be it', () => {
    expect(skeletonOf(['budget'])).toBe(
      [
        'films:',
        '  id: # which column has another value for each film?',
        '  title: # which column?',
        '  # not placed yet: budget',
        '',
      ].join('\n'),
    );
  });

  it('takes a misspelt column for what every film needs', () => {
    expect(skeletonOf(['id', 'titel'])).toBe('films:\n  id: id\n  title: titel\n');
  });

  it.each(['null', 'true', 'a: b', '#', "it's", '"', 'a\nb', '- x', '{', '1', '乱', ' id '])(
    'is YAML also for a column called %j',
    (column) => {
      const text = skeletonOf(['id', 'name', column]);
      expect(parse(text)).toEqual({ films: { id: 'id', title: 'name' } });
      expect(parse(skeletonOf([column, 'title']))).toHaveProperty('films.title', 'title');
    },
  );

  it('is a mapping file for any columns among which are an id and a title', () =>
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (columns) => {
        const mapping = parseMappingFile(skeletonOf([...columns, 'id', 'title']), 'mine.yaml');
        expect(mapping.toFilm({ id: '1', title: 'Heat' }).film).toMatchObject({ title: 'Heat' });
      }),
    ));
});
