// What the desk says after an action: put into the address that the form's POST leads to, and read from there. Only what
// offers an Undo is signed; the rest is a choice among fixed sentences, and harmless.
// Read next: rules/signed/flash.ts, views/desk/notices.ts.

import type { Context } from 'hono';
import { ERROR_CODES, type ErrorCode, ID_PATTERN, THREAD_PATTERN, VERDICTS } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import { checkFlash, signFlash } from '../../rules/signed/flash.ts';
import { LABELS } from '../../rules/signed/labels.ts';
import { readComment, wordsOf } from '../../store/facts/comments.ts';
import { ACTS, type Act, type Notice, SAYINGS, type UndoItem } from '../../views/desk/notices.ts';
import { type Place, readPlace } from '../../views/desk/place.ts';
import type { AppEnv } from '../context.ts';

const MOST = 100;

interface Said {
  notice: Notice;
  /** Comments that the action took off this tab. */
  leaves: ReadonlySet<string>;
}

/** A value of `row` and `item` fields, in parts; null where it is none. */
export function readRef(value: string): { thread: string; id: string; more: string } | null {
  const [thread = '', id = '', more = ''] = value.split('.');
  return THREAD_PATTERN.test(thread) && ID_PATTERN.test(id) ? { thread, id, more } : null;
}

export function readItem(value: string): UndoItem | null {
  const ref = readRef(value);
  const verdict = oneOf(ref?.more ?? null, VERDICTS);
  return ref && verdict ? { thread: ref.thread, id: ref.id, verdict } : null;
}

export function oneOf<T extends string>(text: string | null, allowed: readonly T[]): T | null {
  return allowed.find((each) => each === text) ?? null;
}

/** What an address says of verdicts that were given, signed. */
export async function sayDone(
  c: Context<AppEnv>,
  deps: Memory,
  { tab }: Place,
  { act, undo }: { act: Act; undo: UndoItem[] },
): Promise<Record<string, string>> {
  const items = undo.map(({ thread, id, verdict }) => [thread, id, verdict].join('.')).join(',');
  const keys = await deps.secrets.signingKeys(c.env, LABELS.flash);
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

export async function readSaid(c: Context<AppEnv>, deps: Memory, query: URLSearchParams): Promise<Said | null> {
  const leaves = new Set<string>();
  const failed = readFailed(query).size;
  const code = oneOf<ErrorCode>(query.get('problem'), ERROR_CODES);
  if (code !== null) return { notice: { kind: 'problem', code, failed }, leaves };
  const what = oneOf(query.get('said'), SAYINGS);
  if (what !== null) return { notice: { kind: 'said', what }, leaves };
  if (query.get('undone') !== null)
    return { notice: { kind: 'undone', count: Number(query.get('undone')) || 1 }, leaves };

  const act = oneOf(query.get('done'), ACTS);
  const items = query.get('items') ?? '';
  const keys = act && (await deps.secrets.signingKeys(c.env, LABELS.flash));
  const { tab } = readPlace(query);
  if (!keys || !(await checkFlash(keys.verify, { done: act, items, tab }, query.get('signature') ?? ''))) return null;
  const undo = items.split(',').flatMap((item) => readItem(item) ?? []);
  const [first] = undo;
  const state = first && undo.length === 1 ? await readComment(c.env.COMMENTS, first) : null;
  const name = state ? wordsOf(state, state.settled.newest).name : '';
  const notice: Notice = { kind: 'done', act, count: undo.length, name, undo, failed };
  const stays = act === 'me' && tab === 'approved';
  return { notice, leaves: new Set(stays ? [] : undo.map(({ id }) => id)) };
}
