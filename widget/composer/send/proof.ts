// What a ticket may ask for before it writes: a piece of work, or a captcha. Each is in a file of its own, which few
// readers ever download.

import type { Captcha, TicketAnswer, Work } from '../../../worker/contract/index.ts';
import type { App } from '../../embed/state.ts';
import type { solve as solveCaptcha } from '../../own-files/captcha.ts';
import type { Found, solve as solveWork } from '../../own-files/work.ts';

export interface Proof {
  work?: string;
  captcha?: string;
}

interface Job {
  doing: Promise<Found>;
  /** How far it came when it gave up. */
  left?: Found;
}

const begun = new Map<string, Job>();
let failures = 0;

/**
 * Begins the work that this ticket asks for, and is the same promise until it is done or given up. Who asks after that
 * has it go on from there: what was too much while the reader typed may be done while the button waits.
 */
export function workFor(
  app: Pick<App, 'bring'>,
  { ticket, work }: { ticket: string; work?: Work },
): Promise<Found> | undefined {
  if (!work?.bits) return undefined;
  const name = `${work.bits} ${ticket}`;
  const before = begun.get(name);
  if (before && !before.left) return before.doing;
  const job: Job = { doing: go(app, ticket, work.bits, before?.left) };
  begun.set(name, job);
  job.doing.then(
    (found) => {
      if (found.zeros < work.bits) job.left = found;
    },
    () => {
      // The file did not come, or the like: the next one to ask begins anew.
      failures++;
      begun.delete(name);
    },
  );
  return job.doing;
}

async function go(app: Pick<App, 'bring'>, ticket: string, bits: number, left?: Found): Promise<Found> {
  const { solve } = await app.bring<{ solve: typeof solveWork }>('work', failures);
  return solve(ticket, bits, left);
}

/** What cannot be had is left out: the worker then says what is missing. */
export async function proofFor(app: Pick<App, 'bring' | 'host'>, ticket: TicketAnswer): Promise<Proof> {
  const [work, captcha] = await Promise.all([
    workFor(app, ticket)?.catch(() => undefined),
    ticket.captcha && captchaFor(app, ticket.captcha).catch(() => undefined),
  ]);
  return { ...(work ? { work: String(work.n) } : {}), ...(captcha ? { captcha } : {}) };
}

async function captchaFor(app: Pick<App, 'bring' | 'host'>, { siteKey }: Captcha): Promise<string> {
  const { solve } = await app.bring<{ solve: typeof solveCaptcha }>('captcha');
  return solve(app.host, siteKey);
}
