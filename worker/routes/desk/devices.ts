// Devices that take notices by Web Push: turned on there by the browser's own hand-over (desk/devices.ts), tried, and
// removed. The address comes from a browser of the owner's; it is held to what any address of a notice is held to.
// Read next: routes/desk/notices.ts for the page, actions/notices/destinations.ts for how it is sealed.

import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { sealDevice } from '../../actions/notices/destinations.ts';
import { testDevice } from '../../actions/notices/test-notice.ts';
import { cleanLine } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import { outsideAddress } from '../../notify/address.ts';
import { isGone, isUsable, type PushDevice } from '../../notify/push.ts';
import { digest } from '../../rules/comment/hash.ts';
import { fromBase64Url } from '../../rules/signed/bytes.ts';
import { listDevices, MAX_DEVICES, putDevice, removeDevice } from '../../store/outbox/devices.ts';
import { acceptNoticeSettings, readNoticeSettings } from '../../store/outbox/owner.ts';
import { type AppEnv, scopeOf } from '../context.ts';
import { readForm } from './answers.ts';
import { showNotices, toNotices } from './notices.ts';

const MAX_NAME = 60;
const MAX_ENDPOINT = 2_000;
const ID_LENGTH = 16;
const ID = new RegExp(`^[\\w-]{${ID_LENGTH}}$`);

export function deskDeviceRoutes(deps: Memory): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .on('GET', ['/admin/devices', '/admin/devices/test', '/admin/devices/remove'], toNotices)
    .post('/admin/devices', async (c) => {
      const form = await readForm(c);
      const device = await readDevice(form);
      const refuse = (said: string) => showNotices(c, deps, { said, isProblem: true }, 400);
      if (device === null) return refuse('What the browser handed over could not be used. Please try again there.');
      const former = form.get('former') ?? '';
      const others = (await listDevices(c.env.COMMENTS)).filter(({ id }) => id !== former);
      if (others.length >= MAX_DEVICES) return refuse(`${MAX_DEVICES} devices at most: remove one of them first.`);
      const id = await add(c, deps, device, cleanLine(form.get('name') ?? '').slice(0, MAX_NAME) || 'A device');
      if (ID.test(former) && former !== id) await removeDevice(c.env.COMMENTS, former);
      return c.redirect(`/admin/notices?${new URLSearchParams({ said: 'added', device: id, gone: former })}`, 303);
    })
    .post('/admin/devices/test', async (c) => {
      const sent = await testDevice(scopeOf(c, deps), readId(await readForm(c)));
      const said = sent && `The answer of its push service: ${sent.answer}`;
      if (sent?.ok) return showNotices(c, deps, { said: `Sent. ${said}` });
      const advice =
        sent && isGone(sent)
          ? ' It does not know this device any more: remove it, or turn notices on there again.'
          : '';
      return showNotices(c, deps, {
        said: `It did not arrive. ${said ?? 'That device is not here.'}${advice}`,
        isProblem: true,
      });
    })
    .post('/admin/devices/remove', async (c) => {
      const id = readId(await readForm(c));
      const kv = c.env.COMMENTS;
      await removeDevice(kv, id);
      const [devices, stored] = await Promise.all([listDevices(kv), readNoticeSettings(kv)]);
      const isLast = devices.every((device) => device.id === id);
      if (isLast && !(stored.noticesTo ?? c.env.NOTIFY_WEBHOOK)) {
        await acceptNoticeSettings(kv, { notices: 'off' });
        deps.settings.learn({ notices: 'off' });
      }
      return c.redirect(`/admin/notices?${new URLSearchParams({ said: 'removed', gone: id })}`, 303);
    });
}

async function add(c: Context<AppEnv>, deps: Memory, device: PushDevice, name: string): Promise<string> {
  const now = deps.runtime.now();
  const id = await digest(device.endpoint, ID_LENGTH);
  const sealed = await sealDevice(scopeOf(c, deps), id, device);
  if (sealed === null) throw new ApiError('unavailable');
  const { notices } = await deps.settings.get(c.env.COMMENTS, c.env, now);
  await putDevice(c.env.COMMENTS, { id, name, at: now, sealed });
  await acceptNoticeSettings(c.env.COMMENTS, {
    noticesDevices: true,
    noticesOrigin: new URL(c.req.url).origin,
    ...(notices === 'off' && { notices: 'waiting' }),
  });
  if (notices === 'off') deps.settings.learn({ notices: 'waiting' });
  return id;
}

/** Null where nothing could ever be sent to it. */
async function readDevice(form: URLSearchParams): Promise<PushDevice | null> {
  const text = (name: string) => form.get(name) ?? '';
  const endpoint = text('endpoint');
  const [p256dh, auth, publicKey, privateKey] = [text('p256dh'), text('auth'), text('publicKey'), text('privateKey')];
  const lengths = [p256dh, auth, publicKey, privateKey].map((each) => fromBase64Url(each)?.length);
  if (outsideAddress(endpoint) === null || endpoint.length > MAX_ENDPOINT) return null;
  if (lengths.join() !== '65,16,65,32') return null;
  const device: PushDevice = { endpoint, p256dh, auth, publicKey, privateKey };
  return (await isUsable(device)) ? device : null;
}

function readId(form: URLSearchParams): string {
  const id = form.get('device') ?? '';
  if (!ID.test(id)) throw new ApiError('not_found');
  return id;
}
