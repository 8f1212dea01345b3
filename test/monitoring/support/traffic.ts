import { FILMS } from '../../e2e/support/sample.js';
import { eventually, type RunningService } from '../../e2e/support/service.js';
import { open } from '../../e2e/support/socket.js';

const LISTS = '/v1/recommendations';
const ROUNDS = 60;
/** Requests that the service may answer at once. */
export const PLACES = 8;

/** Requests of every kind, good and bad, as clients send them; more at once than is let in. */
export async function sendTraffic(service: RunningService): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    const film = FILMS[round % FILMS.length];
    const other = FILMS[(round * 7) % FILMS.length];
    await service.post('/recommend', { movie_id: film.id });
    await service.post('/recommend', { movie_id: `unknown-${round}` });
    await service.post('/recommend', { movie_id: 1, top_n: -1 });
    const list = await service.post(LISTS, {
      seeds: [{ id: film.id }, { id: other.id }],
      explain: true,
    });
    await sendFeedback(service, list.json as List, round);
    await service.post(LISTS, { text: `${film.title} and words such as zyxwv${round}` });
    await service.post(LISTS, { seeds: [{ id: film.id }], minScore: 1 });
    await service.post(LISTS, {
      seeds: [{ id: film.id }],
      filter: { genres: { any: film.genres.slice(0, 1) }, year: { from: 1990 } },
    });
    await service.get(`/v1/movies/${String(film.id)}/similar`);
    if (round % 10 === 0) await overload(service);
  }
}

interface List {
  readonly requestId: string;
  readonly variant: string;
  readonly model: { readonly version: string };
}

/** The first film was shown, and in every other list it was clicked. */
async function sendFeedback(service: RunningService, list: List, round: number): Promise<void> {
  const { requestId, variant, model } = list;
  const events = (round % 2 === 0 ? ['impression', 'click'] : ['impression']).map((event) => ({
    event,
    requestId,
    rank: 1,
    variant,
    modelVersion: model.version,
  }));
  await service.post('/v1/feedback', { events });
}

const HALF =
  'POST /recommend HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n' +
  'Content-Length: 14\r\n\r\n{"mov';

/** Where connections go through others, as by a port-forward, their end is not seen at once. */
const FREED_MS = 15_000;

/** Requests that never end take all places, so that those behind them are turned away. */
async function overload(service: RunningService): Promise<void> {
  const sockets = Array.from({ length: PLACES }, () => open(service.url));
  for (const socket of sockets) socket.write(HALF);
  await eventually(async () => {
    const { status } = await service.post('/recommend', { movie_id: 1 });
    expect(status).toBe(503);
  });
  for (const socket of sockets) socket.destroy();
  await eventually(async () => {
    const { status } = await service.post('/recommend', { movie_id: 1 });
    expect(status).toBe(200);
  }, FREED_MS);
}
