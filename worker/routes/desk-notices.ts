// /admin/notices: the owner says where notices go, and tries it. Addresses and keys are kept sealed: whoever has a
// webhook's address may post to it. Read next: views/notice-settings.ts, ../deliver.ts.

import { type Context, Hono } from 'hono';
import type { AppDeps, AppEnv } from '../app-env.ts';
import { cleanLine, type DoctorLine, isEmail } from '../contract/index.ts';
import { opened, SEALED, sendTest, webhookSecret } from '../deliver.ts';
import { ApiError } from '../errors.ts';
import { channelOf } from '../notify/channels.ts';
import { isMailKey } from '../notify/mail.ts';
import { secretText } from '../notify/signature.ts';
import { isoOf } from '../rules/public.ts';
import { seal } from '../rules/sealed.ts';
import {
  acceptNoticeSettings,
  FRESH_OUTBOX,
  type NoticeSettings,
  putOutbox,
  readNoticeSettings,
  readOutbox,
} from '../store/outbox.ts';
import { type NoticeForm, type NoticePage, type NoticeProblem, noticePage } from '../views/notice-settings.ts';
import { readForm, siteName } from './desk-answers.ts';
import { waitingFeedPath } from './feed.ts';

export function deskNoticeRoutes(deps: AppDeps): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/admin/notices', (c) => {
      const said = c.req.query('said') === 'saved' && {
        said: 'Saved. It holds everywhere within a minute or two.',
      };
      return show(c, deps, said || {});
    })
    .post('/admin/notices', async (c) => {
      const form = readFields(await readForm(c));
      const before = await readNoticeSettings(c.env.COMMENTS);
      const problems = check(form, { hasBinding: c.env.MAIL !== undefined, hadKey: Boolean(before.noticesMailKey) });
      if (problems.length > 0) {
        return show(c, deps, { form, problems, said: 'Not saved: see what is marked below.', isProblem: true }, 400);
      }
      await save(c, deps, form, before);
      return c.redirect('/admin/notices?said=saved', 303);
    })
    .get('/admin/notices/test', toNotices)
    .post('/admin/notices/test', async (c) => {
      const sent = await sendTest(c.env, deps, deps.runtime.now());
      if (sent === null) return show(c, deps, { said: 'There is nowhere to send it.', isProblem: true }, 400);
      if (sent.ok) return show(c, deps, { said: `Sent. The answer: ${sent.answer}` });
      return show(c, deps, { said: `It did not arrive. The answer: ${sent.answer}`, isProblem: true });
    });
}

/** Where a browser stands after a test was answered, when its owner reloads. */
function toNotices(c: Context<AppEnv>): Response {
  return c.redirect('/admin/notices', 303);
}

interface Fields extends NoticeForm {
  mailKey: string;
  forgetKey: boolean;
}

function readFields(form: URLSearchParams): Fields {
  const text = (name: string) => cleanLine(form.get(name) ?? '');
  return {
    to: text('to'),
    about: form.get('about') === 'all' ? 'all' : 'waiting',
    hourly: form.get('hourly') === '1',
    mailFrom: text('mailFrom'),
    mailKey: text('mailKey'),
    forgetKey: form.get('forgetKey') === '1',
  };
}

function check(
  { to, mailKey, mailFrom, forgetKey }: Fields,
  { hasBinding, hadKey }: { hasBinding: boolean; hadKey: boolean },
): NoticeProblem[] {
  const channel = channelOf(to);
  const hasKey = mailKey !== '' || hasBinding || (hadKey && !forgetKey);
  return [
    ...(to !== '' && channel === null ? (['to'] as const) : []),
    ...(mailKey !== '' && !isMailKey(mailKey) ? (['mailKey'] as const) : []),
    ...(mailFrom !== '' && !isEmail(mailFrom) ? (['mailFrom'] as const) : []),
    ...(channel?.kind === 'mail' && !hasKey ? (['mailNone'] as const) : []),
  ];
}

async function save(
  c: Context<AppEnv>,
  deps: AppDeps,
  { to, about, hourly, mailFrom, mailKey, forgetKey }: Fields,
  before: Partial<NoticeSettings>,
): Promise<void> {
  const keys = await deps.secrets.sealingKeys(c.env, SEALED);
  if (keys === null) throw new ApiError('unavailable');
  const sealed = (field: string, text: string) =>
    text === '' ? '' : seal(keys.seal, text, field, deps.runtime.random(new Uint8Array(12)));
  const notices = to === '' ? 'off' : about;
  await acceptNoticeSettings(c.env.COMMENTS, {
    notices,
    noticesTo: await sealed('noticesTo', to),
    ...((mailKey !== '' || forgetKey) && { noticesMailKey: await sealed('noticesMailKey', mailKey) }),
    ...(mailFrom !== before.noticesMailFrom && { noticesMailFrom: mailFrom }),
    noticesHourly: hourly,
    noticesOrigin: new URL(c.req.url).origin,
  });
  deps.settings.learn({ notices });
  // Another address begins anew: what is waiting goes there with the next run.
  await putOutbox(c.env.COMMENTS, FRESH_OUTBOX);
}

/** For the doctor: sends a test where there is somewhere to send it. */
export async function examineNotices(c: Context<AppEnv>, deps: AppDeps): Promise<DoctorLine[]> {
  const name = 'Notices';
  const now = deps.runtime.now();
  const { notices } = await deps.settings.get(c.env.COMMENTS, c.env, now);
  if (notices === 'off') return [{ name, state: 'fine', says: 'None are set up. They are at /admin/notices.' }];
  const sent = await sendTest(c.env, deps, now);
  if (sent?.ok) return [{ name, state: 'fine', says: `A test was sent. The answer: ${sent.answer}` }];
  const says = sent ? `A test did not arrive. The answer: ${sent.answer}` : 'Their address cannot be read any more.';
  return [{ name, state: 'wrong', says: `${says} See /admin/notices.` }];
}

async function show(
  c: Context<AppEnv>,
  deps: AppDeps,
  more: Partial<Pick<NoticePage, 'form' | 'problems' | 'said' | 'isProblem'>>,
  status: 200 | 400 = 200,
): Promise<Response> {
  const now = deps.runtime.now();
  const { origin } = new URL(c.req.url);
  const [stored, outbox, settings, secret, feed] = await Promise.all([
    readNoticeSettings(c.env.COMMENTS),
    readOutbox(c.env.COMMENTS),
    deps.settings.get(c.env.COMMENTS, c.env, now),
    webhookSecret(c.env, deps.secrets),
    waitingFeedPath(c, deps),
  ]);
  const sealed = stored.noticesTo ?? '';
  const to =
    stored.noticesTo === undefined
      ? (c.env.NOTIFY_WEBHOOK ?? '')
      : await opened(c.env, deps.secrets, 'noticesTo', sealed);
  return c.html(
    noticePage({
      site: siteName(c),
      form: {
        to: to ?? '',
        about: settings.notices === 'all' ? 'all' : 'waiting',
        hourly: stored.noticesHourly === true,
        mailFrom: stored.noticesMailFrom ?? '',
      },
      kind: channelOf(to ?? '')?.kind ?? null,
      isLost: sealed !== '' && to === null,
      hasMailKey: Boolean(stored.noticesMailKey),
      hasMailBinding: c.env.MAIL !== undefined,
      problems: [],
      sentAt: outbox.sentAt > 0 ? isoOf(outbox.sentAt) : null,
      failing: outbox.failures > 0 ? { triedAt: isoOf(outbox.triedAt), answer: outbox.answer } : null,
      secret: secret ? secretText(secret) : '',
      feed: `${origin}${feed ?? ''}`,
      now,
      ...more,
    }),
    status,
  );
}
