// The site's rules as the owner sets them, and the checks of each: one table, used by the endpoint and by the desk's form.
// One field, one key: what is not sent is not touched.

import type { FieldProblem, FieldProblems, Result } from './errors.ts';
import { MAX_NAME } from './limits.ts';
import { furtherSiteOf } from './site.ts';
import { cleanLine, lengthOf } from './text.ts';

export interface SiteSettings {
  /** first-time: a reader's first comment waits. all: every comment waits. open: none does. */
  moderation: 'first-time' | 'all' | 'open';
  /** More links than this in one comment make it wait, whoever wrote it. */
  maxLinks: number;
  /** A comment that holds one of these words waits. */
  blockedWords: string[];
  ownerName: string;
  /** Days after a thread's first comment; null: never. */
  closeAfterDays: number | null;
  /** No new comments anywhere. */
  stop: boolean;
  work: 'auto' | 'off' | 'always';
  /** Writes a day by authors who are not known: from here on every comment needs work. */
  writesBeforeWork: number;
  /** From here on only authors who are known write. */
  writesBeforeClosed: number;
  /** Origins whose pages may have comments beside those of the variable SITES; `http://localhost:*` is any port there. */
  sites: string[];
}

export type SettingName = keyof SiteSettings;

export const MODERATION = ['first-time', 'all', 'open'] as const satisfies SiteSettings['moderation'][];
export const WORK = ['auto', 'off', 'always'] as const satisfies SiteSettings['work'][];
export const MAX_BLOCKED_WORDS = 500;
export const MAX_FURTHER_SITES = 20;
const MAX_WORD = 80;
const MAX_DAYS = 3_650;
const MAX_WRITES = 1_000_000;

type Checked<T> = { value: T } | { problem: FieldProblem };

const CHECKS: { [Name in SettingName]: (value: unknown) => Checked<SiteSettings[Name]> } = {
  moderation: (value) => oneOf(value, MODERATION),
  maxLinks: (value) => whole(value, 0, 100),
  blockedWords: words,
  ownerName: name,
  closeAfterDays: (value) => (value === null ? { value } : whole(value, 1, MAX_DAYS)),
  stop: (value) => (typeof value === 'boolean' ? { value } : { problem: 'wrong_type' }),
  work: (value) => oneOf(value, WORK),
  writesBeforeWork: (value) => whole(value, 0, MAX_WRITES),
  writesBeforeClosed: (value) => whole(value, 0, MAX_WRITES),
  sites,
};

export const SETTING_NAMES = Object.keys(CHECKS) as SettingName[];

/** The settings sent, checked; nothing of them where one is wrong. */
export function parseSettings(json: unknown): Result<Partial<SiteSettings>> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return { ok: false, error: { request: 'wrong_type' } };
  }
  const problems: FieldProblems = {};
  const settings: Partial<Record<SettingName, unknown>> = {};
  for (const field of SETTING_NAMES) {
    if (!Object.hasOwn(json, field)) continue;
    const checked: Checked<unknown> = CHECKS[field]((json as Record<string, unknown>)[field]);
    if ('problem' in checked) problems[field] = checked.problem;
    else settings[field] = checked.value;
  }
  if (Object.keys(problems).length > 0) return { ok: false, error: problems };
  return { ok: true, value: settings as Partial<SiteSettings> };
}

function oneOf<T extends string>(value: unknown, allowed: readonly T[]): Checked<T> {
  const found = allowed.find((each) => each === value);
  return found === undefined ? { problem: 'unknown' } : { value: found };
}

function whole(value: unknown, least: number, most: number): Checked<number> {
  if (typeof value !== 'number') return { problem: 'wrong_type' };
  return Number.isInteger(value) && value >= least && value <= most ? { value } : { problem: 'malformed' };
}

function name(value: unknown): Checked<string> {
  if (typeof value !== 'string') return { problem: 'wrong_type' };
  const clean = cleanLine(value);
  return lengthOf(clean) > MAX_NAME ? { problem: 'too_long' } : { value: clean };
}

function words(value: unknown): Checked<string[]> {
  if (!Array.isArray(value) || value.some((each) => typeof each !== 'string')) return { problem: 'wrong_type' };
  const clean = [...new Set(value.map(cleanLine))].filter((each) => each !== '');
  if (clean.length > MAX_BLOCKED_WORDS) return { problem: 'too_many' };
  return clean.some((each) => lengthOf(each) > MAX_WORD) ? { problem: 'too_long' } : { value: clean };
}

function sites(value: unknown): Checked<string[]> {
  if (!Array.isArray(value) || value.some((each) => typeof each !== 'string')) return { problem: 'wrong_type' };
  const entries: string[] = value.map((each) => each.trim()).filter((each) => each !== '');
  const origins = entries.map(furtherSiteOf);
  if (origins.includes(null)) return { problem: 'malformed' };
  const distinct = [...new Set(origins as string[])];
  return distinct.length > MAX_FURTHER_SITES ? { problem: 'too_many' } : { value: distinct };
}
