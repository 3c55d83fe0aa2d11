// Which page this is: one answer for threads, drafts, tickets, counts and feeds. What the element says counts, else
// what the tag in the head says, else the canonical link, else the address bar; and never what belongs to another page.
// Reads the document and never changes it. The worker makes the address canonical (worker/rules/page/page.ts).

/** An attribute of the element, else of the tag in the head. */
export type Setting = (name: string) => string | null | undefined;

/** What names a page to the worker. */
export interface AskedPage {
  page: string;
  id?: string;
  /**
   * Where the reader is, if that is another host: a post that came out elsewhere first has that place as its canonical
   * link, and whose the hosts are is the worker's to know.
   */
  at?: string;
}

export function pageHere(setting: Setting): AskedPage {
  const { href, host } = location;
  const named = urlOf(setting('data-page-url') || canonical() || withoutHash(href));
  const id = setting('data-page-id');
  return {
    page: withRoute(named.href),
    ...(id && { id }),
    ...(named.host !== host && { at: withoutHash(href) }),
  };
}

/** The query that names a page to the worker. */
export function queryOf(asked: AskedPage): string {
  return `${new URLSearchParams({ ...asked })}`;
}

export function withoutHash(address: string): string {
  return address.split('#', 1)[0] as string;
}

/** Without its fragment, but with the route that an app may keep there: `#/post`, `#!/post`. */
export function withRoute(address: string): string {
  return address.replace(/(#[/!][^#]*)?(#.*)?$/, '$1');
}

/**
 * By canonical link, where it was seen first. A library that swaps the body alone leaves the link of the page before in
 * the head: a link that was seen at one address says nothing of another.
 */
const seenAt: Record<string, string> = {};

/** Call at first and once the document is there: its link is then of the address that it was loaded from. */
export function noteCanonical(): void {
  const loaded = performance.getEntriesByType('navigation')[0]?.name;
  if (loaded) canonical(urlOf(loaded));
}

function canonical(here: Pick<Location, 'pathname' | 'search'> = location): string | undefined {
  // Not one that somebody's words have brought into the body.
  const link = document.querySelector<HTMLLinkElement>('head>link[rel~=canonical][href]');
  if (!link) return;
  const { href, pathname, search } = urlOf(link.href);
  // A link without a query says that queries make no other page.
  const place = here.pathname + (search && here.search);
  seenAt[href] ??= place;
  return seenAt[href] === place || pathname === place ? href : undefined;
}

/** An anchor takes any text, where `new URL` throws. */
export function urlOf(address: string): HTMLAnchorElement {
  const link = document.createElement('a');
  link.href = address;
  return link;
}
