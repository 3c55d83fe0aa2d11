// The owner's endpoints, as JSON: what a script uses, and the desk's own script. Everything else of the owner's is
// routes/desk/index.ts. No CORS headers here, ever.

import { Hono } from 'hono/tiny';
import { judge } from '../../actions/judge.ts';
import { ENDPOINTS, type OwnerComments, TABS, type VerdictAnswer } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import { parseVerdicts } from '../../rules/requests/owner.ts';
import { listInbox } from '../../store/inbox/inbox.ts';
import { type AppEnv, scopeOf } from '../context.ts';
import { ownerDoctorRoutes } from '../desk/doctor.ts';
import { jsonBody } from '../middleware/json-body.ts';
import { ownerHeaders, ownerOnly } from '../middleware/owner.ts';
import { ownerCommentRoutes } from './comments.ts';
import { ownerSiteRoutes } from './site.ts';
import { transferRoutes } from './transfer.ts';

const MAX_CURSOR = 1_000;
const MAX_QUERY = 200;

export function ownerRoutes(deps: Memory): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.use('/api/admin/*', ownerHeaders(), ownerOnly(deps));

  app.get(ENDPOINTS.ownerComments, async (c) => {
    const asked = c.req.query('status') ?? 'pending';
    const status = TABS.find((tab) => tab === asked);
    if (status === undefined) throw new ApiError('invalid_request', { fields: { status: 'unknown' } });
    const cursor = c.req.query('cursor') || null;
    if (cursor !== null && cursor.length > MAX_CURSOR) refuseLong('cursor');
    const query = c.req.query('q')?.trim() ?? '';
    if (query.length > MAX_QUERY) refuseLong('q');
    return c.json<OwnerComments>(await listInbox(c.env.COMMENTS, { status, cursor, query }));
  });

  app.post(ENDPOINTS.verdicts, jsonBody(), async (c) => {
    const request = parseVerdicts(c.get('json'));
    if (!request.ok) throw new ApiError('invalid_request', { fields: request.error });
    return c.json<VerdictAnswer>(await judge(scopeOf(c, deps), request.value));
  });

  app.route('/', ownerCommentRoutes(deps));
  app.route('/', ownerSiteRoutes(deps));
  app.route('/', ownerDoctorRoutes(deps));
  app.route('/', transferRoutes(deps));
  return app;
}

function refuseLong(field: 'cursor' | 'q'): never {
  throw new ApiError('invalid_request', { fields: { [field]: 'too_long' } });
}
