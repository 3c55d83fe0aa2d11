// What stands in the worker for `entities`, which markdown-it brings along (`alias` in wrangler.toml): that unpacks its
// table in code whenever it is imported, which took a quarter of an isolate's start. Here it is a literal. Names alone
// are asked for; numbers are the parser's own. tests/house/upload.test.ts compares the two. Pure.

import { characterEntities } from 'character-entities';

/** A character by its name in HTML, such as `&copy;`; what is no name stays as it is. */
export function decodeHTMLStrict(reference: string): string {
  const name = reference.slice(1, -1);
  return Object.hasOwn(characterEntities, name) ? characterEntities[name]! : reference;
}
