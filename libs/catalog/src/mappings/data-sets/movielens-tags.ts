import { joinKey, text } from '../cells.js';
import { refused } from '../faults.js';
import type { SideTable } from '../side-table.js';

/** Beyond these, a film's tags are those of single viewers. */
const MAX_TAGS = 30;

/**
 * What viewers note for themselves, where and when they saw or can get a film, and which says
 * nothing about it. Praise, prizes and lists stay: what is praised alike is often alike.
 */
const BOOKKEEPING =
  /^(?:not |un|already )?(?:seen|watched|owned|rented)\b|^(?:to|want to) (?:see|watch|rent|buy)\b|\b(?:netflix|dvds?|vhs|blu-?rays?|clv|divx|tivo|bd-?r|queue|watch ?list)\b/u;

/** How many users gave a tag; files are sorted by user, so the last one tells repetitions apart. */
interface Use {
  users: number;
  last: unknown;
}
type Uses = Map<string, Use>;

/** Tags that users gave to films: userId, movieId, tag, timestamp. */
export const tagsTable: SideTable<Uses> = {
  name: 'tags',
  fileNames: ['tags.csv'],
  columns: ['userId', 'movieId', 'tag'],
  required: ['userId', 'movieId', 'tag'],
  key: ({ movieId }) => joinKey(movieId),
  gather({ userId, tag }, held) {
    const stated = text(tag);
    if (typeof stated !== 'string') return { held, faults: [refused('keywords', tag, 'no tag')] };
    const label = stated.trim().replaceAll(/\s+/gu, ' ').toLowerCase();
    return {
      held: BOOKKEEPING.test(label) ? held : counted(held ?? new Map<string, Use>(), label, userId),
    };
  },
  facts: (uses) => ({ keywords: mostUsed(uses) }),
};

function counted(uses: Uses, label: string, user: unknown): Uses {
  const use = uses.get(label);
  if (use === undefined) uses.set(label, { users: 1, last: user });
  else if (use.last !== user) {
    use.users++;
    use.last = user;
  }
  return uses;
}

/** The tags that most users gave, those of equally many in the order of the alphabet. */
const mostUsed = (uses: Uses): string[] =>
  [...uses]
    .sort(
      ([a, { users: usersOfA }], [b, { users: usersOfB }]) =>
        usersOfB - usersOfA || (a < b ? -1 : 1),
    )
    .slice(0, MAX_TAGS)
    .map(([label]) => label);
