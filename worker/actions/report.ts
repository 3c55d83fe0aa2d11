// A reader tells the owner that something is wrong with a comment. It reaches the waiting tab and hides nothing by
// itself. Nobody signs a report, so a flood of comments stops reports too. Read next: store/facts/reports.ts.

import type { ReportRequest } from '../contract/index.ts';
import type { Scope } from '../deps.ts';
import { ApiError } from '../errors.ts';
import { digest } from '../rules/hash.ts';
import { PRICE } from '../rules/screening/spending.ts';
import { judgedAt, readComment } from '../store/facts/comments.ts';
import { acceptReport, isReportedEnough, readReport } from '../store/facts/reports.ts';
import { requireBudget, STRANGER } from './limits.ts';

/** Throws `unavailable` in a flood, and `not_found` where the comment is not public. */
export async function report(scope: Scope, id: string, { thread, reason }: ReportRequest): Promise<void> {
  const { kv, now } = scope;
  const settings = await scope.settings();
  if (settings.level === 'closed') await requireBudget(scope, settings, STRANGER, 0);

  const ref = { thread, id };
  const hash = await digest(reason, 22);
  const [state, saidAt] = await Promise.all([readComment(kv, ref), readReport(kv, ref, hash)]);
  if (state?.settled.status !== 'approved') throw new ApiError('not_found');
  // Said already and not judged since, or by so many that the owner needs no other: it is seen.
  if ((saidAt !== null && saidAt > judgedAt(state.entry)) || isReportedEnough(state)) return;
  await requireBudget(scope, settings, STRANGER, PRICE.report);
  await acceptReport(kv, state, { reason, hash }, now, { owner: settings.notices !== 'off' });
}
