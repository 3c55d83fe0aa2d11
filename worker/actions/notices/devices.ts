// Devices that take notices by Web Push: added as a browser hands them over, and removed. The address comes from a
// browser of the owner's; it is held to what any address of a notice is held to.
// Read next: actions/notices/destinations.ts for how it is sealed, routes/desk/devices.ts.

import type { Scope } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import { outsideAddress } from '../../notify/address.ts';
import { isUsable, type PushDevice } from '../../notify/push.ts';
import { digest } from '../../rules/hash.ts';
import type { Result } from '../../rules/result.ts';
import { fromBase64Url } from '../../rules/signed/bytes.ts';
import { listDevices, MAX_DEVICES, putDevice, removeDevice } from '../../store/outbox/devices.ts';
import { acceptNoticeSettings, readNoticeSettings } from '../../store/outbox/owner.ts';
import { sealDevice } from './destinations.ts';

const MAX_ENDPOINT = 2_000;
const ID_LENGTH = 16;
export const DEVICE_PATTERN = new RegExp(`^[\\w-]{${ID_LENGTH}}$`);

/**
 * Returns its id. `former`: the id that this browser had before, which it takes the place of; '' where it had none.
 * `origin`: the worker's own address. Refuses what nothing could ever be sent to, and one device too many.
 */
export async function addDevice(
  scope: Scope,
  device: PushDevice,
  { name, former, origin }: { name: string; former: string; origin: string },
): Promise<Result<string, 'unusable' | 'too_many'>> {
  const { kv } = scope;
  if (!(await mayBeReached(device))) return { ok: false, error: 'unusable' };
  const others = (await listDevices(kv)).filter(({ id }) => id !== former);
  if (others.length >= MAX_DEVICES) return { ok: false, error: 'too_many' };
  const id = await put(scope, device, name, origin);
  if (DEVICE_PATTERN.test(former) && former !== id) await removeDevice(kv, former);
  return { ok: true, value: id };
}

/** Where it was the last place that notices went to, they are off from then on. */
export async function dropDevice({ kv, env, memory }: Pick<Scope, 'kv' | 'env' | 'memory'>, id: string): Promise<void> {
  await removeDevice(kv, id);
  const [devices, stored] = await Promise.all([listDevices(kv), readNoticeSettings(kv)]);
  const isLast = devices.every((device) => device.id === id);
  if (!isLast || (stored.noticesTo ?? env.NOTIFY_WEBHOOK)) return;
  await acceptNoticeSettings(kv, { notices: 'off' });
  memory.settings.learn({ notices: 'off' });
}

async function mayBeReached(device: PushDevice): Promise<boolean> {
  const { endpoint, p256dh, auth, publicKey, privateKey } = device;
  if (outsideAddress(endpoint) === null || endpoint.length > MAX_ENDPOINT) return false;
  const lengths = [p256dh, auth, publicKey, privateKey].map((each) => fromBase64Url(each)?.length);
  return lengths.join() === '65,16,65,32' && isUsable(device);
}

async function put(scope: Scope, device: PushDevice, name: string, origin: string): Promise<string> {
  const { kv, now, memory } = scope;
  const id = await digest(device.endpoint, ID_LENGTH);
  const sealed = await sealDevice(scope, id, device);
  if (sealed === null) throw new ApiError('unavailable');
  const { notices } = await scope.settings();
  await putDevice(kv, { id, name, at: now, sealed });
  const turnsOn = notices === 'off' && ({ notices: 'waiting' } as const);
  await acceptNoticeSettings(kv, { noticesDevices: true, noticesOrigin: origin, ...turnsOn });
  if (turnsOn) memory.settings.learn(turnsOn);
  return id;
}
