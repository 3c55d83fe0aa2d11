// Sends one notice by one channel, once. It never throws, and it waits no longer than it is told: what comes of it is
// an answer for the owner to read, and for the outbox to act on. Where the network comes from is the caller's to say.
// Read next: notify/channels.ts, notify/mail.ts, notify/push.ts.

import { type Channel, REQUESTS } from './channels.ts';
import { shorten } from './harmless.ts';
import { type MailBinding, mailOf, mailService, type Transport } from './mail.ts';
import type { Notice, Sent } from './notice.ts';
import { signed } from './signature.ts';

export interface Services {
  fetch: (url: string, init: RequestInit) => Promise<Response>;
  mail?: MailBinding;
  /** A mail provider's key; '' where there is none. */
  mailKey: string;
  /** The sender's address; '' where the owner gave none. */
  mailFrom: string;
  /** Of generic webhooks. */
  secret: Uint8Array;
  /** Milliseconds: now, and how long to wait for an answer. */
  now: number;
  patience: number;
}

const MAX_ANSWER = 300;

export async function send(notice: Notice, { kind, to }: Channel, services: Services): Promise<Sent> {
  const transport = createTransport(services);
  if (kind === 'mail') {
    const service = mailService(services.mail, services.mailKey, transport);
    if (service === null) return { ok: false, answer: 'There is no way to send mail: it needs a provider’s key.' };
    const from = services.mailFrom || service.from;
    if (from === null) return { ok: false, answer: 'Mail needs a sender’s address.' };
    return service.send(mailOf(notice, from, to));
  }
  const request = REQUESTS[kind](notice, to);
  const ready = kind === 'json' ? await signed(request, notice.id, services.secret, services.now) : request;
  return transport(ready.url, ready.body, ready.headers ?? {});
}

/** Posts once, as JSON unless the headers say otherwise. */
export function createTransport({ fetch, patience }: Pick<Services, 'fetch' | 'patience'>): Transport {
  return async (url, body, headers) => {
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        body,
        // Followed, a redirect would carry the words to an address that the owner never gave.
        redirect: 'manual',
        signal: AbortSignal.timeout(patience),
      });
      const said = shorten((await answer.text()).replace(/\s+/g, ' ').trim(), MAX_ANSWER);
      const line = `${answer.status}${said === '' ? '' : ` ${said}`}`;
      if (answer.ok) return { ok: true, answer: line };
      const retryAfter = Number(answer.headers.get('Retry-After'));
      const { status } = answer;
      return { ok: false, answer: line, status, ...(retryAfter > 0 && { retryAfter: Math.ceil(retryAfter) }) };
    } catch (error) {
      const isLate = error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError');
      return { ok: false, answer: isLate ? 'No answer in time.' : 'It could not be reached.' };
    }
  };
}
