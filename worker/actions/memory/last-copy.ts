// The last answers of a thread that this location of the edge gave, for the hours when KV does not: a reader then sees
// the comments of a while ago instead of none. Kept by the Cache API where there is one (on a host without it, or on an
// address where it keeps nothing, reading answers 503). Only what was public goes in.
// https://developers.cloudflare.com/workers/runtime-apis/cache/

import { COPY_HEADER } from '../../contract/index.ts';
import { DAY, SECOND } from '../../rules/time.ts';

/** In seconds. */
const KEPT_FOR = DAY / SECOND;
/** Answers this isolate remembers having kept, so that it does not keep the same bytes again at every view. */
const REMEMBERED = 500;

export class LastCopies {
  private readonly cache: Cache | null;
  private readonly kept = new Map<string, string>();

  constructor(cache: Cache | null) {
    this.cache = cache;
  }

  /** Whether these bytes are worth keeping: there is somewhere to keep them, and they are not there already. */
  wants(name: string, etag: string): boolean {
    return this.cache !== null && this.kept.get(name) !== etag;
  }

  /** For the background: a failure costs an old copy that may never be asked for. */
  async keep(name: string, body: ReadableStream, etag: string, now: number): Promise<void> {
    if (this.cache === null) return;
    const headers = {
      'Content-Type': 'application/json',
      'Cache-Control': `public, max-age=${KEPT_FOR}`,
      [COPY_HEADER]: new Date(now).toISOString(),
    };
    await this.cache.put(addressOf(name), new Response(body, { headers }));
    if (this.kept.size >= REMEMBERED) this.kept.clear();
    this.kept.set(name, etag);
  }

  /** The copy and when it was made, or null. */
  async find(name: string): Promise<{ body: ReadableStream; at: string } | null> {
    const copy = await this.cache?.match(addressOf(name));
    const at = copy?.headers.get(COPY_HEADER);
    return copy?.body && at ? { body: copy.body, at } : null;
  }
}

// The cache goes by address; this one is nobody's (RFC 2606).
function addressOf(name: string): string {
  return `https://last-copy.invalid/${name}`;
}
