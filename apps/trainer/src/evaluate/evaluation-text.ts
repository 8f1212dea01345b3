import type { Evaluation, Figure } from '#contracts';
import { formatTable } from '../terminal/table.js';

/** What each figure says, in the order in which a person wants to know. */
const MEANINGS: Readonly<Record<string, string>> = {
  'ndcg@10': 'what held-out viewers like as well, the higher in the list the better',
  'hit@10': 'lists with any film that they like as well',
  'mrr@10': 'one over the rank of the first such film',
  'heldOutCollectionRecall@10': "parts of a film's series found when its series is withheld",
  'heldOutDirectorHit@10': 'films that find one of the same director when directors are withheld',
  'heldOutKeywordRecall@10': 'films that share a keyword found when that keyword is withheld',
  'collectionRecall@10': "parts of a film's series found, as served",
  'directorHit@10': 'films that list one of the same director, as served',
  'genreCoherence@10': 'genres that a film shares with what it lists',
  'diversity@10': 'how unlike the films of a list are, by genres and keywords',
  'coverage@10': 'films of the catalogue that any list has',
  'exposureGini@10': 'how unevenly films are listed: 0 all alike, 1 one takes all',
  'popularityCorrelation@10': 'rank correlation of how often films are listed with popularity',
  emptyLists: 'films that list nothing',
};

/** Figures as a table that explains itself; those that nobody knows of come last. */
export function formatEvaluation(evaluation: Evaluation, width: number): string {
  const names = [...new Set([...Object.keys(MEANINGS), ...Object.keys(evaluation)])];
  const rows = names
    .filter((name) => Object.hasOwn(evaluation, name))
    .map((name) => [
      name,
      evaluation[name].value.toFixed(3),
      formatInterval(evaluation[name]),
      MEANINGS[name] ?? '',
    ]);
  return formatTable(['figure', 'value', '95 %', 'meaning'], rows, width);
}

/** "0.290–0.330"; nothing where a figure has no interval. */
export const formatInterval = ({ low, high }: Figure): string =>
  low === undefined || high === undefined ? '' : `${low.toFixed(3)} to ${high.toFixed(3)}`;
