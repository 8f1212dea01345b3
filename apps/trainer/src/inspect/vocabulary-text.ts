import { formatCount } from '../terminal/numbers.js';
import { formatTable } from '../terminal/table.js';
import type { BlockVocabulary, TermFrequency } from './vocabulary-view.js';

/** The vocabulary as a person reads it: a table of blocks, then the ends of each block. */
export function formatVocabulary(blocks: readonly BlockVocabulary[], width: number): string {
  const counts = blocks.map(({ block, terms, inOneFilm }) => [
    block,
    formatCount(terms),
    formatCount(inOneFilm),
  ]);
  return [
    formatTable(['block', 'terms', 'in one film only'], counts),
    ...blocks.map((block) => formatEnds(block, width)),
  ].join('\n\n');
}

/** The most and the least common terms of a block, side by side. */
function formatEnds({ block, mostCommon, leastCommon }: BlockVocabulary, width: number): string {
  const header = [`most common in ${block}`, 'films', 'least common', 'films'];
  const rows = mostCommon.map((common, i) => [...cellsOf(common), ...cellsOf(leastCommon[i])]);
  return formatTable(header, rows, width);
}

const cellsOf = ({ term, documentFrequency }: TermFrequency): string[] => [
  term,
  formatCount(documentFrequency),
];
