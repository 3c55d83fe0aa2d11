// /admin/notices: the owner says where notices go, and tries it. Addresses and keys are kept sealed: whoever has a
// webhook's address may post to it. Read next: views/desk/notice-settings.ts, actions/notices/tell-owner.ts.

import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { deviceDestination, unsealField, webhookSecret } from '../../actions/notices/destinations.ts';
import { readReaderMail } from '../../actions/notices/reader-mail.ts';
import { readReaderMailState, switchReadersOff } from '../../actions/notices/reader-mail-state.ts';
import { testAddress } from '../../actions/notices/test-notice.ts';
import { waitingFeedPath } from '../../actions/reading/feed.ts';
import { cleanLine, isEmail } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import { channelOf } from '../../notify/channels.ts';
import { isMailKey } from '../../notify/mail.ts';
import { secretText } from '../../notify/signature.ts';
import { isoOf } from '../../rules/comment/public.ts';
import { LABELS } from '../../rules/signed/labels.ts';
import { seal } from '../../rules/signed/sealed.ts';
import { listDevices, type StoredDevice } from '../../store/outbox/devices.ts';
import {
  ADDRESS,
  acceptNoticeSettings,
  NEW_DESTINATION,
  type NoticeSettings,
  type Outbox,
  putOutbox,
  readNoticeSettings,
  readOutbox,
} from '../../store/outbox/owner.ts';
import type { Tries } from '../../store/outbox/tries.ts';
import type { DeviceRow } from '../../views/desk/devices.ts';
import { type NoticeForm, type NoticePage, type NoticeProblem, noticePage } from '../../views/desk/notice-settings.ts';
import { type AppEnv, scopeOf } from '../context.ts';
import { readForm, siteName } from './answers.ts';

const SAID: Record<string, string> = {
  saved: 'Saved. It holds everywhere within a minute or two.',
  added: 'Notices are on here. Send a test to see one.',
  removed: 'Removed. No notices go there any more.',
};

export function deskNoticeRoutes(deps: Memory): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/admin/notices', (c) => {
      const said = SAID[c.req.query('said') ?? ''];
      return showNotices(c, deps, said === undefined ? {} : { said });
    })
    .post('/admin/notices', async (c) => {
      const form = readFields(await readForm(c));
      const before = await readNoticeSettings(c.env.COMMENTS);
      const problems = check(form, { hasBinding: c.env.MAIL !== undefined, hadKey: Boolean(before.noticesMailKey) });
      if (problems.length > 0) {
        return showNotices(
          c,
          deps,
          { form, problems, said: 'Not saved: see what is marked below.', isProblem: true },
          400,
        );
      }
      await save(c, deps, form, before);
      return c.redirect('/admin/notices?said=saved', 303);
    })
    .get('/admin/notices/test', toNotices)
    .post('/admin/notices/test', async (c) => {
      const sent = await testAddress(scopeOf(c, deps));
      if (sent === null) return showNotices(c, deps, { said: 'There is nowhere to send it.', isProblem: true }, 400);
      if (sent.ok) return showNotices(c, deps, { said: `Sent. The answer: ${sent.answer}` });
      return showNotices(c, deps, { said: `It did not arrive. The answer: ${sent.answer}`, isProblem: true });
    });
}

/** Where a browser stands after a test was answered, when its owner reloads. */
export function toNotices(c: Context<AppEnv>): Response {
  return c.redirect('/admin/notices', 303);
}

interface Fields extends NoticeForm {
  mailKey: string;
  forgetKey: boolean;
  /** The page showed devices. */
  hasDevices: boolean;
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
    hasDevices: form.get('devices') === '1',
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
  deps: Memory,
  { to, about, hourly, mailFrom, mailKey, forgetKey, hasDevices }: Fields,
  before: Partial<NoticeSettings>,
): Promise<void> {
  const scope = scopeOf(c, deps);
  const keys = await deps.secrets.sealingKeys(c.env, LABELS.notices);
  if (keys === null) throw new ApiError('unavailable');
  const sealed = (field: string, text: string) =>
    text === '' ? '' : seal(keys.seal, text, field, deps.runtime.random(new Uint8Array(12)));
  const notices = to === '' && !hasDevices ? 'off' : about;
  await acceptNoticeSettings(c.env.COMMENTS, {
    notices,
    noticesTo: await sealed('noticesTo', to),
    ...((mailKey !== '' || forgetKey) && { noticesMailKey: await sealed('noticesMailKey', mailKey) }),
    ...(mailFrom !== before.noticesMailFrom && { noticesMailFrom: mailFrom }),
    noticesHourly: hourly,
    noticesOrigin: new URL(c.req.url).origin,
  });
  deps.settings.learn({ notices });
  // Without mail the form must not go on asking readers for an address.
  if (typeof (await readReaderMail(scope)) === 'string') await switchReadersOff(scope);
  // Another address begins anew: what is waiting goes there with the next run.
  await putOutbox(c.env.COMMENTS, { ...(await readOutbox(c.env.COMMENTS)), [ADDRESS]: NEW_DESTINATION });
}

export async function showNotices(
  c: Context<AppEnv>,
  deps: Memory,
  more: Partial<Pick<NoticePage, 'form' | 'problems' | 'said' | 'isProblem'>>,
  status: 200 | 400 = 200,
): Promise<Response> {
  const scope = scopeOf(c, deps);
  const { now } = scope;
  const { origin } = new URL(c.req.url);
  const [stored, outbox, devices, settings, secret, feed, { log, ...readers }] = await Promise.all([
    readNoticeSettings(c.env.COMMENTS),
    readOutbox(c.env.COMMENTS),
    listDevices(c.env.COMMENTS, c.req.queries('device')),
    deps.settings.get(c.env.COMMENTS, c.env, now),
    webhookSecret(scope),
    waitingFeedPath(scope),
    readReaderMailState(scope),
  ]);
  const sealed = stored.noticesTo ?? '';
  const to =
    stored.noticesTo === undefined ? (c.env.NOTIFY_WEBHOOK ?? '') : await unsealField(scope, 'noticesTo', sealed);
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
      ...howItWent(outbox[ADDRESS]),
      devices: await Promise.all(
        // A list may still show one that was removed a moment ago.
        devices.filter(({ id }) => id !== c.req.query('gone')).map((device) => rowOf(c, deps, device, outbox)),
      ),
      secret: secret ? secretText(secret) : '',
      feed: `${origin}${feed ?? ''}`,
      readers: { ...readers, ...howItWent(log), now },
      now,
      ...more,
    }),
    status,
  );
}

async function rowOf(c: Context<AppEnv>, deps: Memory, device: StoredDevice, outbox: Outbox): Promise<DeviceRow> {
  const { id, name, at } = device;
  const isLost = (await deviceDestination(scopeOf(c, deps), device, null)) === null;
  return { id, name, addedAt: isoOf(at), isLost, ...howItWent(outbox[id]) };
}

function howItWent(tries: Tries = NEW_DESTINATION): Pick<DeviceRow, 'sentAt' | 'failing'> {
  const { sentAt, failures, triedAt, answer } = tries;
  return {
    sentAt: sentAt > 0 ? isoOf(sentAt) : null,
    failing: failures > 0 ? { triedAt: isoOf(triedAt), answer } : null,
  };
}
