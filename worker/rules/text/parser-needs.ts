// What stands in the worker for the five packages that markdown-it brings along (`alias` in wrangler.toml). They were 25 kB
// of the upload: tables that the platform has, and ways to find and write addresses that markdown.ts replaces. This is
// half of that, and all of it names of characters. Nothing else imports it; tests/house/upload.test.ts compares the two.

import { characterEntities } from 'character-entities';

/** For `entities`: a character by its name in HTML, such as `&copy;`; what is no name stays as it is. */
export function decodeHTMLStrict(reference: string): string {
  const name = reference.slice(1, -1);
  return Object.hasOwn(characterEntities, name) ? characterEntities[name]! : reference;
}

/** For `uc.micro`: what is punctuation, and what a symbol. */
export const P = /\p{P}/u;
export const S = /\p{S}/u;

/** For `linkify-it`: address.ts finds addresses. */
export class LinkifyIt {}

/** For `mdurl` and `punycode.js`, which nothing calls: links.ts writes addresses. */
export const parse = null;
export const format = null;
export const encode = null;
export const decode = null;
export default null;
