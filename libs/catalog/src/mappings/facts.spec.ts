import { filmOf } from './facts.js';

describe('a film of flat facts', () => {
  it('has its external ids together, and leaves out what is absent', () => {
    const stated = { id: 1, year: undefined, 'externalIds.tmdb': 7, 'externalIds.imdb': undefined };
    expect(filmOf(stated)).toStrictEqual({ id: 1, externalIds: { tmdb: 7 } });
    expect(filmOf({ id: 1, 'externalIds.tmdb': undefined })).toStrictEqual({ id: 1 });
  });

  it('adds what is said beside it, where its own row is silent', () => {
    const stated = { title: 'Heat', tagline: undefined, 'externalIds.tmdb': 949 };
    const beside = {
      title: 'Ran',
      tagline: 'A',
      'externalIds.tmdb': 1,
      'externalIds.imdb': 'tt0113277',
      cast: undefined,
    };
    expect(filmOf(stated, beside)).toStrictEqual({
      title: 'Heat',
      tagline: 'A',
      externalIds: { tmdb: 949, imdb: 'tt0113277' },
    });
  });

  it('keeps what is wrong, for validation to name', () => {
    expect(filmOf({ genres: null, year: 'x' })).toStrictEqual({ genres: null, year: 'x' });
  });
});
