// The verdict that takes a verdict back. Pure. Facts are never taken back: an undone approval is a comment made to
// wait, and where something else already hid the comment, undoing puts that back, never more than there was before.

import type { Status, Tab, Verdict } from '../../contract/index.ts';
import type { HideAct } from './facts.ts';

/** A comment as it was just before the verdict. */
export interface Before {
  status: Status;
  hide: HideAct | undefined;
  /** Where the owner saw it. */
  tab: Tab;
}

const OUTCOME: Partial<Record<Verdict, Status>> = { approve: 'approved', spam: 'spam', remove: 'removed' };

/** Of a comment that was judged, the verdict that takes it back. */
export interface UndoItem {
  thread: string;
  id: string;
  verdict: Verdict;
}

export function undoOf(verdict: Verdict, before: Before): Verdict {
  // Sent twice: what was before the first time is known by the tab only.
  if (before.status === OUTCOME[verdict]) return backTo(before.tab);
  switch (before.hide) {
    case 'wait':
      return 'wait';
    case 'spam':
      return 'spam';
    case 'remove':
    case 'erase':
      return 'remove';
    default:
      if (verdict !== 'approve') return 'restore';
      return before.status === 'spam' ? 'spam' : 'wait';
  }
}

function backTo(tab: Tab): Verdict {
  switch (tab) {
    case 'pending':
      return 'wait';
    case 'approved':
      return 'restore';
    case 'spam':
      return 'spam';
    case 'removed':
      return 'remove';
  }
}
