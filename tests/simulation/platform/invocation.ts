// One run of the worker: a request, or the cron. It may die at any of its KV operations, also after it has answered;
// from then on nothing of it goes on, and what was on its way may or may not have arrived.

import type { Writer } from './central.ts';
import type { Rng } from './rng.ts';

/** KV operations in one invocation on the free plan. https://developers.cloudflare.com/kv/platform/limits/ */
const MAX_OPERATIONS = 1_000;

export class Invocation implements Writer {
  readonly name: string;
  readonly region: string;
  readonly isCron: boolean;
  readonly beganAt: number;
  operations = 0;
  /** Faults that it met. */
  faults = 0;
  isDead = false;
  readonly background: Promise<unknown>[] = [];
  readonly death: Promise<void>;
  /** Dies as soon as the answer is out, with everything that was to follow. */
  readonly diesAtAnswer: boolean;
  private readonly dieAt: number;
  private announce!: () => void;

  /** `longest`: the last of its operations at which it may die. */
  constructor({ name, region, isCron, beganAt }: Writer & { name: string }, rng: Rng, dies: number, longest: number) {
    this.name = name;
    this.region = region;
    this.isCron = isCron;
    this.beganAt = beganAt;
    const isDoomed = rng.chance(dies);
    this.diesAtAnswer = isDoomed && rng.chance(0.4);
    this.dieAt = isDoomed && !this.diesAtAnswer ? 1 + rng.int(longest) : Number.POSITIVE_INFINITY;
    this.death = new Promise((resolve) => {
      this.announce = resolve;
    });
  }

  /** Counts one operation; false when it is the one at which the invocation dies. */
  begin(): boolean {
    this.operations++;
    if (this.operations > MAX_OPERATIONS) throw new Error('Too many API requests by single Worker invocation.');
    if (this.operations === this.dieAt) this.die();
    return !this.isDead;
  }

  die(): void {
    this.isDead = true;
    this.faults++;
    this.announce();
  }

  context(): ExecutionContext {
    const waitUntil = (work: Promise<unknown>) => {
      this.background.push(work.catch(() => undefined));
    };
    return { waitUntil, passThroughOnException() {}, props: {} } as unknown as ExecutionContext;
  }
}

/** What a dead invocation waits for. */
export function forever(): Promise<never> {
  return new Promise(() => {});
}
