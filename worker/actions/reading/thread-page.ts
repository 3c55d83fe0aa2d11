// The thread as a page for a browser without JavaScript: what it shows, where it leads back to, and whether there is a
// form under it. Reading costs what GET /api/thread costs. Read next: views/thread/thread-page.ts.

import type { Thread } from '../../contract/index.ts';
import { isPreviewHost } from '../../contract/index.ts';
import type { Scope } from '../../deps.ts';
import { ApiError, requireValid } from '../../errors.ts';
import { isSameHost } from '../../rules/page/sites.ts';
import { emptyThread } from '../../rules/thread/draw.ts';
import { readThreadView } from '../../store/views/head.ts';
import { type AskedPage, findThread, type PageQuestion, readPage } from '../find-thread.ts';
import { adminTokens } from '../memory/secrets.ts';
import { isOnSite } from '../sites.ts';
import { makeTicket, titleInTicket } from '../tickets.ts';

export interface ShownThread {
  thread: Thread;
  page: AskedPage;
  /** The post's address, or null where it is on none of the sites: then there is nothing to lead to. */
  post: string | null;
  /** With the ticket in it, or why there is none. */
  form: { ticket: string } | 'closed' | 'preview' | 'elsewhere' | 'unavailable';
}

/** `lang`: of what its page says. Throws `invalid_request`, and `not_found` where there is no such part. */
export async function showThread(
  scope: Pick<Scope, 'kv' | 'env' | 'now' | 'memory' | 'sites' | 'mayLook'>,
  asked: PageQuestion & { lang: string },
): Promise<ShownThread> {
  const part = asked.part === undefined ? undefined : Number(asked.part);
  const read = (thread: string) => readThreadView(scope.kv, thread, part);
  const { page, found: view } = requireValid(await findThread(scope, asked, read));
  if (!view && part !== undefined) throw new ApiError('not_found');
  const thread = view?.thread ?? emptyThread(page.thread, page.address);
  // That its thread is on the host asked for is enough for a form: whether it is a site's still, the POST asks.
  const isHere = !page.isOnSite && view !== null && isSameHost(thread.page, asked.page ?? '');
  const shown = isHere ? { ...page, address: thread.page, isOnSite: true } : page;
  const post = await postOf(scope, shown, thread.page || shown.address);
  return {
    thread,
    page: shown,
    post,
    form: await formFor(scope, { ...shown, lang: asked.lang, asked: asked.page }, thread),
  };
}

/** The site's rules are not looked at here, a GET reads no settings: the POST says. */
async function formFor(
  scope: Pick<Scope, 'env' | 'now' | 'memory'>,
  page: AskedPage & { asked: string | undefined },
  { open, closesAt, title }: Thread,
): Promise<ShownThread['form']> {
  const isPast = closesAt !== undefined && scope.now >= Date.parse(closesAt);
  if (!open || isPast) return 'closed';
  // Where readers come to, the owner has forgotten the site; elsewhere only the owner looks.
  if (!page.isOnSite) return isPreviewHost(hostOf(page.asked)) ? 'preview' : 'elsewhere';
  if (adminTokens(scope.env).length === 0) return 'unavailable';
  // It asks for no work, which only a script can do; where it is asked for, the POST is refused in words.
  const { ticket } = await makeTicket(scope, { ...page, title });
  return { ticket };
}

function hostOf(address = ''): string {
  return URL.canParse(address) ? new URL(address).hostname : '';
}

/** The page that a form names, for the answer to it. */
export interface FormPage extends Pick<ShownThread, 'page' | 'post'> {
  /** What it is called, as the form's ticket says; '' where that is none of ours. */
  title: string;
}

/** Null where the form names none. */
export async function pageOfForm(
  scope: Pick<Scope, 'env' | 'now' | 'memory' | 'sites'>,
  { page: address, id, ticket = '' }: { page?: string; id?: string; ticket?: string },
): Promise<FormPage | null> {
  const read = await readPage(scope, { page: address, id });
  if (!read.ok) return null;
  const page = read.value;
  return { page, post: await postOf(scope, page, page.address), title: await titleInTicket(scope, ticket) };
}

async function postOf(scope: Pick<Scope, 'env' | 'sites'>, page: AskedPage, post: string): Promise<string | null> {
  const isOn = (page.isOnSite && isSameHost(post, page.address)) || (await isOnSite(scope, post));
  return isOn ? post : null;
}
