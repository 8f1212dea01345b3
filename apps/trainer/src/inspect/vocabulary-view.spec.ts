import { fit, PRESETS } from '#engine';
import { viewVocabulary } from './vocabulary-view.js';

const films = [
  { id: 1, title: 'Heat', genres: ['Drama', 'War', 'Crime'] },
  { id: 2, title: 'Heat', genres: ['Drama', 'War'] },
  { id: 3, title: 'Heat', genres: ['Drama', 'Animation'] },
];
const blocks = viewVocabulary(fit(films, PRESETS.hybrid), 3);

describe('the view of a vocabulary', () => {
  it('has the blocks that have terms', () => {
    expect(blocks.map(({ block }) => block)).toEqual(['text', 'genres']);
  });

  it('has the terms at both ends, those of equal frequency by the alphabet', () => {
    expect(blocks[1]).toEqual({
      block: 'genres',
      terms: 4,
      inOneFilm: 2,
      mostCommon: [
        { term: 'Drama', documentFrequency: 3 },
        { term: 'War', documentFrequency: 2 },
        { term: 'Animation', documentFrequency: 1 },
      ],
      leastCommon: [
        { term: 'Animation', documentFrequency: 1 },
        { term: 'Crime', documentFrequency: 1 },
        { term: 'War', documentFrequency: 2 },
      ],
    });
  });
});
