// The page a request speaks of, from its address to its thread.

import type { AppEnv } from '../app-env.ts';
import { type FieldProblems, parseTicketRequest, type Result } from '../contract/index.ts';
import { threadIdOf } from '../rules/hash.ts';
import { type Page, pageOf } from '../rules/page.ts';
import { parseSites } from '../rules/sites.ts';

export interface AskedPage extends Page {
  thread: string;
  /** As its page calls itself; '' where it does not say. */
  title: string;
}

/** `asked` is what came over the wire: `page`, and maybe `id` and `title`. */
export async function readPage(asked: unknown, env: AppEnv['Bindings']): Promise<Result<AskedPage, FieldProblems>> {
  const parsed = parseTicketRequest(asked);
  if (!parsed.ok) return parsed;
  const { page: address, id, title = '' } = parsed.value;
  const page = pageOf(address, id, parseSites(env.SITES));
  if (!page) return { ok: false, error: { page: 'malformed' } };
  return { ok: true, value: { ...page, thread: await threadIdOf(page.key), title } };
}
