import type { Film } from '#engine';
import { type KinQuestion, kinQuestions, SHARED_FACTS, type SharedFact } from './kin.js';
import { hit, type Measure, recallInReach } from './measures.js';

/** One kind of question: which fact it is about, and how the answers are marked. */
export interface KinKind {
  /** How the figure is called when the fact was withheld from the question. */
  readonly name: string;
  /** The same of the lists as they are served, where they are worth looking at. */
  readonly served?: string;
  readonly fact: SharedFact;
  readonly measure: Measure;
}

/** A director's films are many and unlike: one of them is enough. */
export const KIN_KINDS: readonly KinKind[] = [
  {
    name: 'heldOutCollectionRecall@10',
    served: 'collectionRecall@10',
    fact: SHARED_FACTS.collection,
    measure: recallInReach,
  },
  {
    name: 'heldOutDirectorHit@10',
    served: 'directorHit@10',
    fact: SHARED_FACTS.director,
    measure: hit,
  },
  { name: 'heldOutKeywordRecall@10', fact: SHARED_FACTS.keyword, measure: recallInReach },
];

export interface KinExam extends KinKind {
  readonly questions: readonly KinQuestion[];
}

/**
 * The questions that a catalogue allows, of every kind.
 *
 * @param choose picks from how many there are of a kind those, by number, that are asked
 */
export const examOf = (
  films: readonly Film[],
  choose: (questions: number) => readonly number[],
): readonly KinExam[] =>
  KIN_KINDS.map((kind) => ({ ...kind, questions: kinQuestions(films, kind.fact, choose) }));
