import { editsBetween } from './edits.js';

/** Names that say the same, written without case and separators; each line is one meaning. */
const SAME_MEANING = [
  'id movieid filmid titleid showid tmdbid imdbid tconst itemid uid key',
  'title name movie film movietitle filmtitle movietitle moviename filmname primarytitle',
  'originaltitle originalname',
  'year releaseyear releasedate released startyear date titleyear',
  'description overview plot synopsis summary storyline about plotsummary',
  'tagline slogan',
  'genres genre category categories listedin',
  'keywords keyword tags tag plotkeywords',
  'directors director directorname directedby',
  'cast actors actor stars star starring',
  'runtimeminutes runtime duration length minutes runningtime',
  'language originallanguage lang',
  'maturity certificate certification mpaa rated contentrating',
  'collection belongstocollection series franchise',
  'popularity votes votecount numvotes numvotedusers',
  'externalids.tmdb tmdbid',
  'externalids.imdb imdbid tconst imdb',
].map((line) => new Set(line.split(' ')));

/** Longer names are compared by their meaning alone: the work grows with the square of the length. */
const MAX_LENGTH = 40;

/**
 * The name among others that most likely is meant by one that is not there: it differs in case and
 * separators, says the same in another word, or is misspelt. Undefined if none is near.
 */
export function closestOf(wanted: string, names: Iterable<string>): string | undefined {
  let closest: string | undefined;
  let least = Infinity;
  for (const name of names) {
    const distance = distanceBetween(wanted, name);
    if (distance < least) [closest, least] = [name, distance];
  }
  return closest;
}

/** 0 for the same letters, below 1 for the same meaning, else the misspelt letters; Infinity for too many. */
function distanceBetween(a: string, b: string): number {
  const [x, y] = [squashed(a), squashed(b)];
  if (x === y) return 0;
  if (meanTheSame(a, b)) return 0.5;
  const longest = Math.max(x.length, y.length);
  if (longest > MAX_LENGTH) return Infinity;
  const edits = editsBetween(x, y);
  return edits <= longest / 3 ? edits : Infinity;
}

/** Whether two names say the same, "Movie Title" and "name", in whatever case. */
export function meanTheSame(a: string, b: string): boolean {
  const [x, y] = [squashed(a), squashed(b)];
  return x === y || SAME_MEANING.some((names) => names.has(x) && names.has(y));
}

/** "Movie_Title" → "movietitle". */
const squashed = (name: string): string => name.toLowerCase().replaceAll(/[\s_-]/gu, '');
