import type { Reference } from '#contracts';
import { type Model, WordCounter } from '#engine';
import { sample } from './sample.js';

/** Descriptions that are read, at most; at even distances. */
const MAX_TEXTS = 1_000;

/**
 * Words of descriptions, and those that a model would not know that had not learned the film; a
 * little at a time. A model that does not compare texts knows no words: nothing is counted.
 */
export function* countingWords(model: Model): Generator<void, Reference['words']> {
  const { films, vocabulary, config } = model;
  const sum = { counted: 0, unknown: 0 };
  if (config.blocks.text.weight === 0) return sum;
  const counter = new WordCounter(vocabulary, config);
  const described: number[] = [];
  for (let film = 0; film < films.length; film++) {
    if ((films[film].description ?? '') !== '') described.push(film);
    if (film % FILMS_A_STEP === 0) yield;
  }
  for (const i of sample(described.length, MAX_TEXTS)) {
    const { description = '', textLanguage } = films[described[i]];
    const { words, unknown } = counter.count(description, textLanguage, true);
    sum.counted += words;
    sum.unknown += unknown;
    yield;
  }
  return sum;
}

const FILMS_A_STEP = 64;
