import { aFilm } from '../testing/film-builder.js';
import { createAudienceExtractor } from './audience-features.js';

const FILMS = [
  aFilm(7, { title: 'Heat' }),
  aFilm('7', { title: 'Thief' }),
  aFilm(8, { title: '' }),
];
const extract = createAudienceExtractor(FILMS, {
  starts: Uint32Array.of(0, 2, 3, 3),
  films: Uint32Array.of(1, 2, 0),
  similarities: Float32Array.of(0.5, 0.25, 0.5),
});

function featuresOf(id: string | number): [string, number, string][] {
  const found: [string, number, string][] = [];
  extract(FILMS.find((film) => film.id === id) ?? aFilm(id), (...feature) => found.push(feature));
  return found;
}

describe('the audience of a film', () => {
  it('says the film itself, for 1, and the films that are liked with it, for their similarity', () => {
    expect(featuresOf(7)).toEqual([
      ['7', 1, 'Heat'],
      ['"7"', 0.5, 'Thief'],
      ['8', 0.25, ''],
    ]);
    expect(featuresOf('7')).toEqual([
      ['"7"', 1, 'Thief'],
      ['7', 0.5, 'Heat'],
    ]);
  });

  it('says nothing of a film that is liked with no other, nor of one that is not in the catalogue', () => {
    expect(featuresOf(8)).toEqual([]);
    expect(featuresOf(9)).toEqual([]);
  });
});
