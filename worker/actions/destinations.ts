// Where notices go: the one address that the owner gave (mail, webhook, chat) and any number of devices, each of them a place
// that succeeds and fails on its own. What is needed to write to a place lies sealed in KV and is opened here.
// Read next: tell-owner.ts.

import type { Memory } from '../deps.ts';
import type { Env } from '../env.ts';
import { type ChannelKind, channelOf } from '../notify/channels.ts';
import type { Notice, Sent } from '../notify/notice.ts';
import { type PushDevice, sendPush } from '../notify/push.ts';
import { poster, type Services, send } from '../notify/send.ts';
import { digest } from '../rules/comment/hash.ts';
import { LABELS } from '../rules/signed/labels.ts';
import { seal, unseal } from '../rules/signed/sealed.ts';
import { hmac } from '../rules/signed/signature.ts';
import { listDevices, readDevices, type StoredDevice } from '../store/outbox/devices.ts';
import { ADDRESS, type NoticeSettings, readNoticeSettings } from '../store/outbox/owner.ts';
import { nameOfSite } from './sites.ts';

const PATIENCE = 10_000;

type Deps = Pick<Memory, 'runtime' | 'secrets'>;

export interface Place {
  /** Its name in the outbox: `address`, or the device's id. */
  key: string;
  kind: ChannelKind | 'push';
  /** Of a device, as its owner calls it. */
  name: string;
  send(notice: Notice): Promise<Sent>;
}

export interface SetUp {
  places: Place[];
  /** There is an address, sealed with another ADMIN_TOKEN: that is the owner's to mend, and its news is kept until then. */
  isLost: boolean;
  hourly: boolean;
  /** The worker's own address; null where the owner has not been at the desk's page for notices. */
  origin: string | null;
}

export async function readSetUp(env: Env, deps: Deps, now: number): Promise<SetUp> {
  const stored = await readNoticeSettings(env.COMMENTS);
  const [address, devices] = await Promise.all([
    addressOf(env, deps, stored, now),
    stored.noticesDevices ? listDevices(env.COMMENTS) : [],
  ]);
  const origin = stored.noticesOrigin || null;
  const opened = await Promise.all(devices.map((device) => devicePlace(env, deps, device, origin)));
  return {
    places: [address, ...opened].filter((place) => place !== null),
    isLost: Boolean(stored.noticesTo) && address === null,
    hourly: stored.noticesHourly === true,
    origin,
  };
}

/** Sends one now to the address, for the owner to see what comes back. Null where there is none. */
export async function testAddress(env: Env, deps: Deps, now: number): Promise<Sent | null> {
  const stored = await readNoticeSettings(env.COMMENTS);
  const place = await addressOf(env, deps, stored, now);
  return place === null ? null : place.send(await testNotice(env, stored.noticesOrigin || null, now));
}

/** The same, to a device. */
export async function testDevice(env: Env, deps: Deps, id: string, now: number): Promise<Sent | null> {
  const [[device], stored] = await Promise.all([readDevices(env.COMMENTS, [id]), readNoticeSettings(env.COMMENTS)]);
  const origin = stored.noticesOrigin || null;
  const place = device ? await devicePlace(env, deps, device, origin) : null;
  return place === null ? null : place.send(await testNotice(env, origin, now));
}

/** For the doctor: one to each place. */
export async function testPlaces(
  env: Env,
  deps: Deps,
  now: number,
): Promise<{ tests: { place: Place; sent: Sent }[]; isLost: boolean }> {
  const { places, isLost, origin } = await readSetUp(env, deps, now);
  const notice = await testNotice(env, origin, now);
  return { tests: await Promise.all(places.map(async (place) => ({ place, sent: await place.send(notice) }))), isLost };
}

async function testNotice(env: Env, origin: string | null, now: number): Promise<Notice> {
  const id = await digest(`test ${now}`, 22);
  return { id, site: siteOf(env), desk: origin && `${origin}/admin`, items: [], more: 0, isTest: true };
}

export function siteOf(env: Env): string {
  return nameOfSite(env) ?? 'your site';
}

// ---- the address ----

async function addressOf(
  env: Env,
  { runtime, secrets }: Deps,
  stored: Partial<NoticeSettings>,
  now: number,
): Promise<Place | null> {
  const to =
    stored.noticesTo === undefined ? env.NOTIFY_WEBHOOK : await opened(env, secrets, 'noticesTo', stored.noticesTo);
  const channel = channelOf(to ?? '');
  const secret = await webhookSecret(env, secrets);
  if (channel === null || secret === null || !runtime.fetch) return null;
  const services: Services = {
    fetch: runtime.fetch,
    ...(env.MAIL && { mail: env.MAIL }),
    mailKey: (await opened(env, secrets, 'noticesMailKey', stored.noticesMailKey ?? '')) ?? '',
    mailFrom: stored.noticesMailFrom ?? '',
    secret,
    now,
    patience: PATIENCE,
  };
  return { key: ADDRESS, kind: channel.kind, name: '', send: (notice) => send(notice, channel, services) };
}

/** What was sealed for this field; null where there is nothing, or ADMIN_TOKEN is another one since. */
export async function opened(
  env: Env,
  secrets: Deps['secrets'],
  field: string,
  sealed: string,
): Promise<string | null> {
  if (sealed === '') return null;
  const keys = await secrets.sealingKeys(env, LABELS.notices);
  return keys && unseal(keys.unseal, sealed, field);
}

/** What a receiver of generic webhooks checks their signature with. */
export async function webhookSecret(env: Env, secrets: Deps['secrets']): Promise<Uint8Array | null> {
  const keys = await secrets.signingKeys(env, LABELS.webhook);
  return keys && hmac(keys.sign, 'secret');
}

// ---- devices ----

/** Null where there is no proper ADMIN_TOKEN. */
export async function sealDevice(
  env: Env,
  { runtime, secrets }: Deps,
  id: string,
  device: PushDevice,
): Promise<string | null> {
  const keys = await secrets.sealingKeys(env, LABELS.notices);
  return keys && seal(keys.seal, JSON.stringify(device), purposeOf(id), runtime.random(new Uint8Array(12)));
}

/** Null where ADMIN_TOKEN is another one since: that device has to be turned on again. */
export async function devicePlace(
  env: Env,
  { runtime, secrets }: Deps,
  { id, name, sealed }: StoredDevice,
  origin: string | null,
): Promise<Place | null> {
  const text = await opened(env, secrets, purposeOf(id), sealed);
  const { fetch } = runtime;
  if (text === null || !fetch) return null;
  const device = JSON.parse(text) as PushDevice; // sealed by us, whole or not at all
  const post = poster({ fetch, patience: PATIENCE });
  return { key: id, kind: 'push', name, send: (notice) => sendPush(notice, device, post, origin) };
}

function purposeOf(id: string): string {
  return `device ${id}`;
}
