// Mail goes out by one interface: by the binding where there is one (to verified addresses it is free on any plan), or
// by the HTTP API of a mail provider, told apart by how its key looks. Text only: no image, no markup, nothing that
// says when it was read. Read next: notify/send.ts.

import type { Notice, Sent } from './notice.ts';
import { subjectOf, textOf } from './words.ts';

export interface Mail {
  from: string;
  to: string;
  subject: string;
  text: string;
  /** Two mails of one id are one mail. */
  id: string;
  headers?: Record<string, string>;
}

export interface MailService {
  /** For a sender's address that the owner did not give; null where there is none to fall back on. */
  from: string | null;
  send(mail: Mail): Promise<Sent>;
}

/** Cloudflare's send_email binding, as much of it as is used here. */
export interface MailBinding {
  send(message: {
    from: string;
    to: string;
    subject: string;
    text: string;
    headers?: Record<string, string>;
  }): Promise<unknown>;
}

/**
 * What carries a mail, a notice or a push: posts once, and tells what came of it (createTransport in notify/send.ts).
 */
export type Transport = (url: string, body: string | Uint8Array, headers: Record<string, string>) => Promise<Sent>;

/** The service that mail goes by, or null where there is none. A key that the owner gave comes before the binding. */
export function mailService(binding: MailBinding | undefined, key: string, transport: Transport): MailService | null {
  const provider = PROVIDERS.find(({ looks }) => looks.test(key));
  if (provider) return provider.with(key, transport);
  return binding ? byBinding(binding) : null;
}

export function mailOf(notice: Notice, from: string, to: string): Mail {
  return { from, to, subject: subjectOf(notice), text: `${textOf(notice)}\n`, id: notice.id };
}

function byBinding(binding: MailBinding): MailService {
  return {
    from: null,
    async send({ from, to, subject, text, headers }) {
      try {
        await binding.send({ from, to, subject, text, ...(headers && { headers }) });
        return { ok: true, answer: 'Cloudflare took the mail.' };
      } catch (error) {
        // Its codes say what to do: E_SENDER_NOT_VERIFIED, E_DAILY_LIMIT_EXCEEDED …
        const code = error instanceof Error && 'code' in error ? `${String(error.code)}: ` : '';
        return { ok: false, answer: code + (error instanceof Error ? error.message : 'unknown error') };
      }
    },
  };
}

interface Provider {
  looks: RegExp;
  with(key: string, transport: Transport): MailService;
}

const PROVIDERS: readonly Provider[] = [
  {
    // https://resend.com/docs/api-reference/emails/send-email
    looks: /^re_\w+$/,
    with: (key, transport) => ({
      from: 'onboarding@resend.dev',
      send: ({ from, to, subject, text, id, headers }) =>
        transport('https://api.resend.com/emails', JSON.stringify({ from, to: [to], subject, text, headers }), {
          Authorization: `Bearer ${key}`,
          'Idempotency-Key': id,
        }),
    }),
  },
  {
    // https://postmarkapp.com/developer/api/email-api
    looks: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
    with: (key, transport) => ({
      from: null,
      send: ({ from, to, subject, text, headers }) =>
        transport(
          'https://api.postmarkapp.com/email',
          JSON.stringify({
            From: from,
            To: to,
            Subject: subject,
            TextBody: text,
            MessageStream: 'outbound',
            ...(headers && { Headers: Object.entries(headers).map(([Name, Value]) => ({ Name, Value })) }),
          }),
          { 'X-Postmark-Server-Token': key, Accept: 'application/json' },
        ),
    }),
  },
];

/** Whether it is a key that some provider here would give out. */
export function isMailKey(key: string): boolean {
  return PROVIDERS.some(({ looks }) => looks.test(key));
}
