// The owner's endpoints, as JSON: what a script uses, and the desk's own script. Everything else of the owner's is
// routes/desk/index.ts. No CORS headers here, ever.

import { Hono } from 'hono/tiny';
import { judge } from '../../actions/judge.ts';
import { ENDPOINTS, type OwnerComments, TABS, type VerdictAnswer } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import { ApiError, requireValid } from '../../errors.ts';
import { parseCursor, parseVerdicts } from '../../rules/requests/owner.ts';
import { listInbox } from '../../store/inbox/inbox.ts';
import { type AppEnv, scopeOf } from '../context.ts';
import { jsonBody } from '../middleware/json-body.ts';
import { ownerHeaders, ownerOnly } from '../middleware/owner.ts';
import { backupRoutes } from './backups.ts';
import { ownerCommentRoutes } from './comments.ts';
import { ownerDoctorRoutes } from './doctor.ts';
import { ownerSiteRoutes } from './site.ts';
import { transferRoutes } from './transfer.ts';

const MAX_QUERY = 200;

export function ownerRoutes(memory: Memory): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.use('/api/admin/*', ownerHeaders(), ownerOnly(memory));

  app.get(ENDPOINTS.ownerComments, async (c) => {
    const asked = c.req.query('status') ?? 'pending';
    const status = TABS.find((tab) => tab === asked);
    if (status === undefined) throw new ApiError('invalid_request', { fields: { status: 'unknown' } });
    const cursor = requireValid(parseCursor(c.req.query('cursor')));
    const query = c.req.query('q')?.trim() ?? '';
    if (query.length > MAX_QUERY) throw new ApiError('invalid_request', { fields: { q: 'too_long' } });
    return c.json<OwnerComments>(await listInbox(scopeOf(c, memory).kv, { status, cursor, query }));
  });

  app.post(ENDPOINTS.verdicts, jsonBody(), async (c) => {
    const request = requireValid(parseVerdicts(c.get('json')));
    return c.json<VerdictAnswer>(await judge(scopeOf(c, memory), request));
  });

  app.route('/', ownerCommentRoutes(memory));
  app.route('/', ownerSiteRoutes(memory));
  app.route('/', ownerDoctorRoutes(memory));
  app.route('/', transferRoutes(memory));
  app.route('/', backupRoutes());
  return app;
}
