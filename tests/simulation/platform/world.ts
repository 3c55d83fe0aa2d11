// The world of one seed: the central store, the regions with their isolates, the weather, and how a client's request
// goes through all of it. Nothing in it knows what the requests are about.

import type { Worker } from '../../../worker/worker.ts';
import { Central } from './central.ts';
import { Invocation } from './invocation.ts';
import type { Program } from './program.ts';
import { type Platform, Region } from './region.ts';
import { Rng } from './rng.ts';
import { Scheduler } from './scheduler.ts';
import type { Weather } from './weather.ts';

export const SITE = 'https://blog.example';
const WORKER = 'https://comments.example';
const ADMIN_TOKEN = 'simulated-token-simulated-token-simulated';
export const START = Date.parse('2026-11-01T12:00:00Z');

/** Null: nothing came back, and the client does not know what happened. */
export interface Answer {
  status: number;
  text: string;
  /** Where it is JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: what the wire says is checked where it is used
  json: any;
  /** Of a redirect. */
  location: string | null;
  /** Everything that goes on after the answer. */
  afterwards: Promise<unknown>;
}

export interface SentMail {
  to: string;
  text: string;
}

export interface Send {
  method?: string;
  body?: unknown;
  /** In the place of `body`: JSON lines, or the fields of a form on one of the worker's own pages. */
  lines?: string;
  form?: Record<string, string>;
  owner?: boolean;
}

export class World {
  readonly platform: Platform;
  readonly scheduler: Scheduler;
  readonly central: Central;
  readonly weather: Weather;
  readonly regions: Region[];
  readonly program: Program;
  /** What was sent to readers and to the owner. */
  readonly mails: SentMail[] = [];
  private readonly seed: string;
  private readonly isolates = new Map<Region, Worker>();
  private readonly rng: Rng;
  private invocations = 0;
  private started = 0;

  constructor(seed: string, weather: Weather, program: Program, trace: ((line: string) => void) | null) {
    this.seed = seed;
    this.weather = weather;
    this.program = program;
    this.rng = new Rng(`${seed} network`);
    this.scheduler = new Scheduler(START);
    this.central = new Central();
    this.platform = {
      scheduler: this.scheduler,
      central: this.central,
      weather,
      isDown: false,
      refuses: null,
      counts: new Map(),
      trace,
    };
    const skews = new Rng(`${seed} clocks`);
    this.regions = Array.from({ length: weather.regions }, (_, i) => {
      const skew = Math.round(skews.between(-weather.skew, weather.skew));
      return new Region(`r${i}`, skew, this.platform, new Rng(`${seed} r${i}`));
    });
  }

  get now(): number {
    return this.scheduler.now;
  }

  sleep(ms: number): Promise<void> {
    return this.scheduler.sleep(ms);
  }

  trace(line: string): void {
    this.platform.trace?.(`${this.now} ${line}`);
  }

  count(what: string): void {
    const { counts } = this.platform;
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }

  /** The good end: nothing fails any more, and what was read from now on is old for a minute at most. */
  calm(): void {
    Object.assign(this.weather, {
      ...{ longStale: 0, ownWriteHidden: 0, putFails: 0, putFailsAfter: 0, readFails: 0, tooMany: 0 },
      ...{ dies: 0, answerLost: 0, shortPages: 0 },
    });
    this.platform.isDown = false;
  }

  fetch(region: Region, path: string, send: Send = {}): Promise<Answer | null> {
    const { lines, form, owner = false } = send;
    const body = form ? `${new URLSearchParams(form)}` : send.body === undefined ? lines : JSON.stringify(send.body);
    const type = form ? 'x-www-form-urlencoded' : lines === undefined ? 'json' : 'x-ndjson';
    const { method = body === undefined ? 'GET' : 'POST' } = send;
    const request = new Request(`${WORKER}${path}`, {
      method,
      headers: {
        ...(body !== undefined && { 'Content-Type': `application/${type}` }),
        ...(form && { Origin: WORKER, 'Sec-Fetch-Site': 'same-origin' }),
        ...(owner && { Authorization: `Bearer ${ADMIN_TOKEN}` }),
      },
      ...(body !== undefined && { body }),
    });
    return this.request(region, request);
  }

  /** One run of the cron; true when it came to its end and met no fault. */
  async sweep(region: Region): Promise<boolean> {
    const invocation = this.invoke(region, true, 60);
    const { kv } = this.binding(region, invocation);
    this.trace(`${region.name} ${invocation.name} sweeps`);
    const run = this.isolate(region)
      .scheduled({} as ScheduledController, this.envWith(kv), invocation.context())
      .then(
        () => true,
        () => false,
      );
    const isDone = await Promise.race([run, invocation.death.then(() => false)]);
    return isDone && invocation.faults === 0;
  }

  private async request(region: Region, request: Request): Promise<Answer | null> {
    const { rng, weather } = this;
    await this.sleep(rng.between(5, 80));
    const invocation = this.invoke(region, false, 14);
    const { kv, flush } = this.binding(region, invocation);
    this.trace(`${region.name} ${invocation.name} ${request.method} ${request.url.slice(WORKER.length)}`);
    const answered = this.isolate(region)
      .fetch(request, this.envWith(kv), invocation.context())
      .then(async (response) => {
        const location = response.headers.get('Location');
        const isJson = /^application\/json\b/.test(response.headers.get('Content-Type') ?? '');
        // An answer that is sent while it is read from KV breaks off where reading fails.
        const text = await response.text().catch(() => null);
        return text === null ? null : { status: response.status, text, isJson, location };
      });
    const answer = await Promise.race([answered, invocation.death.then(() => null)]);
    if (answer !== null && invocation.diesAtAnswer) invocation.die();
    flush();
    this.trace(`${region.name} ${invocation.name} answers ${answer?.status ?? 'nothing'}`);
    if (answer === null) this.count('died before the answer');
    else if (invocation.isDead) this.count('died after the answer');
    const isLost = rng.chance(weather.answerLost);
    await this.sleep(answer === null ? rng.between(100, 10_000) : rng.between(5, 80));
    if (answer === null) return null;
    if (isLost) {
      this.count('answer lost');
      return null;
    }
    const { status, text, isJson, location } = answer;
    return {
      status,
      text,
      json: isJson ? JSON.parse(text) : null,
      location,
      afterwards: Promise.all(invocation.background),
    };
  }

  private invoke(region: Region, isCron: boolean, longest: number): Invocation {
    const name = `#${++this.invocations}${isCron ? 'cron' : ''}`;
    const who = { name, region: region.name, isCron, beganAt: this.now };
    return new Invocation(who, this.rng, this.weather.dies, longest);
  }

  private binding(region: Region, invocation: Invocation): { kv: KVNamespace; flush: () => void } {
    const kv = region.namespace(invocation);
    const later: (() => Promise<unknown>)[] = [];
    const wrapped = this.program.wrap?.(kv, (work) => later.push(work)) ?? kv;
    return { kv: wrapped, flush: () => later.splice(0).forEach((work) => void work().catch(() => undefined)) };
  }

  /** The region's isolate; now and then a new one, with an empty memory. */
  private isolate(region: Region): Worker {
    const known = this.isolates.get(region);
    if (known && !this.rng.chance(0.01)) return known;
    const chance = new Rng(`${this.seed} ${region.name} isolate ${this.started++}`);
    const isolate = this.program.start({
      now: () => region.now(),
      random: (bytes) => chance.fill(bytes),
      fetch: () => Promise.reject(new Error('the simulation asks nobody else')),
    });
    this.isolates.set(region, isolate);
    return isolate;
  }

  private envWith(kv: KVNamespace) {
    const MAIL = {
      send: async ({ to, text }: SentMail) => {
        this.mails.push({ to, text });
      },
    };
    return { COMMENTS: kv, ADMIN_TOKEN, SITES: SITE, MODERATION: 'first-time', MAIL: MAIL as unknown as SendEmail };
  }
}
