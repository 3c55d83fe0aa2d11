// How it stands with mail to readers, for the page for notices and for the doctor; and switching it off.
// Read next: actions/notices/reader-mail.ts, store/facts/subscribers.ts.

import type { Scope } from '../../deps.ts';
import { countSubscribers } from '../../store/facts/subscribers.ts';
import { type MailLog, readMailLog } from '../../store/outbox/mail-log.ts';
import { acceptNoticeSettings, readNoticeSettings } from '../../store/outbox/owner.ts';
import { type MailLack, readReaderMail } from './reader-mail.ts';

export interface ReaderMailState {
  isOn: boolean;
  /** What is missing, the first thing to be mended; null where nothing is. */
  lack: MailLack | null;
  /** Mail would go by Cloudflare's binding. */
  isByBinding: boolean;
  subscribers: number;
  /** How the last mails went. */
  log: MailLog;
}

/** A list more where it is on. */
export async function readReaderMailState(scope: Scope): Promise<ReaderMailState> {
  const { kv } = scope;
  const { readers: isOn } = await scope.settings();
  const [mail, stored, log, subscribers] = await Promise.all([
    readReaderMail(scope),
    readNoticeSettings(kv),
    readMailLog(kv),
    isOn ? countSubscribers(kv) : 0,
  ]);
  const lack = typeof mail === 'string' ? mail : null;
  return { isOn, lack, isByBinding: !stored.noticesMailKey, subscribers, log };
}

/** One write, where they were on. */
export async function switchReadersOff(scope: Scope): Promise<void> {
  const { readers } = await scope.settings();
  if (!readers) return;
  await acceptNoticeSettings(scope.kv, { readers: false });
  scope.memory.settings.learn({ readers: false });
}
