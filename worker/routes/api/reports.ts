// POST /api/comments/ID/report: a reader tells the owner that something is wrong with a comment. It reaches the waiting
// tab and hides nothing by itself. Nobody signs a report, so a flood of comments stops reports too.
// Read next: store/facts/reports.ts.

import { Hono } from 'hono/tiny';
import { requireBudget } from '../../actions/limits.ts';
import { ENDPOINTS } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import { digest } from '../../rules/comment/hash.ts';
import { parseReport } from '../../rules/requests/reader.ts';
import { judgedAt, readComment } from '../../store/facts/comments.ts';
import { acceptReport, isReportedEnough, readReport } from '../../store/facts/reports.ts';
import { putTouch } from '../../store/facts/touches.ts';
import type { AppEnv } from '../context.ts';
import { commentId } from '../middleware/comment-id.ts';
import { knownOrigin } from '../middleware/cors.ts';
import { jsonBody } from '../middleware/json-body.ts';
import { visitorLimit } from '../middleware/throttle.ts';

const STRANGER = { known: false, owner: false };

export function reportRoutes(deps: Memory): Hono<AppEnv> {
  const gates = [commentId(), jsonBody(), knownOrigin(deps), visitorLimit('write')] as const;
  return new Hono<AppEnv>().post(`${ENDPOINTS.comments}/:id/report`, ...gates, async (c) => {
    const parsed = parseReport(c.get('json'));
    if (!parsed.ok) throw new ApiError('invalid_request', { fields: parsed.error });
    const { thread, reason } = parsed.value;
    const kv = c.env.COMMENTS;
    const now = deps.runtime.now();
    const settings = await deps.settings.get(kv, c.env, now);
    requireBudget(settings, STRANGER, now);

    const ref = { thread, id: c.req.param('id') };
    const hash = await digest(reason, 22);
    const [state, saidAt] = await Promise.all([readComment(kv, ref), readReport(kv, ref, hash)]);
    if (state?.settled.status !== 'approved') throw new ApiError('not_found');
    // Said already and not judged since, or by so many that the owner needs no other: it is seen.
    const isSeen = (saidAt !== null && saidAt > judgedAt(state.entry)) || isReportedEnough(state);
    if (!isSeen && settings.notices !== 'off') await putTouch(kv, { time: now, ...ref, kind: 'notice' });
    if (!isSeen) await acceptReport(kv, state, { reason, hash }, now);
    return c.json({}, 202);
  });
}
