// Tells the owner what the outbox holds: called by the sweep with the touches that are due. One message for all of
// them, so that a flood is one message too; at most one an hour where the owner asks for that. Each destination hears
// of everything in its own time: what fails there stays, and is tried there again, later and later. Nothing here is on
// a reader's way.
// Read next: actions/notices/owner-news.ts, actions/notices/destinations.ts, store/outbox/owner.ts.

import type { Scope } from '../../deps.ts';
import type { Notice, NotSent, Sent } from '../../notify/notice.ts';
import { isGone } from '../../notify/push.ts';
import { digest } from '../../rules/hash.ts';
import { partition } from '../../rules/partition.ts';
import { nextTry } from '../../rules/retry-after.ts';
import { HOUR } from '../../rules/time.ts';
import type { ListedTouch } from '../../store/facts/touches.ts';
import { removeDevice } from '../../store/outbox/devices.ts';
import {
  ADDRESS,
  type DestinationTries,
  NEW_DESTINATION,
  type Outbox,
  putOutbox,
  readOutbox,
  removeNews,
} from '../../store/outbox/owner.ts';
import { type Destination, type Destinations, readDestinations, siteName } from './destinations.ts';
import { readOwnerNews } from './owner-news.ts';

/** News that is kept while a destination is down: older news is at the desk, and must not fill the sweep's one list. */
const KEPT = 100;

export async function tellOwner(scope: Scope, touches: ListedTouch[]): Promise<void> {
  const { env, kv, now } = scope;
  const { notices } = await scope.settings();
  if (notices === 'off') return removeNews(kv, touches.slice(0, KEPT));
  const [destinations, before] = await Promise.all([readDestinations(scope), readOutbox(kv)]);
  const { all, origin } = destinations;
  const triesOf = ({ key }: Destination) => before[key] ?? NEW_DESTINATION;
  const due = all.filter((destination) => now >= triesOf(destination).nextAt);

  const after = new Map(all.map((destination) => [destination.key, triesOf(destination)]));
  let hasTried = false;
  // Those that have been told the same get the same message: all of them, but for those that were down.
  const groups = Map.groupBy(due, (destination) => JSON.stringify(untoldAt(triesOf(destination), touches).map(markOf)));
  for (const group of groups.values()) {
    const untold = untoldAt(triesOf(group[0]!), touches);
    if (untold.length === 0) continue;
    const { items, done, more } = await readOwnerNews(scope, untold, { about: notices, origin });
    const told = done.map(markOf);
    const desk = origin && `${origin}/admin`;
    const notice: Notice = { id: await digest(JSON.stringify(told), 22), site: siteName(env), desk, items, more };
    hasTried ||= items.length > 0;
    await Promise.all(
      group.map(async (destination) => {
        const { key, kind } = destination;
        const tries = triesOf(destination);
        const known = [...listedAgain(tries, touches), ...told];
        if (items.length === 0) return void after.set(key, { ...tries, told: known });
        const sent = await destination.send(notice);
        if (kind === 'push' && isGone(sent)) {
          after.delete(key);
          return removeDevice(kv, key);
        }
        after.set(key, sent.ok ? succeeded(sent, destinations, known, now) : failed(tries, sent, now));
      }),
    );
  }

  const everywhere = (touch: ListedTouch) => [...after.values()].every(({ told }) => told.includes(markOf(touch)));
  // Nowhere to tell it (the last device is gone, the address cannot be read) is not told.
  const isSettled = after.size > 0 && !destinations.isLost;
  const [settled, open] = isSettled ? partition(touches, everywhere) : [[], touches];
  await Promise.all([
    hasTried && putOutbox(kv, outboxOf(after, before, destinations)),
    // A list may still show what was told and deleted five minutes ago: it goes again.
    removeNews(kv, settled.slice(0, 3 * KEPT)),
    removeNews(kv, open.slice(0, Math.max(0, open.length - KEPT)).slice(0, KEPT)),
  ]);
}

function outboxOf(after: Map<string, DestinationTries>, before: Outbox, { isLost }: Destinations): Outbox {
  const lost = isLost && before[ADDRESS] ? { [ADDRESS]: before[ADDRESS] } : {};
  return { ...lost, ...Object.fromEntries(after) };
}

function untoldAt({ told }: DestinationTries, touches: ListedTouch[]): ListedTouch[] {
  return touches.filter((touch) => !told.includes(markOf(touch)));
}

function listedAgain({ told }: DestinationTries, touches: ListedTouch[]): string[] {
  const listed = new Set(touches.map(markOf));
  return told.filter((mark) => listed.has(mark));
}

function succeeded({ answer }: Sent, { hourly }: Destinations, told: string[], now: number): DestinationTries {
  return { ...NEW_DESTINATION, nextAt: hourly ? now + HOUR : 0, triedAt: now, sentAt: now, answer, told };
}

function failed(before: DestinationTries, sent: NotSent, now: number): DestinationTries {
  const failures = before.failures + 1;
  const nextAt = nextTry(failures, sent.retryAfter, now);
  return { ...before, failures, nextAt, triedAt: now, answer: sent.answer };
}

function markOf({ time, id }: ListedTouch): string {
  return `${time} ${id}`;
}
