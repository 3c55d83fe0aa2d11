// Which page this is, from the element, else the tag, else the document. Reads the document and never changes it.
// The worker makes the address canonical.

/** An attribute of the element, else of the tag in the head. */
export type Setting = (name: string) => string | null;

export function pageAddress(setting: Setting): string {
  const canonical = document.querySelector<HTMLLinkElement>('link[rel~=canonical][href]');
  const address = document.createElement('a');
  address.href = setting('data-page-url') || canonical?.href || location.href;
  return withoutHash(address.href);
}

export function withoutHash(address: string): string {
  return address.split('#', 1)[0] as string;
}

/** The query that names a page to the worker. */
export function pageQuery(url: string, id: string | null): string {
  return `page=${encodeURIComponent(url)}${id ? `&id=${encodeURIComponent(id)}` : ''}`;
}
