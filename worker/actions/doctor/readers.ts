// How it stands with mail to readers, for the page for notices and for the doctor.
// Read next: views/desk/reader-notices.ts, ../reader-post.ts.

import type { Context } from 'hono';
import type { DoctorLine } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import type { AppEnv } from '../../routes/context.ts';
import { isoOf } from '../../rules/comment/public.ts';
import { countSubscribers, type MailLog, readMailLog } from '../../store/facts/subscribers.ts';
import { acceptNoticeSettings, readNoticeSettings } from '../../store/outbox/owner.ts';
import type { ReaderNotices } from '../../views/desk/reader-notices.ts';
import { readReaderPost } from '../reader-mail.ts';

/** One write, where they were on. */
export async function switchReadersOff(c: Context<AppEnv>, deps: Memory): Promise<void> {
  const { readers } = await deps.settings.get(c.env.COMMENTS, c.env, deps.runtime.now());
  if (!readers) return;
  await acceptNoticeSettings(c.env.COMMENTS, { readers: false });
  deps.settings.learn({ readers: false });
}

/** For the page. A list more where it is on. */
export async function readReaderNotices(c: Context<AppEnv>, deps: Memory): Promise<ReaderNotices> {
  const kv = c.env.COMMENTS;
  const now = deps.runtime.now();
  const { readers: isOn } = await deps.settings.get(kv, c.env, now);
  const [post, stored, log, subscribers] = await Promise.all([
    readReaderPost(c.env, deps),
    readNoticeSettings(kv),
    readMailLog(kv),
    isOn ? countSubscribers(kv) : 0,
  ]);
  return {
    isOn,
    lack: typeof post === 'string' ? post : null,
    isByBinding: !stored.noticesMailKey,
    subscribers,
    sentAt: log.sentAt > 0 ? isoOf(log.sentAt) : null,
    failing: failingIn(log),
    now,
  };
}

function failingIn({ failures, triedAt, answer }: MailLog): ReaderNotices['failing'] {
  return failures > 0 ? { triedAt: isoOf(triedAt), answer } : null;
}

/** For the doctor. Nobody is written to for it: a test needs an address. */
export async function examineReaders(c: Context<AppEnv>, deps: Memory): Promise<DoctorLine[]> {
  const name = 'Replies to readers';
  const { isOn, lack, subscribers, failing } = await readReaderNotices(c, deps);
  if (!isOn) return [{ name, state: 'fine', says: 'Off. They are at /admin/notices.' }];
  if (lack !== null) {
    const says = 'On, but there is no mail to tell them by. Enter key and sender’s address at /admin/notices.';
    return [{ name, state: 'wrong', says }];
  }
  if (failing) {
    const says = `The last mail did not go out. The answer: ${failing.answer} See /admin/notices.`;
    return [{ name, state: 'wrong', says }];
  }
  return [{ name, state: 'fine', says: `On. Comments whose writers are told: ${subscribers}.` }];
}
