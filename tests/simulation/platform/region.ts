// One place on earth: its clock, its caches of KV, and the namespace that an invocation there is handed. KV is as
// Cloudflare describes it: what was read is kept for a minute or more, misses too; lists lag; own writes are usually
// seen at once; a key takes one write a second. On top comes whatever the weather does to single operations.
// https://developers.cloudflare.com/kv/concepts/how-kv-works/ and https://developers.cloudflare.com/kv/platform/limits/

import { MINUTE, SECOND } from '../../../worker/rules/time.ts';
import type { Central, Version } from './central.ts';
import { forever, type Invocation } from './invocation.ts';
import type { Rng } from './rng.ts';
import type { Scheduler } from './scheduler.ts';
import type { Weather } from './weather.ts';

const MAX_KEY = 512;
const MAX_METADATA = 1_024;
const MAX_BULK = 100;
const USUALLY_STALE = 60 * SECOND;
const RARELY_STALE = 5 * MINUTE;

/** What all regions share. */
export interface Platform {
  scheduler: Scheduler;
  central: Central;
  weather: Weather;
  isDown: boolean;
  /** Of the names of keys: a story's writes that fail. */
  refuses: ((name: string) => boolean) | null;
  /** How often each fault came up. */
  counts: Map<string, number>;
  trace: ((line: string) => void) | null;
}

interface ListOptions {
  prefix?: string;
  limit?: number;
  cursor?: string | null;
}

export class Region {
  readonly name: string;
  readonly skew: number;
  private readonly platform: Platform;
  private readonly rng: Rng;
  private readonly cache = new Map<string, { version: Version | null; until: number }>();
  private readonly lists = new Map<string, { asOf: number; until: number }>();

  constructor(name: string, skew: number, platform: Platform, rng: Rng) {
    this.name = name;
    this.skew = skew;
    this.platform = platform;
    this.rng = rng;
  }

  now(): number {
    return this.platform.scheduler.now + this.skew;
  }

  /** The binding, as this invocation gets it. */
  namespace(invocation: Invocation): KVNamespace {
    const single = (name: string, type?: unknown) => this.get(invocation, name, typeOf(type));
    const bulk = (names: string[], type?: unknown) => this.getMany(invocation, names, typeOf(type));
    const kv = {
      get: async (name: string | string[], type?: unknown) => {
        if (typeof name === 'string') return (await single(name, type)).value;
        const found = await bulk(name, type);
        return new Map([...found].map(([key, pair]) => [key, pair?.value ?? null]));
      },
      getWithMetadata: (name: string | string[], type?: unknown) =>
        typeof name === 'string' ? single(name, type) : bulk(name, type),
      list: (options: ListOptions = {}) => this.list(invocation, options),
      put: (name: string, value: unknown, options: Record<string, unknown> = {}) =>
        this.put(invocation, name, value, options),
      delete: (name: string) => this.write(invocation, 'delete', name, null, null),
    };
    return kv as unknown as KVNamespace;
  }

  private async get(invocation: Invocation, name: string, type: ValueType) {
    checkName(name);
    const version = await this.reading(invocation, `get ${name}`, () => this.look(name));
    return { value: decode(version, type), metadata: metadataOf(version), cacheStatus: null };
  }

  private async getMany(invocation: Invocation, names: string[], type: ValueType) {
    if (names.length > MAX_BULK) throw new Error('KV GET_BULK failed: 400 You can request a maximum of 100 keys');
    if (type !== 'text' && type !== 'json') throw new Error(`KV GET_BULK failed: 400 "${type}" is not a valid type`);
    names.forEach(checkName);
    return this.reading(invocation, `get ${names.length} ${names[0]}`, () => {
      const found = new Map<string, { value: unknown; metadata: unknown } | null>();
      for (const name of names) {
        const version = this.look(name);
        // A missing one is null, as workerd has it.
        found.set(name, version && { value: decode(version, type), metadata: metadataOf(version) });
      }
      return found;
    });
  }

  /** Through the cache. */
  private look(name: string): Version | null {
    const { scheduler, central } = this.platform;
    const cached = this.cache.get(name);
    if (cached && scheduler.now < cached.until) {
      if (cached.version !== central.read(name, scheduler.now)) this.count('stale read');
      return cached.version;
    }
    const version = central.read(name, scheduler.now);
    this.cache.set(name, { version, until: scheduler.now + this.staleFor() });
    return version;
  }

  private async list(invocation: Invocation, { prefix = '', limit = 1_000, cursor = null }: ListOptions) {
    return this.reading(invocation, `list ${prefix}`, () => {
      const { central, weather, scheduler } = this.platform;
      const from = cursor ? readCursor(cursor) : { asOf: this.listedAsOf(prefix), after: '', walked: false };
      if (central.list(prefix, from.asOf).length !== central.list(prefix, scheduler.now).length)
        this.count('stale list');
      const rest = central.list(prefix, from.asOf, from.after);
      let size = Math.min(limit, 1_000);
      // Deleted keys are walked over: a page may hold few keys or none while there are more.
      if (!from.walked && rest.length > 0 && this.rng.chance(weather.shortPages)) {
        size = this.rng.chance(0.5) ? 0 : this.rng.int(rest.length);
        this.count(size === 0 ? 'empty page' : 'short page');
      }
      const page = rest.slice(0, size);
      const keys = page.map(({ name, version }) => {
        const metadata = metadataOf(version);
        return metadata === null ? { name } : { name, metadata };
      });
      if (page.length === rest.length) return { keys, list_complete: true, cacheStatus: null };
      const next = { asOf: from.asOf, after: page.at(-1)?.name ?? from.after, walked: true };
      return { keys, list_complete: false, cursor: JSON.stringify(next), cacheStatus: null };
    });
  }

  private listedAsOf(prefix: string): number {
    const { now } = this.platform.scheduler;
    const cached = this.lists.get(prefix);
    if (cached && now < cached.until) return cached.asOf;
    const staleFor = this.staleFor();
    const asOf = now - Math.floor(this.rng.next() * staleFor);
    this.lists.set(prefix, { asOf, until: asOf + staleFor });
    return asOf;
  }

  private put(invocation: Invocation, name: string, value: unknown, options: Record<string, unknown>) {
    if (typeof value !== 'string') throw new Error('the simulation keeps text only');
    const mayExpire = name.startsWith('address:') || name === 'mails' || name.includes(':~spent:');
    if (!mayExpire && ('expiration' in options || 'expirationTtl' in options)) throw new Error(`${name} has a TTL`);
    const metadata = options.metadata === undefined ? null : JSON.stringify(options.metadata);
    if (metadata !== null && Buffer.byteLength(metadata) > MAX_METADATA) {
      throw new Error('KV PUT failed: 413 Metadata length exceeds the limit of 1024');
    }
    return this.write(invocation, 'put', name, value, metadata);
  }

  private async write(
    invocation: Invocation,
    verb: 'put' | 'delete',
    name: string,
    value: string | null,
    metadata: string | null,
  ): Promise<void> {
    checkName(name);
    const { platform, rng } = this;
    const { scheduler, central, weather } = platform;
    const isAlive = invocation.begin();
    const latency = rng.chance(0.05) ? rng.between(500, 3_000) : rng.between(20, 400);
    const fate = rng.next();
    const refusal = rng.chance(weather.tooMany);
    const isSeen = !rng.chance(weather.ownWriteHidden);
    // What a dying invocation had sent arrives or does not.
    const arrives = rng.chance(0.5);
    if (!isAlive && !arrives) return forever();

    await scheduler.sleep(latency * rng.next());
    if (invocation.isDead && !arrives) return forever();
    if (platform.isDown) this.fail(invocation, `${verb} ${name}`, 'outage');
    if (platform.refuses?.(name)) this.fail(invocation, `${verb} ${name}`, 'write failed');
    if (fate < weather.putFails) this.fail(invocation, `${verb} ${name}`, 'write failed');
    if (scheduler.now - central.lastWrite(name) < SECOND) {
      if (refusal) this.fail(invocation, `${verb} ${name}`, '429 Too Many Requests');
      this.count('two writes in a second');
    }
    const version = { time: scheduler.now, value, metadata, by: invocation };
    central.write(name, version);
    if (isSeen)
      this.cache.set(name, {
        version: value === null ? null : version,
        until: scheduler.now + (weather.agreesAtOnce ? 0 : USUALLY_STALE),
      });
    platform.trace?.(`${this.line(invocation)} ${verb} ${name} ${metadata ?? ''}`);

    await scheduler.sleep(latency * rng.next());
    if (invocation.isDead) return forever();
    if (fate > 1 - weather.putFailsAfter) this.fail(invocation, `${verb} ${name}`, 'write failed after its effect');
  }

  private async reading<T>(invocation: Invocation, what: string, act: () => T): Promise<T> {
    const { platform, rng } = this;
    const isAlive = invocation.begin();
    const latency = rng.between(2, 80);
    const fails = rng.chance(platform.weather.readFails);
    if (!isAlive) return forever();
    await platform.scheduler.sleep(latency);
    if (invocation.isDead) return forever();
    if (platform.isDown) this.fail(invocation, what, 'outage');
    if (fails) this.fail(invocation, what, 'read failed');
    const result = act();
    platform.trace?.(`${this.line(invocation)} ${what}`);
    return result;
  }

  private fail(invocation: Invocation, what: string, why: string): never {
    invocation.faults++;
    this.count(why);
    this.platform.trace?.(`${this.line(invocation)} ${what} FAILS: ${why}`);
    throw new Error(`KV failed: ${why}`);
  }

  private staleFor(): number {
    if (this.platform.weather.agreesAtOnce) return 0;
    return this.rng.chance(this.platform.weather.longStale)
      ? this.rng.between(USUALLY_STALE, RARELY_STALE)
      : USUALLY_STALE;
  }

  private count(what: string): void {
    const { counts } = this.platform;
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }

  private line(invocation: Invocation): string {
    return `${this.platform.scheduler.now} ${this.name} ${invocation.name}`;
  }
}

type ValueType = 'text' | 'json' | 'stream';

function typeOf(given: unknown): ValueType {
  const type = typeof given === 'object' && given !== null ? (given as { type?: unknown }).type : given;
  if (type === undefined) return 'text';
  if (type === 'text' || type === 'json' || type === 'stream') return type;
  throw new Error(`the simulation reads no ${String(type)}`);
}

function decode(version: Version | null, type: ValueType): unknown {
  if (!version) return null;
  const text = version.value!;
  if (type === 'text') return text;
  return type === 'json' ? JSON.parse(text) : new Response(text).body;
}

function metadataOf(version: Version | null): unknown {
  return version?.metadata == null ? null : JSON.parse(version.metadata);
}

function checkName(name: string): void {
  if (Buffer.byteLength(name) > MAX_KEY) throw new Error('KV failed: 414 key length limit of 512');
  if (name === '') throw new Error('KV failed: Key names must not be empty');
}

function readCursor(cursor: string): { asOf: number; after: string; walked: boolean } {
  return JSON.parse(cursor);
}
