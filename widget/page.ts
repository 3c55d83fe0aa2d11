// Which page this is: its address, its id and its title, from the element, else the tag, else the document.
// Reads the document and never changes it. The worker makes the address canonical.

export interface Page {
  url: string;
  id: string | null;
  title: string;
  /** Names the page in this browser's storage, before the worker has said which thread it is. */
  key: string;
}

/** An attribute of the element, else of the tag in the head. */
export type Setting = (name: string) => string | null;

export function readPage(setting: Setting): Page {
  const canonical = document.querySelector<HTMLLinkElement>('link[rel~="canonical"][href]');
  const url = absolute(setting('data-page-url') || canonical?.href || location.href);
  const id = setting('data-page-id');
  const title =
    setting('data-page-title') ||
    document.querySelector<HTMLMetaElement>('meta[property="og:title"]')?.content ||
    document.title;
  return { url, id, title, key: id || url };
}

/** The query that names a page to the worker. */
export function pageQuery(url: string, id: string | null): string {
  return `page=${encodeURIComponent(url)}${id ? `&id=${encodeURIComponent(id)}` : ''}`;
}

/** Whether the thread belongs to another host than the one the reader is on: localhost, or a deploy preview. */
export function isPreview(threadPage: string): boolean {
  const host = hostOf(threadPage);
  return host !== '' && host !== hostOf(location.href);
}

function absolute(address: string): string {
  try {
    return new URL(address, document.baseURI).href.split('#', 1)[0] as string;
  } catch {
    return address; // the worker refuses it and the console says so
  }
}

function hostOf(address: string): string {
  try {
    return new URL(address).host.replace(/^www\./, '');
  } catch {
    return ''; // not an address: nothing to compare, so not a preview
  }
}
