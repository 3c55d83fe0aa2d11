// The checks of each of the site's rules: one table, used by the endpoint, by the desk's form and by who reads the
// store. One field, one key: what is not sent is not touched. Pure.

import {
  cleanLine,
  type FieldProblem,
  type FieldProblems,
  lengthOf,
  MAX_NAME,
  MODERATION,
  type SettingName,
  type SiteSettings,
  WORK,
} from '../../contract/index.ts';
import { MAX_BLOCKED_WORDS, MAX_FURTHER_SITES } from '../limits.ts';
import { furtherSiteOf } from '../page/origin.ts';
import type { Result } from '../result.ts';

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

/** Those that the owner sets; what the worker keeps beside them is left out. */
export function siteSettings(settings: SiteSettings): SiteSettings {
  return Object.fromEntries(SETTING_NAMES.map((name) => [name, settings[name]])) as unknown as SiteSettings;
}

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
