// What the desk's forms and addresses hold, read: which comment, where in the inbox the owner stood. Nothing in it is
// trusted.

import { VERDICTS } from '../../contract/index.ts';
import { requireValid } from '../../errors.ts';
import type { UndoItem } from '../../rules/comment/undo.ts';
import { ID_PATTERN, THREAD_PATTERN } from '../../rules/paths.ts';
import { type InboxView, readInboxView } from '../../views/desk/inbox-view.ts';

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

/** Where the form was sent from. Throws `invalid_request`. */
export function readPlace(form: URLSearchParams): InboxView {
  return requireValid(readInboxView(new URLSearchParams(form.get('place') ?? '')));
}

const MAX_QUERY = 200;

/** What a list is searched for; '' where it is not. */
export function readQuery(text: string | undefined): string {
  return text?.trim().slice(0, MAX_QUERY) ?? '';
}

export function oneOf<T extends string>(text: string | null, allowed: readonly T[]): T | null {
  return allowed.find((each) => each === text) ?? null;
}
