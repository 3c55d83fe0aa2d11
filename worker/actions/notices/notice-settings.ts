// The owner's notices as the desk sets them up: what the page shows, and what its form saves. Addresses and keys are
// kept sealed: whoever has a webhook's address may post to it.
// Read next: actions/notices/destinations.ts, store/outbox/owner.ts, routes/desk/notices.ts.

import { isEmail } from '../../contract/index.ts';
import type { Scope } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import { channelOf } from '../../notify/channels.ts';
import { isMailKey } from '../../notify/mail.ts';
import { secretText } from '../../notify/signature.ts';
import type { ChannelKind } from '../../rules/channel-kinds.ts';
import { isoOf } from '../../rules/comment/public.ts';
import { LABELS } from '../../rules/signed/labels.ts';
import { seal } from '../../rules/signed/sealed.ts';
import { listDevices } from '../../store/outbox/devices.ts';
import {
  ADDRESS,
  acceptNoticeSettings,
  NEW_DESTINATION,
  putOutbox,
  readNoticeSettings,
  readOutbox,
} from '../../store/outbox/owner.ts';
import type { Tries } from '../../store/outbox/tries.ts';
import { deviceDestination, unsealField, webhookSecret } from './destinations.ts';
import { readReaderMail } from './reader-mail.ts';
import { switchReadersOff } from './reader-mail-state.ts';

/** How the last tries went; ISO 8601. */
interface LastTries {
  sentAt: string | null;
  failing: { triedAt: string; answer: string } | null;
}

export interface NoticeSetUp extends LastTries {
  form: { to: string; about: 'waiting' | 'all'; hourly: boolean; mailFrom: string };
  /** Of what is saved; null where nothing is. */
  kind: ChannelKind | null;
  /** There is an address, sealed with another ADMIN_TOKEN. */
  isLost: boolean;
  hasMailKey: boolean;
  hasMailBinding: boolean;
  devices: ({ id: string; name: string; addedAt: string; isLost: boolean } & LastTries)[];
  /** For checking the signature of generic webhooks. */
  secret: string;
}

/** `added` and `gone`: devices that were added or removed a moment ago, for a list may lag behind. */
export async function readNoticeSetUp(
  scope: Scope,
  { added, gone }: { added: string[] | undefined; gone: string | undefined },
): Promise<NoticeSetUp> {
  const { kv, env } = scope;
  const [stored, outbox, devices, { notices }, secret] = await Promise.all([
    readNoticeSettings(kv),
    readOutbox(kv),
    listDevices(kv, added),
    scope.settings(),
    webhookSecret(scope),
  ]);
  const sealed = stored.noticesTo ?? '';
  const to =
    stored.noticesTo === undefined ? (env.NOTIFY_WEBHOOK ?? '') : await unsealField(scope, 'noticesTo', sealed);
  return {
    form: {
      to: to ?? '',
      about: notices === 'all' ? 'all' : 'waiting',
      hourly: stored.noticesHourly === true,
      mailFrom: stored.noticesMailFrom ?? '',
    },
    kind: channelOf(to ?? '', env)?.kind ?? null,
    isLost: sealed !== '' && to === null,
    hasMailKey: Boolean(stored.noticesMailKey),
    hasMailBinding: env.MAIL !== undefined,
    ...lastTries(outbox[ADDRESS]),
    devices: await Promise.all(
      devices
        .filter(({ id }) => id !== gone)
        .map(async (device) => {
          const { id, name, at } = device;
          const isLost = (await deviceDestination(scope, device, null)) === null;
          return { id, name, addedAt: isoOf(at), isLost, ...lastTries(outbox[id]) };
        }),
    ),
    secret: secret ? secretText(secret) : '',
  };
}

/** As the page shows them. */
export function lastTries({ sentAt, failures, triedAt, answer }: Tries = NEW_DESTINATION): LastTries {
  return {
    sentAt: sentAt > 0 ? isoOf(sentAt) : null,
    failing: failures > 0 ? { triedAt: isoOf(triedAt), answer } : null,
  };
}

type WrongNoticeField = 'to' | 'mailKey' | 'mailFrom' | 'mailNone';

/** As the form has it. */
export interface NoticeChange {
  to: string;
  about: 'waiting' | 'all';
  hourly: boolean;
  mailFrom: string;
  /** '': as it was, unless `forgetKey`. */
  mailKey: string;
  forgetKey: boolean;
  /** There are devices, so that notices go somewhere without an address. */
  hasDevices: boolean;
}

/** Saves nothing where something is wrong with it, and says what. `origin`: the worker's own address, for links. */
export async function saveNotices(scope: Scope, change: NoticeChange, origin: string): Promise<WrongNoticeField[]> {
  const { kv, env, memory } = scope;
  const { to, about, hourly, mailFrom, mailKey, forgetKey, hasDevices } = change;
  const before = await readNoticeSettings(kv);
  const problems = wrongIn(change, { env, hadKey: Boolean(before.noticesMailKey) });
  if (problems.length > 0) return problems;

  const keys = await memory.secrets.sealingKeys(env, LABELS.notices);
  if (keys === null) throw new ApiError('unavailable');
  const sealed = (field: string, text: string) =>
    text === '' ? '' : seal(keys.seal, text, field, memory.runtime.random(new Uint8Array(12)));
  const notices = to === '' && !hasDevices ? 'off' : about;
  await acceptNoticeSettings(kv, {
    notices,
    noticesTo: await sealed('noticesTo', to),
    ...((mailKey !== '' || forgetKey) && { noticesMailKey: await sealed('noticesMailKey', mailKey) }),
    ...(mailFrom !== before.noticesMailFrom && { noticesMailFrom: mailFrom }),
    noticesHourly: hourly,
    noticesOrigin: origin,
  });
  memory.settings.learn({ notices });
  // Without mail the form must not go on asking readers for an address.
  const { readers } = await scope.settings();
  if (readers && typeof (await readReaderMail(scope)) === 'string') await switchReadersOff(scope);
  // Another address begins anew: what is waiting goes there with the next run.
  await putOutbox(kv, { ...(await readOutbox(kv)), [ADDRESS]: NEW_DESTINATION });
  return [];
}

function wrongIn(
  { to, mailKey, mailFrom, forgetKey }: NoticeChange,
  { env, hadKey }: { env: Scope['env']; hadKey: boolean },
): WrongNoticeField[] {
  const channel = channelOf(to, env);
  const hasKey = mailKey !== '' || env.MAIL !== undefined || (hadKey && !forgetKey);
  return [
    ...(to !== '' && channel === null ? (['to'] as const) : []),
    ...(mailKey !== '' && !isMailKey(mailKey) ? (['mailKey'] as const) : []),
    ...(mailFrom !== '' && !isEmail(mailFrom) ? (['mailFrom'] as const) : []),
    ...(channel?.kind === 'mail' && !hasKey ? (['mailNone'] as const) : []),
  ];
}
