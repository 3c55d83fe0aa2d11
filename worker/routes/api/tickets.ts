// POST /api/tickets: the signed permission to write one comment. Costs no KV write and, settings aside, no read.

import { Hono } from 'hono/tiny';
import { readPage } from '../../actions/find-thread.ts';
import { captchaOf } from '../../actions/third-parties.ts';
import { bitsAskedFor, ticketKeys } from '../../actions/tickets.ts';
import { ENDPOINTS, TICKET_MAX_AGE, TICKET_MIN_AGE, type TicketAnswer } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import { makeId } from '../../rules/comment/id.ts';
import { isoOf } from '../../rules/comment/public.ts';
import { asksOf } from '../../rules/page/asks.ts';
import { signTicket } from '../../rules/signed/ticket.ts';
import type { AppEnv } from '../context.ts';
import { knownOrigin } from '../middleware/cors.ts';
import { jsonBody } from '../middleware/json-body.ts';
import { siteLimit } from '../middleware/throttle.ts';

export function ticketRoutes(deps: Memory): Hono<AppEnv> {
  return new Hono<AppEnv>().post(ENDPOINTS.tickets, jsonBody(), knownOrigin(deps), siteLimit(), async (c) => {
    const keys = await ticketKeys(c, deps);
    const page = await readPage(c, deps, c.get('json'));
    if (!page.ok) throw new ApiError('invalid_request', { fields: page.error });
    const { thread, address, title, isOnSite } = page.value;
    if (!isOnSite) throw new ApiError('forbidden_origin');

    const now = deps.runtime.now();
    const settings = await deps.settings.get(c.env.COMMENTS, c.env, now);
    const bits = bitsAskedFor(settings, c.get('isBusy'));
    const captcha = captchaOf(c.env);
    const id = makeId(now, deps.runtime.random(new Uint8Array(10)));
    const answer: TicketAnswer = {
      ticket: await signTicket({ thread, address, title, id, issuedAt: now, bits }, keys.sign),
      id,
      notBefore: isoOf(now + TICKET_MIN_AGE),
      expiresAt: isoOf(now + TICKET_MAX_AGE),
      ...(bits > 0 && { work: { bits } }),
      ...(captcha && { captcha }),
      asks: asksOf(settings),
    };
    return c.json(answer, 201);
  });
}
