import type { Film } from '#engine';

/** Share of a description's words that come from another film of the catalogue. */
const FOREIGN_WORDS = 0.3;
/** Share of the keywords and people that a film takes over from the one that it is made from. */
const KEPT_LABELS = 0.7;

/**
 * As many films as are wanted, made from real ones: each has the facts of one of them, with a part
 * of its words, keywords and people taken from another. So word frequencies and lengths of texts stay
 * those of real texts, and no two films are alike. The same seed makes the same films.
 *
 * @param films at least one; what they lack, their likes lack too
 */
export function* resample(films: readonly Film[], count: number, seed: number): Generator<Film> {
  const random = mulberry32(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)];
  const mixed = (own: readonly string[] = [], others: readonly string[] = []): string[] => {
    const labels = own.map((label) =>
      random() < KEPT_LABELS || others.length === 0 ? label : pick(others),
    );
    return [...new Set(labels)];
  };
  for (let id = 1; id <= count; id++) {
    const film = pick(films);
    const other = pick(films);
    const words = wordsOf(other);
    yield {
      ...film,
      id,
      title: `${film.title} ${id}`,
      description: wordsOf(film)
        .map((word) => (random() < FOREIGN_WORDS && words.length > 0 ? pick(words) : word))
        .join(' '),
      keywords: mixed(film.keywords, other.keywords),
      directors: mixed(film.directors, other.directors),
      cast: mixed(film.cast, other.cast),
    };
  }
}

const wordsOf = ({ description = '' }: Film): string[] => description.split(/\s+/u);

/** Numbers from 0 to 1 from a 32-bit seed (Tommy Ettinger's Mulberry32). */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
