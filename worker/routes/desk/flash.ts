// The flash message: what the desk says after an action, put into the address that the form's POST leads to, and read
// from there. Only what offers an Undo is signed; the rest is a choice among fixed sentences, and harmless.
// Read next: rules/signed/flash.ts, views/desk/flash.ts.

import { ERROR_CODES, type ErrorCode, type Tab } from '../../contract/index.ts';
import type { Scope } from '../../deps.ts';
import type { UndoItem } from '../../rules/comment/undo.ts';
import { ID_PATTERN } from '../../rules/paths.ts';
import { checkFlash, signFlash } from '../../rules/signed/flash.ts';
import { LABELS } from '../../rules/signed/labels.ts';
import type { CommentRef } from '../../store/facts/comments.ts';
import { FLASH_ACTS, FLASH_SAYINGS, type Flash, type FlashAct } from '../../views/desk/flash.ts';
import { oneOf, readItem, readRef } from './fields.ts';

const MOST = 100;

/** What an address says of verdicts that were given, signed. */
export async function sayDone(
  { env, memory }: Pick<Scope, 'env' | 'memory'>,
  tab: Tab,
  { act, judged, undo }: { act: FlashAct; judged: CommentRef[]; undo: UndoItem[] },
): Promise<Record<string, string>> {
  const back = ({ thread, id }: CommentRef) => undo.find((each) => each.id === id && each.thread === thread)?.verdict;
  const items = judged.map((ref) => [ref.thread, ref.id, back(ref) ?? ''].join('.')).join(',');
  const keys = await memory.secrets.signingKeys(env, LABELS.flash);
  const signature = keys ? await signFlash(keys.sign, { done: act, items, tab }) : '';
  return { done: act, items, signature };
}

export function sayFailed(failed: { id: string; code: ErrorCode }[]): Record<string, string> {
  return failed.length === 0 ? {} : { failed: failed.map(({ id, code }) => `${id}.${code}`).join(',') };
}

export function readFailed(query: URLSearchParams): Map<string, ErrorCode> {
  const failed = new Map<string, ErrorCode>();
  for (const entry of (query.get('failed') ?? '').split(',').slice(0, MOST)) {
    const [id = '', text = ''] = entry.split('.');
    const code = oneOf(text, ERROR_CODES);
    if (ID_PATTERN.test(id) && code) failed.set(id, code);
  }
  return failed;
}

/** Null where there is nothing to say. Who wrote the one comment that it is about is not known here: `name` is "". */
export async function readFlash(
  { env, memory }: Pick<Scope, 'env' | 'memory'>,
  tab: Tab,
  query: URLSearchParams,
): Promise<Flash | null> {
  const failed = readFailed(query).size;
  const code = oneOf<ErrorCode>(query.get('problem'), ERROR_CODES);
  if (code !== null) return { kind: 'problem', code, failed };
  const what = oneOf(query.get('said'), FLASH_SAYINGS);
  const of = readRef(query.get('of') ?? '');
  const about = of ? [of] : [];
  if (what !== null) return { kind: 'said', what, about, name: '' };
  const undone = query.get('undone');
  if (undone !== null) return { kind: 'undone', count: Number(undone) || 1, about, name: '' };

  const act = oneOf(query.get('done'), FLASH_ACTS);
  const items = query.get('items') ?? '';
  const keys = act && (await memory.secrets.signingKeys(env, LABELS.flash));
  const signature = query.get('signature') ?? '';
  if (!keys || !(await checkFlash(keys.verify, { done: act, items, tab }, signature))) return null;
  const all = items.split(',');
  const judged = all.flatMap((item) => readRef(item) ?? []);
  return { kind: 'done', act, about: judged, name: '', undo: all.flatMap((item) => readItem(item) ?? []), failed };
}

/** Comments that the action took off this tab. */
export function leftTab(flash: Flash | null, tab: Tab): ReadonlySet<string> {
  const stay = flash?.kind !== 'done' || (flash.act === 'me' && tab === 'approved');
  return new Set(stay ? [] : flash.about.map(({ id }) => id));
}
