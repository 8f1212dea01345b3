import type { Shortfall } from '#contracts';
import type { Shortfall as Found, ShortfallCause } from '#engine';

/** What is said of each cause, behind how many films are left. */
const SENTENCES: Readonly<Record<ShortfallCause, string>> = {
  catalogue: 'in the catalogue beside those that are named',
  policy: 'left by the rules of this service',
  filter: 'left by "filter"',
  exclude: 'left by "exclude"',
  seeds: 'fit: the catalogue has none of those in "seeds"',
  text: 'fit: the catalogue knows no word of "text"',
  similarity: 'left that have anything in common with what is asked for',
  minScore: 'left that reach "minScore"',
  maxPerCollection: 'left by "maxPerCollection"',
  maxPerPerson: 'left by "maxPerPerson"',
};

/** A shortfall as it is answered: each reason with a sentence. */
export function describeShortfall({ wanted, got, reasons }: Found): Shortfall {
  return {
    wanted,
    got,
    reasons: reasons.map(({ cause, left }) => ({
      cause,
      left,
      message: `${left === 1 ? '1 film' : `${left} films`} ${SENTENCES[cause]}`,
    })),
  };
}
