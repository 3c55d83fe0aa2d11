// What the doctor can say of notices to the owner, by sending a test to each destination, and of mail to readers. No
// reader is written to for it. Read next: actions/notices/test-notice.ts, actions/notices/reader-mail-state.ts.

import type { DoctorLine } from '../../contract/index.ts';
import type { Scope } from '../../deps.ts';
import { WAYS } from '../../rules/channel-kinds.ts';
import { readReaderMailState } from '../notices/reader-mail-state.ts';
import { testDestinations } from '../notices/test-notice.ts';

export async function notices(scope: Scope): Promise<DoctorLine[]> {
  const name = 'Notices';
  if ((await scope.settings()).notices === 'off') {
    return [{ name, state: 'fine', says: 'None are set up. They are at /admin/notices.' }];
  }
  const { tests, isLost } = await testDestinations(scope);
  const lost = 'Their address was sealed with another ADMIN_TOKEN. Enter it again at /admin/notices.';
  const none = 'They are on, but there is nowhere to send them. See /admin/notices.';
  return [
    ...(isLost ? [{ name, state: 'wrong' as const, says: lost }] : []),
    ...(!isLost && tests.length === 0 ? [{ name, state: 'wrong' as const, says: none }] : []),
    ...tests.map(
      ({ destination, sent }): DoctorLine => ({
        name: `${name} ${destination.kind === 'push' ? `on ${destination.name}` : WAYS[destination.kind]}`,
        state: sent.ok ? 'fine' : 'wrong',
        says: sent.ok
          ? `A test was sent. The answer: ${sent.answer}`
          : `A test did not arrive. The answer: ${sent.answer} See /admin/notices.`,
      }),
    ),
  ];
}

export async function readers(scope: Scope): Promise<DoctorLine[]> {
  const name = 'Replies to readers';
  const { isOn, lack, subscribers, log } = await readReaderMailState(scope);
  if (!isOn) return [{ name, state: 'fine', says: 'Off. They are at /admin/notices.' }];
  if (lack !== null) {
    const says = 'On, but there is no mail to tell them by. Enter key and sender’s address at /admin/notices.';
    return [{ name, state: 'wrong', says }];
  }
  if (log.failures > 0) {
    const says = `The last mail did not go out. The answer: ${log.answer} See /admin/notices.`;
    return [{ name, state: 'wrong', says }];
  }
  return [{ name, state: 'fine', says: `On. Comments whose writers are told: ${subscribers}.` }];
}
