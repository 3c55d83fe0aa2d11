// Where notices go: the one address that the owner gave (mail, webhook, chat) and any number of devices. Each is a
// destination that succeeds and fails on its own. What is needed to write to one lies sealed in KV and is opened here.
// Read next: actions/notices/tell-owner.ts, which writes to all of them, and
// actions/notices/test-notice.ts, which tries them.

import type { Scope } from '../../deps.ts';
import type { Env } from '../../env.ts';
import { channelOf } from '../../notify/channels.ts';
import type { Notice, Sent } from '../../notify/notice.ts';
import { type PushDevice, sendPush } from '../../notify/push.ts';
import { createTransport, type Services, send } from '../../notify/send.ts';
import type { ChannelKind } from '../../rules/channel-kinds.ts';
import { LABELS } from '../../rules/signed/labels.ts';
import { seal, unseal } from '../../rules/signed/sealed.ts';
import { hmac } from '../../rules/signed/signature.ts';
import { SECOND } from '../../rules/time.ts';
import { listDevices, type StoredDevice } from '../../store/outbox/devices.ts';
import { ADDRESS, type NoticeSettings, readNoticeSettings } from '../../store/outbox/owner.ts';
import { nameOfSite } from '../sites.ts';

/** How long anybody who is sent a notice or a mail has to answer. */
export const PATIENCE = 10 * SECOND;

export interface Destination {
  /** Its name in the outbox: `address`, or the device's id. */
  key: string;
  kind: ChannelKind | 'push';
  /** Of a device, as its owner calls it. */
  name: string;
  send(notice: Notice): Promise<Sent>;
}

export interface Destinations {
  all: Destination[];
  /** There is an address, sealed with another ADMIN_TOKEN: that is the owner's to mend; its news is kept until then. */
  isLost: boolean;
  hourly: boolean;
  /** The worker's own address; null where the owner has not been at the desk's page for notices. */
  origin: string | null;
}

/** A bulk get, and where there may be devices a list and another one. */
export async function readDestinations(scope: Scope): Promise<Destinations> {
  const stored = await readNoticeSettings(scope.kv);
  const [address, devices] = await Promise.all([
    addressDestination(scope, stored),
    stored.noticesDevices ? listDevices(scope.kv) : [],
  ]);
  const origin = stored.noticesOrigin || null;
  const opened = await Promise.all(devices.map((device) => deviceDestination(scope, device, origin)));
  return {
    all: [address, ...opened].filter((destination) => destination !== null),
    isLost: Boolean(stored.noticesTo) && address === null,
    hourly: stored.noticesHourly === true,
    origin,
  };
}

/** What notices and mails call the site. */
export function siteName(env: Env): string {
  return nameOfSite(env) ?? 'your site';
}

// ---- the address ----

/** Null where there is none, or it cannot be opened. */
export async function addressDestination(
  scope: Pick<Scope, 'env' | 'now' | 'memory'>,
  stored: Partial<NoticeSettings>,
): Promise<Destination | null> {
  const { env, now, memory } = scope;
  const { fetch } = memory.runtime;
  const sealed = stored.noticesTo;
  const to = sealed === undefined ? env.NOTIFY_WEBHOOK : await unsealField(scope, 'noticesTo', sealed);
  const channel = channelOf(to ?? '', env);
  const secret = await webhookSecret(scope);
  if (channel === null || secret === null || !fetch) return null;
  const services: Services = {
    fetch,
    ...(env.MAIL && { mail: env.MAIL }),
    mailKey: (await unsealField(scope, 'noticesMailKey', stored.noticesMailKey ?? '')) ?? '',
    mailFrom: stored.noticesMailFrom ?? '',
    secret,
    now,
    patience: PATIENCE,
  };
  return { key: ADDRESS, kind: channel.kind, name: '', send: (notice) => send(notice, channel, services) };
}

/** What was sealed for this field; null where there is nothing, or ADMIN_TOKEN is another one since. */
export async function unsealField(
  { env, memory }: Pick<Scope, 'env' | 'memory'>,
  field: string,
  sealed: string,
): Promise<string | null> {
  if (sealed === '') return null;
  const keys = await memory.secrets.sealingKeys(env, LABELS.notices);
  return keys && unseal(keys.unseal, sealed, field);
}

/** What a receiver of generic webhooks checks their signature with; null where there is no proper ADMIN_TOKEN. */
export async function webhookSecret({ env, memory }: Pick<Scope, 'env' | 'memory'>): Promise<Uint8Array | null> {
  const keys = await memory.secrets.signingKeys(env, LABELS.webhook);
  return keys && hmac(keys.sign, 'secret');
}

// ---- devices ----

/** Null where there is no proper ADMIN_TOKEN. */
export async function sealDevice(
  { env, memory }: Pick<Scope, 'env' | 'memory'>,
  id: string,
  device: PushDevice,
): Promise<string | null> {
  const keys = await memory.secrets.sealingKeys(env, LABELS.notices);
  return keys && seal(keys.seal, JSON.stringify(device), purposeOf(id), memory.runtime.random(new Uint8Array(12)));
}

/** Null where ADMIN_TOKEN is another one since: that device has to be turned on again. */
export async function deviceDestination(
  scope: Pick<Scope, 'env' | 'memory'>,
  { id, name, sealed }: StoredDevice,
  origin: string | null,
): Promise<Destination | null> {
  const text = await unsealField(scope, purposeOf(id), sealed);
  const { fetch } = scope.memory.runtime;
  if (text === null || !fetch) return null;
  const device = JSON.parse(text) as PushDevice; // sealed by us, whole or not at all
  const transport = createTransport({ fetch, patience: PATIENCE });
  return { key: id, kind: 'push', name, send: (notice) => sendPush(notice, device, transport, origin) };
}

function purposeOf(id: string): string {
  return `device ${id}`;
}
