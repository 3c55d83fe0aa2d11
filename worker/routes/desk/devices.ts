// Devices that take notices by Web Push: turned on there by the browser's own hand-over (desk/devices.ts), tried, and
// removed.
// Read next: actions/notices/devices.ts; routes/desk/notices.ts for the page.

import { Hono } from 'hono/tiny';
import { addDevice, DEVICE_PATTERN, dropDevice } from '../../actions/notices/devices.ts';
import { testDevice } from '../../actions/notices/test-notice.ts';
import { cleanLine } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import { isGone, type PushDevice } from '../../notify/push.ts';
import { MAX_DEVICES } from '../../store/outbox/devices.ts';
import { noticesWords as words } from '../../views/desk/words/notices.ts';
import { fill } from '../../views/desk/words/words.ts';
import { type AppEnv, scopeOf } from '../context.ts';
import { readForm } from '../middleware/form-body.ts';
import { showNotices, toNotices } from './notices.ts';

const MAX_NAME = 60;

const REFUSED = {
  unusable: words.unusable,
  too_many: words.tooMany,
};

export function deskDeviceRoutes(memory: Memory): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .on('GET', ['/admin/devices', '/admin/devices/test', '/admin/devices/remove'], toNotices)
    .post('/admin/devices', async (c) => {
      const form = await readForm(c);
      const name = cleanLine(form.get('name') ?? '').slice(0, MAX_NAME) || words.aDevice;
      const former = form.get('former') ?? '';
      const { origin } = new URL(c.req.url);
      const added = await addDevice(scopeOf(c, memory), readDevice(form), { name, former, origin });
      if (!added.ok) {
        const said = fill(REFUSED[added.error], { n: MAX_DEVICES });
        return showNotices(c, memory, { said, isProblem: true }, 400);
      }
      const say = new URLSearchParams({ said: 'added', device: added.value, gone: former });
      return c.redirect(`/admin/notices?${say}`, 303);
    })
    .post('/admin/devices/test', async (c) => {
      const sent = await testDevice(scopeOf(c, memory), readId(await readForm(c)));
      if (sent === null) return showNotices(c, memory, { said: words.noDevice, isProblem: true });
      const title = sent.answer;
      if (sent.ok) return showNotices(c, memory, { said: fill(words.pushSent, { title }) });
      const why = fill(words.pushNotArrived, { title });
      return showNotices(c, memory, { said: isGone(sent) ? `${why} ${words.pushGone}` : why, isProblem: true });
    })
    .post('/admin/devices/remove', async (c) => {
      const id = readId(await readForm(c));
      await dropDevice(scopeOf(c, memory), id);
      return c.redirect(`/admin/notices?${new URLSearchParams({ said: 'removed', gone: id })}`, 303);
    });
}

function readDevice(form: URLSearchParams): PushDevice {
  const text = (name: keyof PushDevice) => form.get(name) ?? '';
  return {
    endpoint: text('endpoint'),
    p256dh: text('p256dh'),
    auth: text('auth'),
    publicKey: text('publicKey'),
    privateKey: text('privateKey'),
  };
}

function readId(form: URLSearchParams): string {
  const id = form.get('device') ?? '';
  if (!DEVICE_PATTERN.test(id)) throw new ApiError('not_found');
  return id;
}
