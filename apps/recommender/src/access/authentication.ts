import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { IncomingHttpHeaders } from 'node:http';
import type { ApiKey, Scope } from '#contracts';
import { ProblemException } from '../http/problem-exception.js';
import type { KeyRefusal, Keyring } from './keyring.js';
import type { Need, NeedOf } from './needed-scope.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The key that a request has proved to hold, where keys are asked for. */
    apiKey?: ApiKey;
  }
}

/** Why a request was not let in; also a label of a metric. */
export type AccessRefusal = KeyRefusal | 'missing' | 'scope';

/** What is asked at the door of a listener. */
export interface Door {
  /** The keys of this moment. */
  readonly keys: () => Keyring;
  readonly needOf: NeedOf;
  readonly onDenied: (reason: AccessRefusal) => void;
}

/** Lets requests through that bring a key with the scope that their route needs. */
export function requireKeys(server: FastifyInstance, { keys, needOf, onDenied }: Door): void {
  server.decorateRequest('apiKey');
  server.addHook('onRequest', (request, _reply, done) => {
    const denial = authenticate(request, keys(), needOf(request.routeOptions.url));
    if (denial !== undefined) onDenied(denial.reason);
    done(denial?.problem);
  });
}

interface Denial {
  readonly reason: AccessRefusal;
  readonly problem: ProblemException;
}

/** Puts its key on the request, or tells why it may not go on. */
function authenticate(request: FastifyRequest, keys: Keyring, need: Need): Denial | undefined {
  if (need === 'nothing') return undefined;
  const presented = presentedKey(request.headers);
  if (presented === undefined) return { reason: 'missing', problem: missing() };
  const check = keys.check(presented, Date.now());
  if ('refusal' in check) return { reason: check.refusal, problem: invalid(check.refusal) };
  request.apiKey = check.key;
  if (need === 'any key' || isAllowed(check.key, need)) return undefined;
  return { reason: 'scope', problem: insufficient(check.key, need) };
}

/** `Authorization: Bearer …` or, where something else uses that header, `X-API-Key: …`. */
function presentedKey(headers: IncomingHttpHeaders): string | undefined {
  const bearer = /^Bearer(?: +|$)(?<key>.*)$/iu.exec(headers.authorization ?? '')?.groups?.key;
  // Node joins a header that comes twice, unless it is one of its own: then it is no key any more.
  return bearer ?? headers['x-api-key']?.toString();
}

const isAllowed = ({ scopes }: ApiKey, scope: Scope): boolean =>
  scopes.includes(scope) || scopes.includes('*');

const HOW = 'expected a header "Authorization: Bearer mrk_…" or "X-API-Key: mrk_…"';

const missing = (): ProblemException =>
  new ProblemException(401, 'missing_key', HOW, { headers: challenge() });

/** Unknown and wrong are one to the client: it learns nothing of which ids there are. */
function invalid(refusal: KeyRefusal): ProblemException {
  const detail = DETAILS[refusal];
  const headers = challenge('invalid_token', detail);
  return new ProblemException(401, 'invalid_key', detail, { headers });
}

const DETAILS: Readonly<Record<KeyRefusal, string>> = {
  malformed:
    'this is not a key of this service: expected mrk_, its id, _ and 64 hexadecimal digits',
  unknown: 'this key is not accepted',
  wrong_secret: 'this key is not accepted',
  not_yet_valid: 'this key is not valid yet',
  expired: 'this key is no longer valid',
};

function insufficient({ id, scopes }: ApiKey, scope: Scope): ProblemException {
  const detail = `the key ${id} may be used for ${scopes.join(', ')}; this needs ${scope}`;
  const headers = challenge('insufficient_scope', detail, scope);
  return new ProblemException(403, 'insufficient_scope', detail, { headers });
}

/** What RFC 6750, section 3 asks for; without an error if no key was brought. */
function challenge(error?: string, description?: string, scope?: Scope): Record<string, string> {
  const facts = { realm: 'movie-recommender', error, error_description: description, scope };
  const parts = Object.entries(facts).flatMap(([name, value]) =>
    value === undefined ? [] : `${name}="${value}"`,
  );
  return { 'www-authenticate': `Bearer ${parts.join(', ')}` };
}
