import { isUtf8 } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { recommendRequestSchema } from '#contracts';
import { logAnswer, onAnswered } from '../http/answered.js';
import type { Front, HotRoute } from '../http/node-server.js';
import { ProblemException } from '../http/problem-exception.js';
import { logFailure, problemBody, toProblem } from '../http/problem-filter.js';
import { parseBody } from '../http/schema-pipe.js';
import type { ServerOptions } from '../http/server.js';
import type { Chosen, ModelsInService } from '../model/models-in-service.js';
import type { RouteWatcher } from '../metrics/http-metrics.js';
import { inTrace } from '../tracing/current-trace.js';
import { RECOMMEND } from './recommend.route.js';
import type { RecommendationsService } from './recommendations.service.js';

/** A body of the lab's contract is some thirty bytes; a longer one takes the ordinary way. */
const MAX_BODY_BYTES = 1_024;
const JSON_TYPES = new Set(['application/json', 'application/json; charset=utf-8']);

/** A body, or what is answered in its place because it came too late. */
type Received = Buffer | ProblemException | undefined;

/**
 * `POST /recommend` in its plain form, answered on Node's own server: a small JSON body of stated
 * length. Every other form of it is answered by the same route on Fastify
 * (docs/adr/0004-hot-route.md).
 */
export class HotRecommend implements HotRoute {
  constructor(
    private readonly base: Pick<ServerOptions, 'logger' | 'draining' | 'ids' | 'tracer'>,
    private readonly models: ModelsInService,
    private readonly service: RecommendationsService,
    private readonly watcher: RouteWatcher,
    private readonly onProblem: (status: number, chosen: Chosen | undefined) => void,
    private readonly front: Front,
  ) {}

  takes({ method, url, headers }: IncomingMessage): boolean {
    return (
      method === RECOMMEND.method &&
      url === RECOMMEND.url &&
      JSON_TYPES.has(headers['content-type'] ?? '') &&
      Number(headers['content-length']) <= MAX_BODY_BYTES &&
      headers['content-encoding'] === undefined
    );
  }

  answer(request: IncomingMessage, response: ServerResponse): void {
    const { ids, logger, tracer } = this.base;
    const id = ids.of(request);
    this.watcher.begun();
    const span = tracer?.begun(request.method, request.headers, id);
    onAnswered(response, (status, seconds) => {
      this.watcher.ended(status, seconds, span?.sampledTraceId);
      span?.ended(RECOMMEND.url, status);
      const { method, url } = request;
      logAnswer(logger, { method, url, requestId: id, traceId: span?.traceId, status, seconds });
    });
    let body: Buffer | undefined;
    request.on('data', (chunk: Buffer) => {
      body = body === undefined ? chunk : Buffer.concat([body, chunk]);
    });
    request.on('end', () => {
      const respond = (): void =>
        this.respond(response, id, this.front.gate?.lateness(request) ?? body);
      if (span === undefined) respond();
      else inTrace(span.sampledTraceId, respond);
    });
  }

  private respond(response: ServerResponse, id: string, body: Received): void {
    const { status, type, text, more } = this.resultOf(body, id);
    const bytes = Buffer.byteLength(text);
    const headers = ['content-type', type, 'content-length', String(bytes), 'x-request-id', id];
    for (const name in more) headers.push(name, more[name]);
    if (this.base.draining.isDraining) headers.push('connection', 'close');
    // ASCII, as most titles are: written without being encoded.
    response.writeHead(status, headers).end(text, bytes === text.length ? 'latin1' : 'utf8');
  }

  private resultOf(body: Received, id: string) {
    let chosen: Chosen | undefined;
    try {
      const { movie_id, top_n } = parseBody(recommendRequestSchema, parseJson(body));
      chosen = this.models.current.choose(id);
      const text = this.service.recommendTitles(chosen, movie_id, top_n);
      const type = 'application/json; charset=utf-8';
      return { status: 200, type, text, more: chosen.headers };
    } catch (error) {
      const problem = toProblem(error);
      if (problem.status === 500) logFailure(this.base.logger, error, id);
      this.onProblem(problem.status, chosen);
      const text = JSON.stringify(problemBody(problem, id));
      const type = 'application/problem+json; charset=utf-8';
      return {
        status: problem.status,
        type,
        text,
        more: { ...chosen?.headers, ...problem.details.headers },
      };
    }
  }
}

/** Length of the byte order mark in UTF-8, EF BB BF; in valid UTF-8 EF BB alone may begin other characters. */
const MARK_BYTES = 3;

const startsWithMark = (body: Buffer): boolean =>
  body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf;

/** @throws ProblemException 400 when the bytes are no JSON in UTF-8, or the one that came for them */
function parseJson(body: Received): unknown {
  if (body instanceof ProblemException) throw body;
  if (body === undefined) throw new ProblemException(400, 'invalid_request', 'the body is empty');
  if (!isUtf8(body)) throw new ProblemException(400, 'invalid_request', 'the body is not UTF-8');
  try {
    // Keys such as "__proto__" become plain properties here, and the strict schema refuses them.
    return JSON.parse(body.toString('utf8', startsWithMark(body) ? MARK_BYTES : 0)) as unknown;
  } catch (error) {
    const reason = (error as SyntaxError).message;
    throw new ProblemException(400, 'invalid_request', `the body is not JSON: ${reason}`);
  }
}
