// How a page's address ends where readers see it: the canonical one has no slash at the end and no `index.html`, and
// systems that comments are moved to may know a page by exactly these. Pure. Read next: rules/page/page.ts.

const ENDING = /\/(?:index\.(?:html?|php))?$/i;

/** What the canonical address leaves out: `/`, or `/index.html`; '' where there is nothing. */
export function endingOf(address: string): string {
  const path = URL.canParse(address) ? new URL(address).pathname : '/';
  return path === '/' ? '' : (ENDING.exec(path)?.[0] ?? '');
}

/** The canonical address with that ending again; what is no ending is left out, for it may come from a file. */
export function withEnding(canonical: string, ending: unknown): string {
  if (typeof ending !== 'string' || ENDING.exec(ending)?.[0] !== ending || !URL.canParse(canonical)) return canonical;
  const [, path = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(canonical) ?? [];
  return path.replace(/\/$/, '') + ending + rest;
}
