// The address of the feed of what waits, for the owner's feed reader, which cannot sign in: whoever has it may read
// it. It ends with ADMIN_TOKEN and with the sessions (sessions.ts).
// Read next: rules/signed/feed-link.ts, routes/api/feed.ts.

import { PAGES } from '../../contract/index.ts';
import type { Scope } from '../../deps.ts';
import { checkFeed, signFeed } from '../../rules/signed/feed-link.ts';
import { LABELS } from '../../rules/signed/labels.ts';

/** Its path, or null where there is no proper ADMIN_TOKEN. */
export async function waitingFeedPath({
  env,
  memory,
  settings,
}: Pick<Scope, 'env' | 'memory' | 'settings'>): Promise<string | null> {
  const keys = await memory.secrets.signingKeys(env, LABELS.feed);
  return keys && `${PAGES.feed}/${await signFeed(keys.sign, (await settings()).epoch)}`;
}

/** Whether this is the key in its path. */
export async function isFeedKey(
  { env, memory, settings }: Pick<Scope, 'env' | 'memory' | 'settings'>,
  text: string,
): Promise<boolean> {
  const keys = await memory.secrets.signingKeys(env, LABELS.feed);
  return keys !== null && checkFeed(keys.verify, (await settings()).epoch, text);
}
