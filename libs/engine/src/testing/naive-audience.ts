import type { CoLikeLimits, CoLikes } from '../audience/co-likes.js';
import type { Likes } from '../audience/likes.js';
import type { Film } from '../film.js';

/** Film by film the terms of its audience and how much each counts. */
export type NaiveAudience = readonly ReadonlyMap<string, number>[];

/** The sets of films that the viewers who count like, by index. */
export function naiveTastes(likes: Likes, films: readonly Film[], most: number): Set<number>[] {
  const tastes = Array.from({ length: likes.starts.length - 1 }, (_, viewer) => {
    const liked = [...likes.films].slice(likes.starts[viewer], likes.starts[viewer + 1]);
    const ids = liked.map((film) => likes.filmIds[film]);
    return new Set(films.flatMap(({ id }, i) => (ids.includes(id) ? [i] : [])));
  });
  return tastes.filter(({ size }) => size >= 2 && size <= most);
}

/** The nearest films of each film by their audiences, every pair looked at by itself. */
export function naiveCoLikes(likes: Likes, films: readonly Film[], limits: CoLikeLimits) {
  const tastes = naiveTastes(likes, films, limits.likesOfViewer);
  const idf = (count: number) => Math.log((1 + films.length) / (1 + count)) + 1;
  const sum = (some: readonly Set<number>[]) =>
    some.reduce((total, { size }) => total + idf(size) ** 2, 0);
  const norm = (film: number) =>
    Math.max(Math.sqrt(sum(tastes.filter((taste) => taste.has(film)))), limits.pivot * idf(1));
  return films.map((_, film) =>
    films
      .map((__, other) => ({ other, both: tastes.filter((t) => t.has(film) && t.has(other)) }))
      .filter(({ other, both }) => other !== film && both.length >= limits.support)
      .map(({ other, both }) => ({ other, similarity: sum(both) / (norm(film) * norm(other)) }))
      .sort((a, b) => b.similarity - a.similarity || a.other - b.other)
      .slice(0, limits.neighbours),
  );
}

/** What the audience says of each film, from the co-likes of a model. */
export function naiveAudience(films: readonly Film[], coLikes: CoLikes): NaiveAudience {
  const { starts, films: others, similarities } = coLikes;
  return films.map(({ id }, i) => {
    const terms = new Map<string, number>();
    if (starts[i] < starts[i + 1]) terms.set(JSON.stringify(id), 1);
    for (let e = starts[i]; e < starts[i + 1]; e++)
      terms.set(JSON.stringify(films[others[e]].id), similarities[e]);
    return terms;
  });
}
