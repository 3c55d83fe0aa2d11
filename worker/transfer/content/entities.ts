// HTML's entities in what is no HTML: names and titles that a system keeps as it prints them. Pure.

import { Parser } from 'htmlparser2';

const ENTITY = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/gi;

/** `rounds`: a title may have been through it twice (`&amp;#8220;`). Only what is an entity changes. */
export function decodeEntities(text: string, rounds = 1): string {
  const decoded = text.replace(ENTITY, (entity) => {
    let letter = '';
    const parser = new Parser({ ontext: (part) => (letter += part) }, { decodeEntities: true });
    parser.end(entity);
    return letter;
  });
  return rounds > 1 && decoded !== text ? decodeEntities(decoded, rounds - 1) : decoded;
}
