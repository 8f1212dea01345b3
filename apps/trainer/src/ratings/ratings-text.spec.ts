import type { LocatedRatings } from '#catalog';
import { formatRatings } from './ratings-text.js';

const ratings = (joined: number): LocatedRatings => ({
  likes: { filmIds: [], starts: Uint32Array.of(0), films: new Uint32Array() },
  linksSource: 'ml/links.csv',
  report: {
    source: 'ml/ratings.csv',
    read: 10_000,
    refused: 3,
    ratings: 9_997,
    joined,
    likes: 1_234,
    likedFrom: 4,
    users: 610,
    viewers: 609,
    filmsRated: 900,
    filmsJoined: { id: 0, tmdb: 700, imdb: 5 },
    groups: [],
  },
});

describe('formatRatings', () => {
  it('tells how many ratings are about the films, and by what that was found', () => {
    expect(formatRatings(ratings(7_000))).toBe(
      'ml/ratings.csv: 10,000 rows read, 3 refused, 7,000 about films of the catalogue ' +
        '(700 by TMDB id, 5 by IMDb id through ml/links.csv)\n' +
        '1,234 likes (from 4) of 609 viewers',
    );
  });

  it('asks whether the ids are the same where few ratings are', () => {
    expect(formatRatings(ratings(1_999))).toContain('are the ids the same?');
    expect(formatRatings(ratings(2_000))).not.toContain('are the ids the same?');
  });
});
