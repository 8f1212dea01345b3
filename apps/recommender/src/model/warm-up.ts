import type { FilmId } from '#engine';
import type { ModelInService } from './model-in-service.js';
import { PAUSE_MS, runInSlices } from './slices.js';
import { withYoungGenerationHeld } from './young-generation.js';

const KEPT = 256;
const SAMPLED = 64;
/** Full searches take a thousand times as long as look-ups, and those who ask meanwhile wait for them. */
const SEARCHED = 2;
const LIMIT = 10;
/** A prime: multiples of it visit films of all ranks in an order of their own. */
const STRIDE = 7_919;

/** The films that were asked about last. */
export class RecentSeeds {
  private readonly ids: FilmId[] = [];
  private next = 0;

  note(id: FilmId): void {
    this.ids[this.next] = id;
    this.next = (this.next + 1) % KEPT;
  }

  all(): readonly FilmId[] {
    return [...this.ids];
  }
}

/**
 * Asks a model, before it answers anybody, what was asked last and a sample that is the same every
 * time: code paths, memory pages and look-ups are then ready. Yields after every question.
 */
function* warmUp(model: ModelInService, recent: readonly FilmId[]): Generator<void, void> {
  const { recommender } = model;
  const { films } = recommender;
  const { length: fitted } = model.films;
  const known = recent.flatMap((id) => recommender.indexOf(id) ?? []);
  const sample = Array.from({ length: Math.min(SAMPLED, fitted) }, (_, i) => {
    return (i * STRIDE) % fitted;
  });
  const asked = [...new Set([...known, ...sample])];
  for (const film of asked) {
    model.labAnswer(films[film].id, 5);
    yield;
  }
  for (const [i, film] of asked.slice(0, SEARCHED).entries()) {
    const { title, genres = [] } = films[film];
    const other = asked[(i + 1) % asked.length];
    const filter = genres.length === 0 ? undefined : { genres: { any: genres } };
    recommender.recommend({ seeds: [{ film }, { film: other }], filter, limit: LIMIT });
    yield;
    recommender.recommend({ text: title, limit: LIMIT });
    yield;
    recommender.titles.search(title, LIMIT);
    yield;
  }
}

/** Watches models that answer. */
export interface ModelWatcher {
  /** Makes ready to watch one, a little at a time. */
  preparing(model: ModelInService): Generator<void, void>;
}

/** What a model is made ready with. */
export interface Preparation {
  readonly recent: RecentSeeds;
  readonly watcher: ModelWatcher;
}

/** Makes a model ready that answers nobody yet, while others are answered by another one. */
export const prepare = (
  model: ModelInService,
  preparation: Preparation,
  signal: AbortSignal,
): Promise<void> => runInSlices(preparing(model, preparation), PAUSE_MS.long, signal);

function* preparing(
  model: ModelInService,
  { recent, watcher }: Preparation,
): Generator<void, void> {
  // Before anybody asks for what policies make of it: they would make all at once.
  yield* model.live.current.engine.preparing();
  yield* watcher.preparing(model);
  yield* warmUp(model, recent.all());
}

/** The same for the first model of a process: it answers at once, and is made ready in between. */
export function prepareLater(
  model: ModelInService,
  preparation: Preparation,
  signal: AbortSignal,
): void {
  // It ends early when the process does.
  withYoungGenerationHeld(() =>
    runInSlices(preparing(model, preparation), PAUSE_MS.short, signal),
  ).catch(() => undefined);
}
