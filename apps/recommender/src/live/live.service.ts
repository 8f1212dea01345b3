import { Injectable } from '@nestjs/common';
import {
  filmSchema,
  type LiveFilmBody,
  type LiveFilmResponse,
  plainInteger,
  type ProblemError,
} from '#contracts';
import type { Film, FilmId } from '#engine';
import { ProblemException } from '../http/problem-exception.js';
import { parseBody } from '../http/schema-pipe.js';
import { shownValue } from '../http/shown-value.js';
import { ModelsInService } from '../model/models-in-service.js';
import { LiveLogError } from './live-log-error.js';
import { type LiveTitles, TooManyLiveTitlesError } from './live-titles.js';

const RETRY_AFTER_SECONDS = 5;

/** Puts and deletes films of the models in service. Policies hide nothing here: operators see all. */
@Injectable()
export class LiveService {
  constructor(
    private readonly models: ModelsInService,
    private readonly titles: LiveTitles,
  ) {}

  /**
   * @param pathId the id as text
   * @throws ProblemException 400 for an id that is none or not the body's, 409 if there are too many
   *   changes, 503 without a model or when the log cannot be written
   */
  async put(
    pathId: string,
    body: LiveFilmBody,
  ): Promise<{ isNew: boolean; answer: LiveFilmResponse }> {
    const { model } = this.models.current.choose('');
    const id = body.id === undefined ? this.meant(pathId) : agreed(pathId, body.id);
    const film: Film = parseBody(filmSchema, { ...body, id });
    const knownTerms = model.live.termsOf(film);
    const isNew = !this.isThere(id);
    const revision = await this.titles.change(id, film).catch(toProblem);
    return { isNew, answer: { id, revision, durable: this.titles.isDurable, knownTerms } };
  }

  /** @throws ProblemException 404 if there is no such film, else as `put` */
  async delete(pathId: string): Promise<void> {
    this.models.current.choose('');
    const id = this.meant(pathId);
    if (!this.isThere(id)) throw unknownFilm(pathId);
    await this.titles.change(id, undefined).catch(toProblem);
  }

  /**
   * The id that a path means, as everywhere: the text or, if there is no such film, the integer. A film
   * that was deleted is still meant by its id, so that it can be put again.
   */
  private meant(pathId: string): FilmId {
    const ids: readonly FilmId[] = [pathId, plainInteger(pathId) ?? pathId];
    return ids.find((id) => this.isThere(id)) ?? ids.find((id) => this.wasThere(id)) ?? pathId;
  }

  /** Whether any model in service has the film, with what has been said of it since. */
  private isThere(id: FilmId): boolean {
    const said = this.titles.saidOf(id);
    return said === undefined ? this.isFitted(id) : said.film !== undefined;
  }

  private wasThere(id: FilmId): boolean {
    return this.titles.saidOf(id) !== undefined || this.isFitted(id);
  }

  private isFitted(id: FilmId): boolean {
    return this.models.current.inService.some(({ model }) => model.live.hasFitted(id));
  }
}

function agreed(pathId: string, id: FilmId): FilmId {
  if (String(id) === pathId) return id;
  const error = {
    path: 'id',
    message: `expected the id of the path, ${shownValue(pathId)}, or none`,
    value: shownValue(id),
  };
  throw refusal(400, 'invalid_request', `"id" is ${error.value}: ${error.message}`, error);
}

function unknownFilm(id: string): ProblemException {
  const value = shownValue(id);
  const message = 'expected the id of a film in the catalogue';
  const detail = `the catalogue has no film with the id ${value}`;
  return refusal(404, 'unknown_film', detail, { path: 'id', message, value });
}

const refusal = (status: number, code: string, detail: string, error: ProblemError) =>
  new ProblemException(status, code, detail, { errors: [error] });

function toProblem(error: unknown): never {
  if (error instanceof TooManyLiveTitlesError)
    throw new ProblemException(409, 'too_many_live_titles', error.message);
  if (error instanceof LiveLogError)
    throw new ProblemException(503, 'live_log_failed', error.message, {
      headers: { 'retry-after': String(RETRY_AFTER_SECONDS) },
    });
  throw error;
}
