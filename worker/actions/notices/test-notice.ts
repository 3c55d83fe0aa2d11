// Sends the owner a test, to one destination or to all of them, and gives back what each answered.
// Read next: actions/notices/destinations.ts.

import type { Scope } from '../../deps.ts';
import type { Notice, Sent } from '../../notify/notice.ts';
import { readerTest } from '../../notify/reader-words.ts';
import { digest } from '../../rules/hash.ts';
import { readDevices } from '../../store/outbox/devices.ts';
import { readNoticeSettings } from '../../store/outbox/owner.ts';
import { addressDestination, type Destination, deviceDestination, readDestinations, siteName } from './destinations.ts';
import { readReaderMail } from './reader-mail.ts';

/** To the address. Null where there is none. */
export async function testAddress(scope: Scope): Promise<Sent | null> {
  const stored = await readNoticeSettings(scope.kv);
  const destination = await addressDestination(scope, stored);
  return destination === null ? null : destination.send(await testNotice(scope, stored.noticesOrigin || null));
}

/** To a device. Null where there is none of this id. */
export async function testDevice(scope: Scope, id: string): Promise<Sent | null> {
  const [[device], stored] = await Promise.all([readDevices(scope.kv, [id]), readNoticeSettings(scope.kv)]);
  const origin = stored.noticesOrigin || null;
  const destination = device ? await deviceDestination(scope, device, origin) : null;
  return destination === null ? null : destination.send(await testNotice(scope, origin));
}

/** To each destination. `isLost` as in Destinations. */
export async function testDestinations(
  scope: Scope,
): Promise<{ tests: { destination: Destination; sent: Sent }[]; isLost: boolean }> {
  const { all, isLost, origin } = await readDestinations(scope);
  const notice = await testNotice(scope, origin);
  const tests = all.map(async (destination) => ({ destination, sent: await destination.send(notice) }));
  return { tests: await Promise.all(tests), isLost };
}

/** Of mail to readers, to an address of the owner's choice. Null where there is nothing to send it by. */
export async function testReaderMail(scope: Scope, to: string): Promise<Sent | null> {
  const mail = await readReaderMail(scope);
  return typeof mail === 'string' ? null : mail.send(to, readerTest(mail.site));
}

async function testNotice({ env, now }: Pick<Scope, 'env' | 'now'>, origin: string | null): Promise<Notice> {
  const id = await digest(`test ${now}`, 22);
  return { id, site: siteName(env), desk: origin && `${origin}/admin`, items: [], more: 0, isTest: true };
}
