// What the doctor can say of notices to the owner, by sending a test to each destination, and of mail to readers. No
// reader is written to for it. Read next: actions/notices/test-notice.ts, actions/notices/reader-mail-state.ts.

import type { DoctorLine } from '../../contract/index.ts';
import type { Scope } from '../../deps.ts';
import { WAYS } from '../../rules/channel-kinds.ts';
import { readReaderMailState } from '../notices/reader-mail-state.ts';
import { testDestinations } from '../notices/test-notice.ts';
import { fill, doctorSays as words } from './words.ts';

export async function notices(scope: Scope): Promise<DoctorLine[]> {
  if ((await scope.settings()).notices === 'off') {
    return [{ name: words.notices, state: 'fine', says: words.noticesNone }];
  }
  const { tests, isLost } = await testDestinations(scope);
  return [
    ...(isLost ? [{ name: words.notices, state: 'wrong' as const, says: words.noticesLost }] : []),
    ...(!isLost && tests.length === 0
      ? [{ name: words.notices, state: 'wrong' as const, says: words.noticesNowhere }]
      : []),
    ...tests.map(
      ({ destination, sent }): DoctorLine => ({
        name:
          destination.kind === 'push'
            ? fill(words.noticesOnDevice, { name: destination.name })
            : fill(words.noticesBy, { title: WAYS[destination.kind] }),
        state: sent.ok ? 'fine' : 'wrong',
        says: fill(sent.ok ? words.noticeSent : words.noticeNotSent, { title: sent.answer }),
      }),
    ),
  ];
}

export async function readers(scope: Scope): Promise<DoctorLine[]> {
  const name = words.readers;
  const { isOn, lack, subscribers, log } = await readReaderMailState(scope);
  if (!isOn) return [{ name, state: 'fine', says: words.readersOff }];
  if (lack !== null) {
    return [{ name, state: 'wrong', says: words.readersLack }];
  }
  if (log.failures > 0) {
    return [{ name, state: 'wrong', says: fill(words.mailNotSent, { title: log.answer }) }];
  }
  return [{ name, state: 'fine', says: fill(words.readersOn, { n: subscribers }) }];
}
