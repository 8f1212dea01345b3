import { createHash } from 'node:crypto';
import type { Clock } from '../../runtime/index.js';

/** A server is asked this often at most, however many resources name it. */
const FRESH_MS = 60_000;
/** Servers of catalogues that nobody names any more are forgotten beyond so many. */
const MAX_REMEMBERED = 1_000;

/** Headers of an answer to HEAD; rejects where there was none. */
export type Head = (url: string, signal: AbortSignal) => Promise<Headers>;

type Known = { readonly digest?: string } | { readonly problem: string };

/**
 * What servers tell of their files: the sha256 of address and entity tag or, without one, of the date
 * of the last change. A server that tells neither leaves the file unknown, as a volume does.
 */
export class HttpDigests {
  private readonly remembered = new Map<string, { readonly at: number; readonly known: Known }>();

  constructor(
    private readonly head: Head,
    private readonly clock: Clock,
  ) {}

  async of(url: string, signal: AbortSignal): Promise<Known> {
    const last = this.remembered.get(url);
    const now = this.clock.elapsed();
    if (last !== undefined && now - last.at < FRESH_MS) return last.known;
    const known = await this.ask(url, signal);
    this.remembered.delete(url);
    this.remembered.set(url, { at: now, known });
    const oldest = this.remembered.keys().next().value;
    if (oldest !== undefined && this.remembered.size > MAX_REMEMBERED)
      this.remembered.delete(oldest);
    return known;
  }

  private async ask(url: string, signal: AbortSignal): Promise<Known> {
    try {
      const headers = await this.head(url, signal);
      const tag = headers.get('etag') ?? headers.get('last-modified');
      if (tag === null) return {};
      const digest = createHash('sha256').update(JSON.stringify([url, tag])).digest('hex');
      return { digest: `sha256:${digest}` };
    } catch (error) {
      return { problem: `${url}: ${error instanceof Error ? error.message : String(error)}` };
    }
  }
}
