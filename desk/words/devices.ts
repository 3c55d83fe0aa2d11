// Turning notices on in this browser.

import type { ScriptWords } from './words.ts';

export const devicesWords = {
  /** `{title}`: what the browser says. */
  noAnswer: 'The browser’s push service did not answer: {title}',
  noReason: 'it did not say why.',
  addToHomeScreen:
    'On an iPhone or iPad, first add the desk to the Home Screen (Share, Add to Home Screen) and open it from there.',
  cannot: 'This browser cannot take them.',
  notAllowed: 'Your browser does not allow it. Allow notifications for this address in its settings, then try again.',
  lost: 'Notices were on in this browser, but the desk sends none here any more. Turn them on again.',
  /** Badge. */
  thisDevice: 'This device',
  aBrowser: 'A browser',
  /** `{name}`: a browser; `{title}`: a system. "Firefox on Android" */
  browserOn: '{name} on {title}',
} as const satisfies ScriptWords;
