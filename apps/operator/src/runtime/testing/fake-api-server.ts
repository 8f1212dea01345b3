import type { KubeObject, ObjectMeta } from '../api/resource.js';
import type { ApiRequest, ApiResponse, ApiStream, Transport } from '../api/transport.js';
import type { Clock } from '../time/clock.js';
import { Channel } from './channel.js';
import { type Faults, NO_FAULTS } from './faults.js';
import { isSame, type Json, mergeApplied } from './merge.js';
import { type ParsedPath, parsePath } from './parsed-path.js';

type Stored = KubeObject & Json;

interface HistoryEntry {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly collection: string;
  readonly version: number;
  readonly object: Stored;
}

interface Page {
  readonly items: readonly Stored[];
  readonly version: number;
}

interface Watcher {
  readonly query: ParsedPath;
  readonly channel: Channel<unknown>;
  readonly faults: Faults;
}

export interface FakeOptions {
  readonly clock: Clock;
  /** Plural names of the kinds whose status is a subresource of its own. */
  readonly withStatus?: readonly string[];
}

/** What was asked of the server and changed something. */
export interface Write {
  readonly request: ApiRequest;
  readonly object: KubeObject;
}

/**
 * The API in memory: resource versions, optimistic locking, generations, status subresources, lists by
 * pages, watches from a version on with bookmarks, server-side apply for one manager, and the
 * removal of what is owned. It knows no schemas; the real server is asked about those elsewhere.
 */
export class FakeApiServer {
  readonly objects = new Map<string, Stored>();
  /** Every write that changed something, in order. */
  readonly writes: Write[] = [];
  requests = 0;
  private readonly applied = new Map<string, Json>();
  /** What is left of lists, of one moment, by token. */
  private readonly pages = new Map<string, Page>();
  private history: HistoryEntry[] = [];
  private readonly watchers = new Set<Watcher>();
  private version = 100;
  private oldest = 100;
  private uids = 0;

  constructor(private readonly options: FakeOptions) {}

  /** A connection of one process, with what goes wrong on it. */
  connect(faults: Faults = NO_FAULTS): Transport {
    return {
      host: 'fake',
      send: (request, signal) => this.send(request, faults, signal),
      open: (request, signal) => this.open(request, faults, signal),
    };
  }

  all(plural: string): readonly Stored[] {
    const found: Stored[] = [];
    for (const [key, object] of this.objects)
      if (key.includes(`/${plural}/`) && parsePath(key).plural === plural) found.push(object);
    return found;
  }

  /** Forgets the history: whoever watches from before gets 410, open watches too. */
  compact(): void {
    this.history = [];
    this.oldest = this.version;
    const object = { kind: 'Status', code: 410, reason: 'Expired', message: 'too old' };
    for (const { channel } of this.watchers) channel.put({ type: 'ERROR', object });
  }

  /** Ends every watch, as a restarting server does. */
  breakWatches(error?: Error): void {
    for (const { channel } of this.watchers) channel.close(error);
  }

  bookmark(): void {
    for (const { channel, query } of this.watchers)
      channel.put({
        type: 'BOOKMARK',
        object: { kind: query.plural, metadata: { resourceVersion: String(this.version) } },
      });
  }

  /** Carries a request out at once, as somebody does who is not under test. */
  handle({ body, ...rest }: ApiRequest): ApiResponse {
    // As it comes over a wire: without what is undefined.
    const request: ApiRequest =
      body === undefined ? rest : { ...rest, body: JSON.parse(JSON.stringify(body)) as unknown };
    this.requests++;
    const path = parsePath(request.path);
    const key = path.key;
    const live = this.objects.get(key);
    switch (request.method) {
      case 'GET':
        return path.name === undefined ? this.list(path) : found(live);
      case 'POST':
        return this.create(request, path);
      case 'PUT':
        return this.replace(request, path, live);
      case 'PATCH':
        return this.apply(request, path, live);
      case 'DELETE':
        return this.remove(request, path, live);
    }
  }

  private async send(
    request: ApiRequest,
    faults: Faults,
    signal?: AbortSignal,
  ): Promise<ApiResponse> {
    await this.wait(faults.latency(), signal);
    const refusal = faults.refusal(request);
    if (refusal === 'reset') throw new Error('ECONNRESET');
    const answer = refusal ?? this.handle(request);
    await this.wait(faults.latency(), signal);
    if (refusal === undefined && faults.isAnswerLost(request)) throw new Error('ECONNRESET');
    return structuredClone(answer);
  }

  private async open(request: ApiRequest, faults: Faults, signal: AbortSignal): Promise<ApiStream> {
    await this.wait(faults.latency(), signal);
    this.requests++;
    const refusal = faults.refusal(request);
    if (refusal === 'reset') throw new Error('ECONNRESET');
    if (refusal !== undefined) return { ...refusal };
    const query = parsePath(request.path);
    const from = Number(query.parameters.get('resourceVersion'));
    if (from < this.oldest) return refuse(410, 'Expired');
    return { status: 200, events: this.events(query, from, faults, signal) };
  }

  private async *events(
    query: ParsedPath,
    from: number,
    faults: Faults,
    signal: AbortSignal,
  ): AsyncGenerator {
    const watcher = { query, channel: new Channel(), faults };
    const seconds = Number(query.parameters.get('timeoutSeconds'));
    const { clock } = this.options;
    const timers = [clock.after(seconds * 1_000, () => watcher.channel.close())];
    const breaks = faults.watchBreaks();
    const reset = (): void => watcher.channel.close(new Error('ECONNRESET'));
    if (breaks !== undefined) timers.push(clock.after(breaks, reset));
    signal.addEventListener('abort', reset);
    this.watchers.add(watcher);
    for (const entry of this.history) if (entry.version > from) this.tell(watcher, entry);
    try {
      yield* watcher.channel.read();
    } finally {
      this.watchers.delete(watcher);
      signal.removeEventListener('abort', reset);
      for (const cancel of timers) cancel();
    }
  }

  private tell({ query, channel, faults }: Watcher, entry: HistoryEntry): void {
    if (!query.covers(entry.collection, entry.object)) return;
    const { type } = entry;
    for (const ms of faults.deliveries())
      this.options.clock.after(ms, () =>
        channel.put({ type, object: structuredClone(entry.object) }),
      );
  }

  private list(path: ParsedPath): ApiResponse {
    const page = path.parameters.get('continue');
    const items = page === null ? this.matching(path) : (this.pages.get(page)?.items ?? []);
    const version = page === null ? this.version : (this.pages.get(page)?.version ?? 0);
    if (version < this.oldest) return refuse(410, 'Expired');
    const limit = Number(path.parameters.get('limit') ?? items.length);
    const token = `page-${this.pages.size}`;
    const hasMore = items.length > limit;
    if (hasMore) this.pages.set(token, { items: items.slice(limit), version });
    const metadata = { resourceVersion: String(version), ...(hasMore && { continue: token }) };
    return { status: 200, body: { kind: 'List', items: items.slice(0, limit), metadata } };
  }

  private matching(path: ParsedPath): readonly Stored[] {
    return [...this.objects]
      .filter(([key, object]) => path.covers(parsePath(key).collection, object))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, object]) => object);
  }

  private create(request: ApiRequest, path: ParsedPath): ApiResponse {
    const object = request.body as Stored;
    const key = `${path.collection}/${object.metadata.name}`;
    if (this.objects.has(key)) return refuse(409, 'AlreadyExists');
    return { status: 201, body: this.insert(request, key, object) };
  }

  private replace(request: ApiRequest, path: ParsedPath, live?: Stored): ApiResponse {
    if (live === undefined) return refuse(404, 'NotFound');
    const body = request.body as Stored;
    const { resourceVersion } = body.metadata;
    if (resourceVersion !== undefined && resourceVersion !== live.metadata.resourceVersion)
      return refuse(409, 'Conflict');
    const next = path.subresource === 'status' ? { ...live, status: body.status } : body;
    return { status: 200, body: this.update(request, path.key, live, next) };
  }

  private apply(request: ApiRequest, path: ParsedPath, live?: Stored): ApiResponse {
    const isStatus = path.subresource === 'status';
    const body = request.body as Stored;
    if (live === undefined && isStatus) return refuse(404, 'NotFound');
    const { uid, resourceVersion } = body.metadata;
    if (uid !== undefined && uid !== live?.metadata.uid) return refuse(409, 'Conflict');
    if (resourceVersion !== undefined && resourceVersion !== live?.metadata.resourceVersion)
      return refuse(409, 'Conflict');
    const memory = `${path.key}#${path.subresource ?? ''}`;
    const before = this.applied.get(memory) ?? {};
    this.applied.set(memory, body);
    if (live === undefined) return { status: 201, body: this.insert(request, path.key, body) };
    if (isStatus) {
      const part = ({ status }: Json): Json => ({ status });
      const { status } = mergeApplied(part(live), part(before), part(body));
      return { status: 200, body: this.update(request, path.key, live, { ...live, status }) };
    }
    const merged = mergeApplied(live, before, body) as Stored;
    return { status: 200, body: this.update(request, path.key, live, merged) };
  }

  private remove(request: ApiRequest, path: ParsedPath, live?: Stored): ApiResponse {
    if (live === undefined) return refuse(404, 'NotFound');
    this.objects.delete(path.key);
    this.applied.delete(`${path.key}#`);
    this.applied.delete(`${path.key}#status`);
    const gone = withMeta(live, { resourceVersion: String(++this.version) });
    this.publish(request, 'DELETED', path.collection, gone);
    for (const [key, object] of [...this.objects])
      if (object.metadata.ownerReferences?.some(({ uid }) => uid === live.metadata.uid))
        this.remove({ ...request, path: key }, parsePath(key), object);
    return { status: 200, body: { kind: 'Status', status: 'Success' } };
  }

  private insert(request: ApiRequest, key: string, object: Stored): Stored {
    const path = parsePath(key);
    const stored = withMeta(this.isWithStatus(path) ? { ...object, status: undefined } : object, {
      namespace: path.namespace,
      uid: `uid-${++this.uids}`,
      generation: 1,
      creationTimestamp: this.options.clock.date().toISOString(),
      resourceVersion: String(++this.version),
    });
    this.objects.set(key, stored);
    this.publish(request, 'ADDED', path.collection, stored);
    return stored;
  }

  /** A write that changes nothing is none: the version stays, nobody is told. */
  private update(request: ApiRequest, key: string, live: Stored, next: Stored): Stored {
    const path = parsePath(key);
    const isStatus = parsePath(request.path).subresource === 'status';
    const body = this.isWithStatus(path) && !isStatus ? { ...next, status: live.status } : next;
    const { uid, creationTimestamp, generation = 1, resourceVersion } = live.metadata;
    const same = withMeta(body, { uid, creationTimestamp, generation, resourceVersion });
    if (isSame(same, live)) return live;
    const isChanged = this.isWithStatus(path) && !isSame(body.spec, live.spec);
    const stored = withMeta(same, {
      generation: isChanged ? generation + 1 : generation,
      resourceVersion: String(++this.version),
    });
    this.objects.set(key, stored);
    this.publish(request, 'MODIFIED', path.collection, stored);
    return stored;
  }

  private publish(
    request: ApiRequest,
    type: HistoryEntry['type'],
    collection: string,
    object: Stored,
  ): void {
    this.writes.push({ request, object });
    const entry = { type, collection, version: this.version, object };
    this.history.push(entry);
    for (const watcher of this.watchers) this.tell(watcher, entry);
  }

  private isWithStatus({ plural }: ParsedPath): boolean {
    return this.options.withStatus?.includes(plural) ?? false;
  }

  private wait(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const abort = (): void => {
        cancel();
        reject(new Error('aborted'));
      };
      const cancel = this.options.clock.after(ms, () => {
        signal?.removeEventListener('abort', abort);
        resolve();
      });
      if (signal?.aborted) abort();
      else signal?.addEventListener('abort', abort, { once: true });
    });
  }
}

const withMeta = (object: Stored, metadata: Partial<ObjectMeta>): Stored => ({
  ...object,
  metadata: { ...object.metadata, ...metadata },
});

const found = (object?: Stored): ApiResponse =>
  object === undefined ? refuse(404, 'NotFound') : { status: 200, body: object };

const refuse = (code: number, reason: string): ApiResponse => ({
  status: code,
  body: { kind: 'Status', code, reason, message: reason },
});
