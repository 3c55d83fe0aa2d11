// What strangers have spent of the day's KV, as this isolate counts it: each operation when it is done, so that nothing
// which is tidied up later, sent again or sent twice at once is lost to the sum. What one isolate spends is told to the
// others by a key of its own that the sweep adds up (store/settings/level.ts); what it spends meanwhile it knows
// itself, so it need not wait for the sweep to stop. Visitors are kept by the key of their rate limit, in memory only.
// Read next: rules/screening/spending.ts for how much is allowed, actions/limits.ts, which refuses.

import type { Memory } from '../../deps.ts';
import { BRAKE_RULES, dayOf } from '../../rules/screening/brake.ts';
import {
  type Allowance,
  allowanceOf,
  laterCost,
  type Share,
  type Shares,
  type Spent,
  unitsOf,
} from '../../rules/screening/spending.ts';
import { NOBODY } from '../../rules/screening/visitor.ts';
import { toBase64Url } from '../../rules/signed/bytes.ts';
import { MINUTE } from '../../rules/time.ts';

/** Who does it, and whether they only look. */
export interface Customer {
  visitor: string;
  looks: boolean;
}

interface OfVisitor {
  looks: number;
  spent: Spent;
  /** An author who is known wrote from there. */
  isProven: boolean;
}

/** What has to have been spent since the last time for the others to be told. */
const TOLD_AFTER: Share = { units: 25, looks: 2_500 };
const VISITORS = 2_000;
/** Touches of one thread are seen by the same run of the sweep. */
const SHARED_FOR = 5 * MINUTE;

const NOTHING: Spent = { reads: 0, writes: 0, lists: 0, deletes: 0 };

export class Ledger {
  /** What the others call this isolate; none while they were told nothing. */
  private name = '';
  private day = 0;
  private looks = 0;
  private spent = { ...NOTHING };
  private told: Share = { units: 0, looks: 0 };
  private readonly visitors = new Map<string, OfVisitor>();
  /** When a touch was last left, by its kind and thread. */
  private readonly touched = new Map<string, number>();

  /** Opens the bill of one request. */
  bill(customer: Customer, now: number): Bill {
    this.turn(now);
    return new Bill(this, customer, now);
  }

  add({ visitor, looks }: Customer, cost: Partial<Spent>, now: number, sign: 1 | -1 = 1): void {
    this.turn(now);
    const theirs = this.visitors.get(visitor) ?? { looks: 0, spent: { ...NOTHING }, isProven: false };
    this.visitors.delete(visitor);
    this.visitors.set(visitor, theirs);
    const [oldest] = this.visitors.keys();
    if (this.visitors.size > VISITORS) this.visitors.delete(oldest!);
    if (looks) {
      this.looks += sign * (cost.reads ?? 0);
      theirs.looks += sign * (cost.reads ?? 0);
    }
    for (const name of Object.keys(NOTHING) as (keyof Spent)[]) {
      const n = looks && name === 'reads' ? 0 : sign * (cost[name] ?? 0);
      this.spent[name] += n;
      theirs.spent[name] += n;
    }
  }

  /** This visitor's author is known: past all limits on strangers they are let in, today. */
  prove(visitor: string): void {
    const theirs = this.visitors.get(visitor);
    if (theirs) theirs.isProven = true;
  }

  /** Whether a touch of this kind and thread was left a moment ago; it is remembered. */
  isShared(kind: string, thread: string, now: number): boolean {
    const name = `${kind} ${thread}`;
    const before = this.touched.get(name);
    if (before !== undefined && now - before < SHARED_FOR) return true;
    if (this.touched.size > VISITORS) this.touched.clear();
    this.touched.set(name, now);
    return false;
  }

  /** All isolates together, as far as this one can know; `shares` is what the sweep says of each. */
  total(shares: Shares, now: number): Share {
    this.turn(now);
    const sum: Share = { units: unitsOf(this.spent), looks: this.looks };
    for (const [other, { units, looks }] of Object.entries(shares)) {
      if (other === this.name) continue;
      sum.units += units;
      sum.looks += looks;
    }
    return sum;
  }

  /** Whether this visitor is to be refused before anything is read for them. */
  refuses({ visitor, looks }: Customer, total: Share, allowed: Allowance, now: number): boolean {
    this.turn(now);
    const theirs = this.of(visitor);
    if (looks) return total.looks >= allowed.looks || (theirs?.looks ?? 0) >= allowed.looksOfOne;
    if (theirs?.isProven) return false;
    return this.spent.reads >= allowed.reads || (theirs?.spent.reads ?? 0) >= allowed.readsOfOne;
  }

  /** Whether this visitor has written enough today for a stranger. */
  hasHadEnough(visitor: string, { unitsOfOne }: Allowance): boolean {
    const theirs = this.of(visitor);
    return theirs !== undefined && unitsOf(theirs.spent) >= unitsOfOne;
  }

  /** Where the host says of nobody who they are, they share what is all strangers', and nothing less. */
  private of(visitor: string): OfVisitor | undefined {
    return visitor === NOBODY ? undefined : this.visitors.get(visitor);
  }

  /** What the others do not know yet of what was spent here. */
  untold(now: number): Share {
    this.turn(now);
    return { units: Math.ceil(unitsOf(this.spent)) - this.told.units, looks: this.looks - this.told.looks };
  }

  /** What the others are to be told now; null where it is no news yet. `isUrgent`: where it is any. */
  news(
    now: number,
    random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array,
    isUrgent: boolean,
  ): { name: string; share: Share } | null {
    const { units, looks } = this.untold(now);
    const isNews = units >= TOLD_AFTER.units || looks >= TOLD_AFTER.looks;
    if (!isNews && !(isUrgent && units > 0)) return null;
    this.told = { units: this.told.units + units, looks: this.told.looks + looks };
    this.name ||= toBase64Url(random(new Uint8Array(6)));
    return { name: this.name, share: this.told };
  }

  /** Quotas begin anew at midnight UTC. */
  private turn(now: number): void {
    const day = dayOf(now);
    if (day === this.day) return;
    this.day = day;
    this.looks = 0;
    this.spent = { ...NOTHING };
    this.told = { units: 0, looks: 0 };
    this.visitors.clear();
    this.touched.clear();
  }
}

/** What one request spends. It is a stranger's until somebody says otherwise. */
export class Bill {
  readonly customer: Customer;
  private readonly ledger: Ledger;
  private readonly now: number;
  private readonly spent = { ...NOTHING };
  private isWaived = false;
  /** A page view's one read is free. */
  private free: number;

  constructor(ledger: Ledger, customer: Customer, now: number) {
    this.ledger = ledger;
    this.customer = customer;
    this.now = now;
    this.free = customer.looks ? 1 : 0;
  }

  count(operation: keyof Spent, n: number): void {
    const paid = operation === 'reads' ? Math.max(0, n - this.free) : n;
    if (operation === 'reads') this.free -= n - paid;
    this.put({ [operation]: paid });
  }

  /** For a touch that was left. */
  countLater(kind: string, thread: string): void {
    for (const cost of laterCost(kind, this.ledger.isShared(kind, thread, this.now))) this.put(cost);
  }

  /** It was no stranger: the owner, or an author who is known. What goes on after this is not counted either. */
  waive(): void {
    if (this.isWaived) return;
    this.isWaived = true;
    this.ledger.add(this.customer, this.spent, this.now, -1);
    this.ledger.prove(this.customer.visitor);
  }

  private put(cost: Partial<Spent>): void {
    if (this.isWaived) return;
    for (const [name, n] of Object.entries(cost) as [keyof Spent, number][]) this.spent[name] += n;
    this.ledger.add(this.customer, cost, this.now);
  }
}

/**
 * Whether this visitor, or all strangers, have had their part of the day. By what this isolate remembers of the rules,
 * for a refusal must cost nothing.
 */
export function isSpent({ ledger, settings }: Pick<Memory, 'ledger' | 'settings'>, customer: Customer, now: number) {
  const rules = settings.last();
  const total = ledger.total(rules?.shares ?? {}, now);
  return ledger.refuses(customer, total, allowanceOf(rules ?? BRAKE_RULES), now);
}
