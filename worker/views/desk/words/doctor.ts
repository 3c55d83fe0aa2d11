// The doctor’s page. What the doctor says itself is with what it looks at (actions/doctor/): the command says it too.

import type { DeskWords } from './words.ts';

export const doctorWords = {
  settings: 'Settings',
  doctor: 'Doctor',
  hint: 'Looks at the token, the store, the sweep, your pages and the limits. It writes one small record and deletes it again, and opens a few of your pages.',
  allFine: 'Everything is fine.',
  toLookAt: { one: 'One thing to look at.', other: '{n} things to look at.' },
  look: 'Look now',
  lookAgain: 'Look again',
  /** Over what is folded up: of all checks, and of those beside the ones to look at. */
  checksFine: { one: '1 check, fine', other: '{n} checks, all fine' },
  othersFine: { one: '1 other check is fine', other: '{n} other checks are fine' },
  /** Badges. */
  pleaseLook: 'Please look',
  wrong: 'Not working',
} as const satisfies DeskWords;
