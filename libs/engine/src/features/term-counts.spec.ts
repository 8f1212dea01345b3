import fc from 'fast-check';
import { aFilm } from '../testing/film-builder.js';
import { TermCounts } from './term-counts.js';

/** Counts the words of titles; the surface of a word is the word with its exclamation marks. */
function countsOf(titles: readonly string[]): TermCounts {
  const counts = new TermCounts((film, emit) => {
    for (const word of film.title.split(' ').filter((part) => part !== ''))
      emit(word.replaceAll('!', ''), 1, word);
  });
  titles.forEach((title, id) => counts.add(aFilm(id, { title })));
  return counts;
}

function rowOf(counts: TermCounts, row: number): Map<string, number> {
  const found = new Map<string, number>();
  for (let e = counts.starts.at(row); e < counts.starts.at(row + 1); e++)
    found.set(counts.terms[counts.entryTerms.at(e)], counts.entryCounts.at(e));
  return found;
}

describe('TermCounts', () => {
  const title = fc.array(fc.constantFrom<string[]>('a', 'b', 'c', '__proto__', 'constructor'), {
    maxLength: 8,
  });

  it("counts each film's terms apart, and in how many films each term stands", () => {
    fc.assert(
      fc.property(fc.array(title, { maxLength: 12 }), (titles) => {
        const counts = countsOf(titles.map((words) => words.join(' ')));
        titles.forEach((words, row) => {
          const expected = new Map<string, number>();
          for (const word of words) expected.set(word, (expected.get(word) ?? 0) + 1);
          expect(rowOf(counts, row)).toEqual(expected);
        });
        counts.terms.forEach((term, id) => {
          const frequency = titles.filter((words) => words.includes(term)).length;
          expect(counts.documentFrequencies[id]).toBe(frequency);
        });
        expect([...counts.terms].sort()).toEqual([...new Set(titles.flat())].sort());
      }),
    );
  });

  it('adds up the weights of one term', () => {
    const counts = new TermCounts((_, emit) => {
      emit('a', 0.25, 'a');
      emit('b', 1, 'b');
      emit('a', 0.5, 'a');
    });
    counts.add(aFilm(1));
    expect(rowOf(counts, 0)).toEqual(
      new Map([
        ['a', 0.75],
        ['b', 1],
      ]),
    );
  });

  it('remembers the shortest way in which a term was written', () => {
    const { surfaces } = countsOf(['kraken!! robot', 'kraken! robot!', 'kraken!!!']);
    expect(surfaces).toEqual(['kraken!', 'robot']);
  });
});
