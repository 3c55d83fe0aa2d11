// How it stands with mail to readers, for the page for notices and for the doctor; and switching it.
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

/** `origin`: the worker's own address, for links in mails. False, and nothing is saved, where there is no mail. */
export async function switchReadersOn(scope: Scope, origin: string): Promise<boolean> {
  if (typeof (await readReaderMail(scope)) === 'string') return false;
  await acceptNoticeSettings(scope.kv, { readers: true, noticesOrigin: origin });
  scope.memory.settings.learn({ readers: true });
  return true;
}

/** One write, also where they seem to be off: what this isolate remembers of the settings may be old. */
export async function switchReadersOff({ kv, memory }: Pick<Scope, 'kv' | 'memory'>): Promise<void> {
  await acceptNoticeSettings(kv, { readers: false });
  memory.settings.learn({ readers: false });
}
