// Whether an author may still change a comment: for a quarter of an hour, and as long as its words wait for the owner.
// Pure: the time comes in.

import { EDIT_WINDOW, type Status } from '../../contract/index.ts';
import type { ScreeningStatus } from './facts.ts';

/** Each edit is two or three writes of the day's thousand, and needs no ticket of its own. */
const MAX_EDITS = 20;

export interface Editable {
  status: Status;
  /** How its newest words were judged; those of a public comment may be an edit that waits. */
  judged: ScreeningStatus;
  postedAt: number;
  /** How often it was edited already. */
  edits: number;
}

export function mayEdit({ status, judged, postedAt, edits }: Editable, now: number): boolean {
  const waits = status !== 'approved' || judged !== 'approved';
  return edits < MAX_EDITS && (waits || now - postedAt <= EDIT_WINDOW);
}
