import { CatalogueError } from '../errors.js';
import { Findings } from '../findings.js';
import type { ReadableRow, Row, UnreadableRow } from '../readers/row.js';
import { type FilmFinding, shownValue } from '../report.js';
import type { JoinedFilm } from './film-join.js';
import { LikesGatherer } from './likes.js';
import { Numbering } from './numbering.js';
import { RatedFilms } from './rated-films.js';
import { type RatingColumns, ratingColumnsOf } from './rating-columns.js';
import { ratingOf } from './rating.js';
import { marksOf, type RatingsOptions } from './ratings-options.js';
import type { Ratings } from './read-ratings.js';

/** One reading of a table of ratings, row by row. */
export class RatingsReading {
  private readonly rated: RatedFilms;
  private readonly users = new Numbering();
  private readonly gatherer = new LikesGatherer();
  private readonly findings = new Findings();
  private readonly marks: ReturnType<typeof marksOf>;
  private columns: RatingColumns | undefined;
  private read = 0;
  private refused = 0;
  private joined = 0;

  constructor(
    private readonly films: readonly JoinedFilm[],
    private readonly options: RatingsOptions,
  ) {
    this.rated = new RatedFilms(films, options.links);
    this.marks = marksOf(options);
  }

  /** @throws CatalogueError when the first readable row has not the columns of ratings */
  take(row: Row): void {
    this.read++;
    if ('error' in row) this.refuse(row.line, unreadable(row));
    else this.judge(row);
    this.options.onRow?.(this.read);
  }

  /** @throws CatalogueError when there were no rows */
  finish(): Ratings {
    const { source } = this.options;
    const { read, refused, joined, rated, users } = this;
    if (read === 0) throw new CatalogueError(`${source} holds no ratings`);
    const ids = this.films.map(({ id }) => id);
    const likes = this.gatherer.build(ids, users.size);
    const report = {
      source,
      read,
      refused,
      ratings: read - refused,
      joined,
      likes: likes.films.length,
      likedFrom: this.marks.likedFrom,
      users: users.size,
      viewers: likes.starts.filter((start, v) => v > 0 && start > likes.starts[v - 1]).length,
      filmsRated: rated.size,
      filmsJoined: rated.countJoined(),
      groups: this.findings.toGroups(),
    };
    return { likes, report };
  }

  private judge({ line, fields }: ReadableRow): void {
    const { highest, likedFrom } = this.marks;
    this.columns ??= this.columnsOf(line, fields);
    const rating = ratingOf(fields, this.columns, highest);
    if ('reason' in rating) {
      this.refuse(line, rating);
      return;
    }
    const viewer = this.users.numberOf(rating.user);
    const film = this.rated.find(rating.film);
    if (film === undefined) return;
    this.joined++;
    if (rating.value >= likedFrom) this.gatherer.add(viewer, film.place);
  }

  private columnsOf(line: number, fields: ReadableRow['fields']): RatingColumns {
    const names = Object.keys(fields);
    const columns = ratingColumnsOf(names);
    if (columns === undefined)
      throw new CatalogueError(
        `${this.options.source} is no table of ratings: line ${line} has ${names.join(', ')}; ` +
          'expected at least userId, movieId and rating',
      );
    return columns;
  }

  private refuse(line: number, finding: FilmFinding): void {
    this.refused++;
    this.findings.add({ source: this.options.source, line, ...finding });
  }
}

const unreadable = ({ text, error }: UnreadableRow): FilmFinding => ({
  kind: 'unreadable-row',
  field: '',
  value: shownValue(text),
  reason: error,
  action: 'refused',
});
