// What a link in a notice may do: one verdict on one comment, as long as its words are those that the owner was shown,
// for three days. It needs no sign-in, so it can do nothing that cannot be taken back: no erasing, no settings.
// Pure, but for Web Crypto over the keys given; the time comes in. Read next: routes/pages/act.ts.

import { ID_PATTERN, THREAD_PATTERN } from '../paths.ts';
import { DAY } from '../time.ts';
import { readFields, signFields } from './signature.ts';

export const ACT_VERDICTS = ['approve', 'spam'] as const;
export type ActVerdict = (typeof ACT_VERDICTS)[number];

export interface ActLink {
  verdict: ActVerdict;
  thread: string;
  id: string;
  /** The hash of the words that it judges. */
  words: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

export const ACT_AGE = 3 * DAY;

export function signAct(key: CryptoKey, { verdict, thread, id, words, expiresAt }: ActLink): Promise<string> {
  return signFields(key, [verdict, thread, id, words, expiresAt]);
}

/** Null where it was not signed here, or its time has passed. */
export async function readAct(keys: readonly CryptoKey[], text: string, now: number): Promise<ActLink | null> {
  const fields = await readFields(keys, text);
  const act = fields && actOf(fields);
  return act !== null && now < act.expiresAt ? act : null;
}

// Only what was signed here gets so far; the shape is checked all the same, for keys outlive releases.
function actOf([verdict, thread, id, words, expiresAt]: unknown[]): ActLink | null {
  const act = { verdict, thread, id, words, expiresAt } as ActLink;
  const isWhole =
    ACT_VERDICTS.includes(act.verdict) &&
    THREAD_PATTERN.test(act.thread) &&
    ID_PATTERN.test(act.id) &&
    typeof words === 'string' &&
    Number.isSafeInteger(expiresAt);
  return isWhole ? act : null;
}
