import { ApiError, isNotFound } from './api-error.js';
import type { ObjectRef } from './key.js';
import { type RequestRecord, type RequestWatcher, UNWATCHED_REQUESTS } from './request-record.js';
import { groupOf, type KubeObject, type Place, pathOf, type Resource } from './resource.js';
import type { ApiRequest, Transport } from './transport.js';

/** YAML for its name only: JSON is YAML, and servers before 1.36 know no other name. */
const APPLY = 'application/apply-patch+yaml';

export interface ListOptions {
  readonly namespace?: string;
  readonly labelSelector?: string;
  /** Objects on a page. */
  readonly limit?: number;
  /** Where the page before ended. */
  readonly continue?: string;
}

export interface List<T> {
  readonly items: readonly T[];
  /** Changes after the list are watched from here. */
  readonly resourceVersion: string;
  /** Present where there are more pages. */
  readonly continue?: string;
}

export interface WatchOptions {
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly resourceVersion: string;
  /** The server ends the watch then; it is no error. */
  readonly timeoutSeconds: number;
}

export interface WatchEvent<T> {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK';
  /** Of a bookmark only its `metadata.resourceVersion` is there. */
  readonly object: T;
}

/** What the cache and the election need of a client. */
export type Verb = RequestRecord['verb'];

/**
 * A thin client: objects are JSON of ours, sent and returned as they are, so no field is lost that a
 * typed client does not know. Where something is not there, that is a value; every other refusal is
 * thrown as an ApiError.
 */
export class Client {
  constructor(
    private readonly transport: Transport,
    /** Under which name server-side apply keeps what is ours. */
    private readonly fieldManager: string,
    private readonly watcher: RequestWatcher = UNWATCHED_REQUESTS,
  ) {}

  get<T extends KubeObject>(
    resource: Resource<T>,
    ref: ObjectRef,
    signal?: AbortSignal,
  ): Promise<T | undefined> {
    return orUndefined(this.one(resource, 'get', 'GET', ref, {}, signal));
  }

  async list<T extends KubeObject>(
    resource: Resource<T>,
    { namespace, labelSelector, limit, continue: from }: ListOptions = {},
    signal?: AbortSignal,
  ): Promise<List<T>> {
    const query = queryOf({ labelSelector, limit, continue: from });
    const request: ApiRequest = { method: 'GET', path: pathOf(resource, { namespace }) + query };
    const body = await this.send(resource, 'list', { namespace }, request, signal);
    const { items, metadata } = body as RawList<T>;
    const { apiVersion, kind } = resource;
    return {
      // Items of a list come without their kind.
      items: items.map((item) => ({ ...item, apiVersion, kind })),
      resourceVersion: metadata.resourceVersion,
      ...(metadata.continue && { continue: metadata.continue }),
    };
  }

  /** @throws ApiError where the watch is refused or ended by an event of type ERROR */
  async *watch<T extends KubeObject>(
    resource: Resource<T>,
    { namespace, ...options }: WatchOptions,
    signal: AbortSignal,
  ): AsyncGenerator<WatchEvent<T>> {
    const query = queryOf({ watch: true, allowWatchBookmarks: true, ...options });
    const path = pathOf(resource, { namespace }) + query;
    const what = `watch ${resource.plural}`;
    this.watcher.asked(recordOf(resource, 'watch', { namespace }));
    const stream = await this.reach('GET', what, () =>
      this.transport.open({ method: 'GET', path }, signal),
    );
    if (stream.events === undefined)
      throw ApiError.of(what, stream.status, stream.body, stream.retryAfterMs);
    for await (const event of stream.events) {
      const { type, object } = event as { type: string; object: T };
      if (type === 'ERROR') throw ApiError.ofWatch(what, object);
      yield { type, object } as WatchEvent<T>;
    }
  }

  /**
   * Server-side apply: what the object names becomes so, what was ours and is no longer named goes,
   * everything else stays. It is made where it is missing. Ours wins over other managers.
   */
  apply<T extends KubeObject>(resource: Resource<T>, object: T, signal?: AbortSignal): Promise<T> {
    const query = queryOf({ fieldManager: this.fieldManager, force: true });
    const request = { contentType: APPLY, body: object, query };
    return this.one(resource, 'patch', 'PATCH', object.metadata, request, signal);
  }

  /** The same of the status, which is told apart from the rest. */
  applyStatus<T extends KubeObject>(
    resource: Resource<T>,
    object: T,
    signal?: AbortSignal,
  ): Promise<T> {
    const query = queryOf({ fieldManager: this.fieldManager, force: true });
    const request = { contentType: APPLY, body: object, query };
    const place = { ...refOf(object), subresource: 'status' };
    return this.one(resource, 'patch', 'PATCH', place, request, signal);
  }

  /** @throws ApiError 409 where it is there already */
  async create<T extends KubeObject>(
    resource: Resource<T>,
    object: T,
    signal?: AbortSignal,
  ): Promise<T> {
    const { namespace } = object.metadata;
    const query = queryOf({ fieldManager: this.fieldManager });
    const path = pathOf(resource, { namespace }) + query;
    const request: ApiRequest = { method: 'POST', path, body: object };
    return (await this.send(resource, 'create', { namespace }, request, signal)) as T;
  }

  /** Replaces an object as a whole. @throws ApiError 409 where `resourceVersion` is not the latest */
  replace<T extends KubeObject>(
    resource: Resource<T>,
    object: T,
    signal?: AbortSignal,
  ): Promise<T> {
    const query = queryOf({ fieldManager: this.fieldManager });
    return this.one(resource, 'update', 'PUT', refOf(object), { body: object, query }, signal);
  }

  /** Also what it owns, later and by the cluster itself. @returns whether there was something */
  async delete(resource: Resource, ref: ObjectRef, signal?: AbortSignal): Promise<boolean> {
    const body = { apiVersion: 'v1', kind: 'DeleteOptions', propagationPolicy: 'Background' };
    const deleted = this.one(resource, 'delete', 'DELETE', ref, { body }, signal);
    return (await orUndefined(deleted)) !== undefined;
  }

  private async one<T extends KubeObject>(
    resource: Resource<T>,
    verb: Verb,
    method: ApiRequest['method'],
    { namespace, name, subresource }: Place,
    { query = '', ...request }: Omit<ApiRequest, 'method' | 'path'> & { query?: string },
    signal?: AbortSignal,
  ): Promise<T> {
    const place = { namespace, name, subresource };
    const path = pathOf(resource, place) + query;
    return (await this.send(resource, verb, place, { method, path, ...request }, signal)) as T;
  }

  private async send(
    resource: Resource,
    verb: Verb,
    place: Place,
    request: ApiRequest,
    signal?: AbortSignal,
  ): Promise<unknown> {
    const what = `${verb} ${resource.plural} ${[place.namespace, place.name].filter(Boolean).join('/')}`;
    this.watcher.asked(recordOf(resource, verb, place));
    const answer = await this.reach(request.method, what, () =>
      this.transport.send(request, signal),
    );
    const { status, body, retryAfterMs } = answer;
    if (status >= 400) throw ApiError.of(what, status, body, retryAfterMs);
    if (verb === 'patch' && status === 201) this.watcher.asked(recordOf(resource, 'create', place));
    return body;
  }

  private async reach<A extends { readonly status: number }>(
    method: string,
    what: string,
    ask: () => Promise<A>,
  ): Promise<A> {
    const { host } = this.transport;
    try {
      const answer = await ask();
      this.watcher.answered(String(answer.status), method, host);
      return answer;
    } catch (error) {
      this.watcher.answered('<error>', method, host);
      throw ApiError.unreachable(what, error);
    }
  }
}

interface RawList<T> {
  readonly items: readonly T[];
  readonly metadata: { readonly resourceVersion: string; readonly continue?: string };
}

const refOf = ({ metadata: { namespace, name } }: KubeObject): ObjectRef => ({ namespace, name });

const recordOf = (resource: Resource, verb: Verb, place: Place): RequestRecord => ({
  verb,
  group: groupOf(resource),
  resource: resource.plural,
  ...place,
});

function queryOf(parameters: object): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined) query.set(name, String(value));
  return query.size === 0 ? '' : `?${query.toString()}`;
}

const orUndefined = <T>(answer: Promise<T>): Promise<T | undefined> =>
  answer.catch((error: unknown) => {
    if (isNotFound(error)) return undefined;
    throw error;
  });
