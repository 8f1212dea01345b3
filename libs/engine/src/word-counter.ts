import { analyzeLikeSklearn, createLanguageAnalyzer } from './analysis/analyzer.js';
import type { EngineConfig } from './config.js';
import { createExtractors, type FeatureExtractor } from './features/features.js';
import type { Vocabulary } from './vocabulary.js';

/** Words of a text that count (no stop words), with repetitions, and those that a model lacks. */
export interface WordCount {
  readonly words: number;
  readonly unknown: number;
}

/**
 * Counts the words of texts that a model does not know. Out-of-vocabulary words are how a catalogue
 * that is wished for begins to differ from the one that was learned.
 *
 * A text that the model has learned from knows all of its words, of course. To be comparable with
 * texts from outside it is counted with `isLearned`: then a word that stands in no other film is
 * unknown too, which is what it would be had its film been left out (an exact leave-one-out
 * estimate, without fitting again).
 */
export class WordCounter {
  private readonly textOf: FeatureExtractor;

  constructor(
    private readonly vocabulary: Vocabulary,
    config: EngineConfig,
  ) {
    const analyze = config.analysis === 'sklearn' ? analyzeLikeSklearn : createLanguageAnalyzer();
    this.textOf = createExtractors(config, analyze).text;
  }

  /**
   * @param textLanguage that of the configuration unless told otherwise
   * @param isLearned    whether the text is the description of a film of the model
   */
  count(description: string, textLanguage?: string, isLearned = false): WordCount {
    const { vocabulary } = this;
    const least = isLearned ? 2 : 1;
    let words = 0;
    let unknown = 0;
    this.textOf({ id: 0, title: '', description, textLanguage }, (term) => {
      const id = vocabulary.idOf('text', term);
      words++;
      if (id === undefined || vocabulary.documentFrequencies[id] < least) unknown++;
    });
    return { words, unknown };
  }
}
