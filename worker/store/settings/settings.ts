// The site's rules: one key a field, so that two tabs do not undo each other, read in one bulk get and kept by the
// isolate for a minute. A GET of a reader's reads none of them but the further sites, and these only where an address
// is not on one of SITES and has no thread of its own.
// Read next: rules/requests/settings.ts for what each may be.

import type { SiteSettings } from '../../contract/settings.ts';
import { parseSettings } from '../../rules/requests/settings.ts';
import { BRAKE_RULES, type Level } from '../../rules/screening/brake.ts';
import type { Model } from '../../rules/screening/filter.ts';
import type { Shares } from '../../rules/screening/spending.ts';
import { MINUTE } from '../../rules/time.ts';
import { keys } from '../kv/keys.ts';
import { put, readMany } from '../kv/kv.ts';
import { readRecord } from '../kv/records.ts';
import { readModel } from './lessons.ts';
import { readDay } from './level.ts';

const VERSION = 1;

/** What the owner sets (the contract's), and what the worker keeps beside it. */
export interface Settings extends SiteSettings {
  /** Sessions signed before it was raised have ended. */
  epoch: number;
  /** The sweep's brake. */
  level: Level;
  /** What strangers have spent today, by isolate, as the sweep has added it up. */
  shares: Shares;
  /** What the owner's verdicts taught the filter; null while that is nothing. */
  lessons: Model | null;
  /**
   * Whether the owner is told, and of what: of comments that wait and reports, or of every comment. Where to:
   * store/outbox/owner.ts.
   */
  notices: 'off' | 'waiting' | 'all';
  /** Whether readers are told of replies by mail: the form asks for an address then. */
  readers: boolean;
}

type Variables = { MODERATION?: string; OWNER_NAME?: string; NOTIFY_WEBHOOK?: string };

/** Read with every write of a reader's; those for notices are in store/outbox/owner.ts. */
export const FIELDS = [
  'moderation',
  'maxLinks',
  'blockedWords',
  'ownerName',
  'closeAfterDays',
  'stop',
  'epoch',
  'work',
  'writesBeforeWork',
  'writesBeforeClosed',
  'notices',
  'readers',
  'sites',
] as const;
const KEPT_FOR = MINUTE;

export class SettingsCache {
  private kept: { settings: Settings; until: number } | null = null;
  private keptSites: { sites: string[]; until: number } | null = null;

  /** One bulk get at most, of names known beforehand. */
  async get(kv: KVNamespace, variables: Variables, now: number): Promise<Settings> {
    if (this.kept === null || now >= this.kept.until) {
      this.kept = { settings: await readSettings(kv, variables, now), until: now + KEPT_FOR };
    }
    return this.kept.settings;
  }

  /** What is kept, old as it may be, where a refusal must cost no read. */
  last(): Settings | null {
    return this.kept?.settings ?? null;
  }

  /** The further sites alone: one read of one key at most. */
  async sites(kv: KVNamespace, now: number): Promise<string[]> {
    if (this.kept !== null && now < this.kept.until) return this.kept.settings.sites;
    if (this.keptSites === null || now >= this.keptSites.until) {
      this.keptSites = { sites: await readFurtherSites(kv), until: now + KEPT_FOR };
    }
    return this.keptSites.sites;
  }

  /**
   * After a setting was changed here, it holds here at once, though a read may be old; others follow within a minute or
   * two.
   */
  learn(changes: Partial<Settings>): void {
    if (this.kept) this.kept = { ...this.kept, settings: { ...this.kept.settings, ...changes } };
    if (changes.sites && this.keptSites) this.keptSites = { ...this.keptSites, sites: changes.sites };
  }
}

/** One write a field. Throws StoreError: some of them may be saved; saving again repeats the same keys. */
export async function acceptSettings(kv: KVNamespace, settings: Partial<SiteSettings>): Promise<void> {
  await Promise.all(
    Object.entries(settings).map(([field, value]) => put(kv, keys.setting(field), { v: VERSION, value })),
  );
}

/** Every session signed before ends. A time, not a count: nothing is read and written back. */
export async function acceptEpoch(kv: KVNamespace, now: number): Promise<void> {
  await put(kv, keys.setting('epoch'), { v: VERSION, value: now });
}

/** One read. */
export async function readFurtherSites(kv: KVNamespace): Promise<string[]> {
  const key = keys.setting('sites');
  return furtherSites((await readMany(kv, [key])).get(key));
}

async function readSettings(kv: KVNamespace, variables: Variables, now: number): Promise<Settings> {
  const stored = await readMany(kv, [...FIELDS.map(keys.setting), keys.level, keys.lessons]);
  const day = readDay(stored.get(keys.level), now);
  const value = (field: (typeof FIELDS)[number]) => readRecord(stored.get(keys.setting(field)), 'setting')?.value;
  return {
    moderation: oneOf(value('moderation') ?? variables.MODERATION, ['first-time', 'all', 'open']),
    maxLinks: number(value('maxLinks')) ?? 5,
    blockedWords: strings(value('blockedWords')),
    ownerName: text(value('ownerName')) ?? variables.OWNER_NAME ?? '',
    closeAfterDays: number(value('closeAfterDays')) ?? null,
    stop: value('stop') === true,
    epoch: number(value('epoch')) ?? 0,
    level: day.value,
    shares: day.shares,
    lessons: readModel(stored.get(keys.lessons)),
    work: oneOf(value('work'), ['auto', 'off', 'always']),
    writesBeforeWork: number(value('writesBeforeWork')) ?? BRAKE_RULES.writesBeforeWork,
    writesBeforeClosed: number(value('writesBeforeClosed')) ?? BRAKE_RULES.writesBeforeClosed,
    notices: oneOf(value('notices') ?? (variables.NOTIFY_WEBHOOK ? 'waiting' : 'off'), ['off', 'waiting', 'all']),
    readers: value('readers') === true,
    sites: furtherSites(stored.get(keys.setting('sites'))),
  };
}

/** None where what lies there is not as the desk puts it. */
function furtherSites(stored: unknown): string[] {
  const parsed = parseSettings({ sites: readRecord(stored, 'setting')?.value });
  return (parsed.ok && parsed.value.sites) || [];
}

/** The value, or the first of those allowed. */
function oneOf<const T extends string>(value: unknown, allowed: readonly [T, ...T[]]): T {
  return allowed.find((each) => each === value) ?? allowed[0];
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}
