import { linksTable } from './movielens-links.js';

const gathered = (imdbId: unknown, tmdbId: unknown) =>
  linksTable.gather({ movieId: '1', imdbId, tmdbId }, undefined);

describe('the links of MovieLens', () => {
  it.each<[unknown, string]>([
    ['0114709', 'tt0114709'],
    ['0000009', 'tt0000009'],
    ['10872600', 'tt10872600'],
    ['tt0114709', 'tt0114709'],
    [114709, 'tt0114709'],
    ['114709.0', 'tt0114709'],
  ])('know %p as %s at IMDb', (imdbId, id) => {
    expect(gathered(imdbId, '').held).toEqual({ 'externalIds.imdb': id });
  });

  it.each<[unknown, number]>([
    ['862', 862],
    ['862.0', 862],
    [862, 862],
  ])('know %p as %i at TMDB', (tmdbId, id) => {
    expect(gathered('', tmdbId)).toEqual({ held: { 'externalIds.tmdb': id }, faults: [] });
  });

  it('know nothing of a film elsewhere where nothing stands', () => {
    expect(gathered('', null)).toEqual({ held: {}, faults: [] });
  });

  it.each([
    ['imdbId', 'externalIds.imdb', 'nm0000001'],
    ['imdbId', 'externalIds.imdb', '-7'],
    ['tmdbId', 'externalIds.tmdb', 'tt0114709'],
    ['tmdbId', 'externalIds.tmdb', '0'],
  ])('drop an %s that is none, keep the other and name it', (column, field, value) => {
    const good = { movieId: '1', imdbId: '0114709', tmdbId: '862' };
    const { held, faults } = linksTable.gather({ ...good, [column]: value }, undefined);
    expect(Object.values(held ?? {}).filter((id) => id !== undefined)).toHaveLength(1);
    expect(held?.[field]).toBeUndefined();
    expect(faults).toEqual([
      expect.objectContaining({ field, value: JSON.stringify(value), action: 'dropped' }),
    ]);
  });
});
