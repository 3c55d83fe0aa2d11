// Looks at a tag that pins the embed (`integrity`): does it name what is served now? Where it does not, browsers run
// nothing and readers see no comments, without a word. Part of the doctor.
// Read next: actions/doctor/pages.ts.

import { ENDPOINTS } from '../../contract/index.ts';
import { PINNED_EMBED } from '../../rules/paths.ts';

const PINNED = new RegExp(`/${PINNED_EMBED}`);

/** Whether a page's HTML loads the embed of the worker at `own`, under either of its names. */
export function hasTag(html: string, own: string): boolean {
  return html.includes(own + ENDPOINTS.embed) || new RegExp(`${escaped(own)}/${PINNED_EMBED}`).test(html);
}

/** Whether it loads one, of whichever worker. */
export function hasAnyTag(html: string): boolean {
  return html.includes(ENDPOINTS.embed) || PINNED.test(html);
}

/**
 * True where the page's tag names content that the worker at `own` no longer serves. False where that cannot be known.
 */
export async function isOutdated(html: string, own: string, assets: Fetcher | undefined): Promise<boolean> {
  const tag = scriptTags(html).find((each) => hasTag(each, own));
  const integrity = tag && /\bintegrity\s*=\s*["']?([^"'>]+)/i.exec(tag)?.[1];
  if (!tag || !integrity || !assets) return false;
  const served = await serves(assets, own + (PINNED.exec(tag)?.[0] ?? ENDPOINTS.embed), own + ENDPOINTS.embed);
  return served !== null && !decoded(integrity).split(/\s+/).includes(served);
}

/** What a browser gets there, as `integrity` writes it: that file, or the one that a former name leads to. */
async function serves(assets: Fetcher, ...addresses: string[]): Promise<string | null> {
  for (const address of addresses) {
    const answer = await assets.fetch(address);
    if (answer.ok) {
      const digest = await crypto.subtle.digest('SHA-384', await answer.arrayBuffer());
      return `sha384-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`;
    }
    await answer.body?.cancel();
  }
  return null;
}

/** Each `<script …` up to its `>`. A scanner, no parser: it is only to find a tag of ours. */
function scriptTags(html: string): string[] {
  return html
    .split(/<script\b/i)
    .slice(1)
    .map((rest) => rest.split('>', 1)[0] as string);
}

/** Some template languages write a plus in an attribute as `&#43;`. */
function decoded(text: string): string {
  return text.replace(/&#(?:x([0-9a-f]{1,4})|(\d{1,5}));/gi, (_, hex?: string, decimal?: string) =>
    String.fromCharCode(hex ? Number.parseInt(hex, 16) : Number(decimal)),
  );
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
