// Which page here the comments of a page elsewhere belong to: by its address, and by the owner's address rules. Pure.

import { cleanLine } from '../../contract/index.ts';
import { threadIdOf } from '../../rules/comment/hash.ts';
import { MAX_TITLE } from '../../rules/limits.ts';
import { endingOf } from '../../rules/page/ending.ts';
import { pageOf } from '../../rules/page/page.ts';
import type { Sites } from '../../rules/page/sites.ts';
import { type AddressRule, findAddressRule } from '../address-rules.ts';
import type { ForeignPage } from '../record.ts';
import { decodeEntities } from './entities.ts';

/** Where the comments were, and where they go; `thread` is null where they cannot come. */
export type PageSource = { from: string } & (
  | { thread: string; page: string; ending: string; title: string; isClosed: boolean }
  | { thread: null; page: null; why: 'no-address' | 'other-site' | 'deleted-page' | 'private-page' }
);

export class PageSources {
  private readonly pages: ReadonlyMap<string, ForeignPage>;
  private readonly sites: Sites;
  private readonly rules: AddressRule[];
  private readonly found = new Map<string, PageSource>();
  readonly usedRules = new Set<AddressRule>();

  constructor(pages: ReadonlyMap<string, ForeignPage>, sites: Sites, rules: AddressRule[]) {
    this.pages = pages;
    this.sites = sites;
    this.rules = rules;
  }

  async find(pageId: string): Promise<PageSource> {
    const known = this.found.get(pageId);
    if (known) return known;
    const place = await this.look(this.pages.get(pageId));
    this.found.set(pageId, place);
    return place;
  }

  private async look(page: ForeignPage | undefined): Promise<PageSource> {
    const [first = '', ...others] = [page?.address ?? '', ...(page?.others ?? [])].map(cleanLine);
    if (page?.hidden) {
      return {
        from: first,
        thread: null,
        page: null,
        why: page.hidden === 'deleted' ? 'deleted-page' : 'private-page',
      };
    }
    const place = await this.lookAt(first, page);
    // One comment that its writer left on their own machine does not take the page's others with it.
    for (const other of place.thread === null ? others : []) {
      const found = await this.lookAt(other, page);
      if (found.thread !== null) return found;
    }
    return place;
  }

  private async lookAt(from: string, page: ForeignPage | undefined): Promise<PageSource> {
    const { rules, sites } = this;
    const site = sites.origins[0] ?? '';
    const whole = absolute(from, site);
    const ruled = findAddressRule(rules, from) ?? (whole === null ? null : findAddressRule(rules, whole));
    if (ruled) this.usedRules.add(ruled.rule);
    const address = ruled?.to ?? from;
    const url = absolute(address, site);
    const found = url === null ? null : pageOf(url, undefined, sites);
    if (!found) return { from, thread: null, page: null, why: 'no-address' };
    if (!found.isOnSite) return { from, thread: null, page: null, why: 'other-site' };
    const title = [...cleanLine(decodeEntities(page?.title ?? '', 2))].slice(0, MAX_TITLE).join('');
    return {
      from,
      thread: await threadIdOf(found.key),
      page: found.address,
      ending: endingOf(url!),
      title,
      isClosed: page?.isClosed ?? false,
    };
  }
}

/** Paths are of the first site. giscus and utterances drop the slash that a path begins with. */
function absolute(address: string, site: string): string | null {
  if (address === '' || /\s/.test(address)) return null;
  if (/^https?:\/\//i.test(address)) return address;
  if (address.startsWith('//')) return `https:${address}`;
  // An address without its scheme, as Commento's: the first piece is a host, and no file.
  if (/^(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?\//i.test(address)) return `https://${address}`;
  if (/^[a-z][a-z0-9+.-]*:/i.test(address)) return null;
  return site === '' ? null : `${site}/${address.replace(/^\/+/, '')}`;
}
