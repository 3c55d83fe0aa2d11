// The page that somebody speaks of, from its address to its thread. Who writes asks all sites. Who reads is answered
// for one KV read where the address is on one of SITES, or has a thread of its own. What is left is a page of a further
// site without comments, or one of elsewhere (localhost, a deploy preview): only there the setting is looked at.
// Read next: rules/page/page.ts.

import type { Scope } from '../deps.ts';
import { threadIdOf } from '../rules/comment/hash.ts';
import { endingOf } from '../rules/page/ending.ts';
import { type Page, pageByItself, pageOf } from '../rules/page/page.ts';
import type { Sites } from '../rules/page/sites.ts';
import { parseTicketRequest } from '../rules/requests/reader.ts';
import type { Result } from '../rules/result.ts';
import { readCount, readThreadView } from '../store/views/head.ts';
import { isOnSite, sitesOfVariable } from './sites.ts';

export interface AskedPage extends Page {
  thread: string;
  /** As its page calls itself; '' where it does not say. */
  title: string;
  /** Of the address as it was asked for; only for who writes. */
  ending?: string;
  /** The tag of the language that who writes is spoken to in. */
  lang?: string;
}

/** For who writes. `asked` is what came over the wire: `page`, and maybe `id` and `title`. */
export async function readPage(scope: Pick<Scope, 'env' | 'sites'>, asked: unknown): Promise<Result<AskedPage>> {
  const parsed = parseTicketRequest(asked);
  if (!parsed.ok) return parsed;
  const { page: address, id, at, title = '', lang = '' } = parsed.value;
  const known = pageOf(address, id, sitesOfVariable(scope.env));
  const sites = known?.isOnSite === false ? await scope.sites() : null;
  const named = sites ? onSite(address, id, sites) : known;
  const here = sites && !named ? onSite(at, id, sites) : null;
  const page = named ?? here ?? known;
  if (!page) return { ok: false, error: { page: 'malformed' } };
  const ending = endingOf(here && at ? at : address);
  return { ok: true, value: { ...(await withThread(page, title)), ending, lang } };
}

/** As a query says it; `part` where one was asked for, and not the head. */
export interface PageQuestion {
  page: string | undefined;
  id?: string | undefined;
  /** Where the reader is, if that is another host. */
  at?: string | undefined;
  part?: string | undefined;
}

/** What a reader's page has: the thread that `read` found something of, or the one that there may be. */
export interface FoundPage<T> {
  /** Not `isOnSite` where that was not asked, because it has a thread of its own: it was once. */
  page: AskedPage;
  found: T | null;
}

/**
 * For who reads: `asked` is the query, and `read` reads the head of a thread, or its part. An address that is on none
 * of SITES is asked for as itself first: it has a thread only if a post, an import or a move was accepted there, so
 * nobody's page is answered with another's comments, and a site that was taken out keeps its own. For its parts there
 * is a read more: they belong to the thread whose head was shown. Where it is nobody's, as the canonical link of a post
 * that came out elsewhere first, the page counts that the reader is on, if that is a site's: there readers can write.
 */
export async function findThread<T>(
  scope: Pick<Scope, 'kv' | 'env' | 'sites' | 'mayLook'>,
  { part, ...asked }: PageQuestion,
  read: (thread: string) => Promise<T | null>,
): Promise<Result<FoundPage<T>>> {
  const parsed = parseTicketRequest(asked);
  if (!parsed.ok) return parsed;
  const { page: address, id, at } = parsed.value;
  const first = pageOf(address, id, sitesOfVariable(scope.env));
  const itself = first?.isOnSite ? first : pageByItself(address, id);
  if (!first || !itself) return { ok: false, error: { page: 'malformed' } };

  const own = { ...(await withThread(itself)), isOnSite: first.isOnSite };
  // Where all looks of the day are taken, a page costs one read, as if nothing lay at an address of nobody's.
  const mayLook = first.isOnSite || scope.mayLook();
  const found = mayLook ? await read(own.thread) : null;
  if (found !== null || own.isOnSite) return { ok: true, value: { page: own, found } };
  const sites = await scope.sites();
  const further = onSite(address, id, sites);
  if (further) {
    return { ok: true, value: { page: { ...own, ...further }, found: mayLook ? found : await read(own.thread) } };
  }
  const hasHead = mayLook && part !== undefined && (await readCount(scope.kv, own.thread)) !== null;
  const here = onSite(at, id, sites);
  if (hasHead || (first.key === own.key && !here)) return { ok: true, value: { page: own, found } };
  const there = await withThread(here ?? first);
  return { ok: true, value: { page: there, found: await read(there.thread) } };
}

/** Where the page of a thread is now; null where that is on none of the sites, or there is no thread. One KV read. */
export async function pageOfThread(scope: Pick<Scope, 'kv' | 'env' | 'sites'>, thread: string): Promise<string | null> {
  const page = (await readThreadView(scope.kv, thread))?.thread.page;
  return page !== undefined && (await isOnSite(scope, page)) ? page : null;
}

function onSite(address: string | undefined, id: string | undefined, sites: Sites): Page | null {
  const page = pageOf(address ?? '', id, sites);
  return page?.isOnSite ? page : null;
}

async function withThread(page: Page, title = ''): Promise<AskedPage> {
  return { ...page, thread: await threadIdOf(page.key), title };
}
