// What a ticket may ask for before it writes: a piece of work, or a captcha. Each is in a file of its own, which few
// readers ever download.

import type { Captcha, TicketAnswer, Work } from '../../worker/contract/index.ts';
import type { App } from '../kit.ts';
import type { solve as solveCaptcha } from './captcha.ts';
import type { solve as solveWork } from './work.ts';

export interface Proof {
  work?: string;
  captcha?: string;
}

const begun = new Map<string, Promise<string>>();

/** Begins the work that this ticket asks for, and is the same promise until it is done. */
export function workFor(app: App, { ticket, work }: { ticket: string; work?: Work }): Promise<string> | undefined {
  if (!work?.bits) return undefined;
  const name = `${work.bits} ${ticket}`;
  let doing = begun.get(name);
  if (!doing) {
    doing = app.bring<{ solve: typeof solveWork }>('work').then(({ solve }) => solve(ticket, work.bits));
    // The file did not come, or the like: the next one to ask begins anew.
    doing.catch(() => begun.delete(name));
    begun.set(name, doing);
  }
  return doing;
}

/** What cannot be had is left out: the worker then says what is missing. */
export async function proofFor(app: App, ticket: TicketAnswer): Promise<Proof> {
  const [work, captcha] = await Promise.all([
    workFor(app, ticket)?.catch(() => undefined),
    ticket.captcha && captchaFor(app, ticket.captcha).catch(() => undefined),
  ]);
  return { ...(work ? { work } : {}), ...(captcha ? { captcha } : {}) };
}

async function captchaFor(app: App, { siteKey }: Captcha): Promise<string> {
  const { solve } = await app.bring<{ solve: typeof solveCaptcha }>('captcha');
  return solve(app.host, siteKey);
}
