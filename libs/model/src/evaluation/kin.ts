import type { Film } from '#engine';

/** A fact that films can share. Labels are compared as the catalogue writes them. */
export interface SharedFact {
  readonly labelsOf: (film: Film) => readonly string[];
  /** The film as it would be had nobody told this fact. */
  readonly without: (film: Film, label: string) => Film;
}

export const SHARED_FACTS = {
  collection: {
    labelsOf: ({ collection }) => (collection === undefined ? [] : [collection]),
    without: (film) => ({ ...film, collection: undefined }),
  },
  director: {
    labelsOf: ({ directors = [] }) => directors,
    without: (film) => ({ ...film, directors: [] }),
  },
  keyword: {
    labelsOf: ({ keywords = [] }) => keywords,
    without: (film, label) => ({
      ...film,
      keywords: film.keywords?.filter((keyword) => keyword !== label),
    }),
  },
} as const satisfies Readonly<Record<string, SharedFact>>;

/** A film, one label that it shares with others, and these others. */
export interface KinQuestion {
  readonly film: number;
  readonly label: string;
  readonly answers: ReadonlySet<number>;
}

/** A label that more films than this share does not say that they belong together. */
const MAX_KIN = 1_000;

/**
 * One question for each film that shares a label of a fact with another: which films have it? Of
 * several labels the one that the fewest films have is asked for, which says most; of equals, the
 * first by code units.
 *
 * @param choose picks from how many questions there are those, by number, that are asked
 */
export function kinQuestions(
  films: readonly Film[],
  { labelsOf }: SharedFact,
  choose: (questions: number) => readonly number[],
): KinQuestion[] {
  const kin = filmsByLabel(films, labelsOf);
  const sizeOf = (label: string): number => kin.get(label)?.size ?? 0;
  const questions = films.flatMap((film, place) => {
    const label = labelsOf(film)
      .filter((candidate) => sizeOf(candidate) > 1 && sizeOf(candidate) <= MAX_KIN)
      .toSorted((a, b) => sizeOf(a) - sizeOf(b) || (a < b ? -1 : 1))
      .at(0);
    return label === undefined ? [] : [{ film: place, label }];
  });
  return choose(questions.length).map((number) => {
    const { film, label } = questions[number];
    const answers = new Set(kin.get(label));
    answers.delete(film);
    return { film, label, answers };
  });
}

function filmsByLabel(
  films: readonly Film[],
  labelsOf: SharedFact['labelsOf'],
): ReadonlyMap<string, ReadonlySet<number>> {
  const kin = new Map<string, Set<number>>();
  films.forEach((film, place) => {
    for (const label of labelsOf(film)) {
      const others = kin.get(label);
      if (others === undefined) kin.set(label, new Set([place]));
      else others.add(place);
    }
  });
  return kin;
}
