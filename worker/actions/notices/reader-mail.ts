// What mail to readers goes out by, and the links that are in it. It takes a provider that sends to anybody: Resend or
// Postmark, or Cloudflare's binding, which does so on its paid plan only. The worker cannot see which plan it runs on,
// so the owner is told, and can try it (routes/desk/readers.ts).
// Read next: actions/notices/tell-readers.ts, actions/notices/reader-keys.ts.

import type { Scope } from '../../deps.ts';
import { type MailService, mailService } from '../../notify/mail.ts';
import type { Sent } from '../../notify/notice.ts';
import type { Letter } from '../../notify/reader-words.ts';
import { createTransport } from '../../notify/send.ts';
import { digest } from '../../rules/hash.ts';
import { PAGES } from '../../rules/paths.ts';
import { markOf, type SubscriptionLink, signLink } from '../../rules/signed/subscription-link.ts';
import type { CommentRef } from '../../store/facts/comments.ts';
import { readNoticeSettings } from '../../store/outbox/owner.ts';
import { PATIENCE, siteName, unsealField } from './destinations.ts';
import { type ReaderKeys, readerKeys } from './reader-keys.ts';

/** What is missing before readers can be written to; the first of them is to be mended first. */
export type MailLack = 'key' | 'provider' | 'sender';

export interface ReaderMail {
  site: string;
  /** The worker's own address. */
  origin: string;
  keys: ReaderKeys;
  send(to: string, letter: Letter, headers?: Record<string, string>): Promise<Sent>;
}

/** What mail goes by, or what it lacks. One bulk get. */
export async function readReaderMail(scope: Pick<Scope, 'env' | 'kv' | 'memory'>): Promise<ReaderMail | MailLack> {
  const { env, memory } = scope;
  const stored = await readNoticeSettings(scope.kv);
  const keys = await readerKeys(scope);
  const { fetch } = memory.runtime;
  if (keys === null || !fetch) return 'provider';
  const sealed = stored.noticesMailKey ?? '';
  const mailKey = await unsealField(scope, 'noticesMailKey', sealed);
  if (sealed !== '' && mailKey === null) return 'key';
  const service = mailService(env.MAIL, mailKey ?? '', createTransport({ fetch, patience: PATIENCE }));
  const from = stored.noticesMailFrom ?? '';
  if (service === null) return 'provider';
  if (from === '') return 'sender';
  return { site: siteName(env), origin: stored.noticesOrigin ?? '', keys, send: sender(service, from) };
}

function sender(service: MailService, from: string): ReaderMail['send'] {
  return async (to, { subject, text }, headers = {}) => {
    // The same mail again has the same id, so that a provider who took it before its answer was lost sends it once.
    const id = await digest(JSON.stringify([to, subject, text]), 22);
    const sent = await service.send({ from, to, subject, text, id, headers });
    return { ...sent, answer: withoutAddresses(sent.answer, from) };
  };
}

/** Providers quote the address that they refuse, and their answer is kept in clear and shown. The owner's own stays. */
function withoutAddresses(answer: string, from: string): string {
  return answer.replace(/[^\s"'<>()[\]{},;:]+(?:@|%40)[^\s"'<>()[\]{},;:]*/gi, (address) =>
    address.toLowerCase().startsWith(from.toLowerCase()) ? address : '(an address)',
  );
}

/** The address of the page that confirms, stops or refuses; `lang`: in which language, '' being English. */
export async function linkTo(
  { origin, keys }: ReaderMail,
  { thread, id }: CommentRef,
  { act, expiresAt, lang }: Pick<SubscriptionLink, 'act' | 'expiresAt'> & { lang: string },
  address: string,
): Promise<string> {
  const mark = await markOf(keys.signing.sign, act, address);
  const token = await signLink(keys.signing.sign, { act, thread, id, mark, expiresAt });
  return `${origin}${PAGES.subscription}?token=${token}${lang && `&lang=${lang}`}`;
}

/** What a mail program offers as its own button, which posts without asking (RFC 8058). */
export function stopHeaders(stop: string): Record<string, string> {
  return { 'List-Unsubscribe': `<${stop}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}
