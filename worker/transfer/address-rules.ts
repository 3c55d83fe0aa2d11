// Where the pages of another system are now: rules of a text file, `old new` a line, and `*` at the end of both for all
// that begins so. Pure. Read next: rules/page/page.ts for what makes two addresses one page.

import { TransferError } from './record.ts';

export interface AddressRule {
  from: string;
  to: string;
  isPrefix: boolean;
}

/** Empty lines and those that begin with # say nothing. Throws TransferError. */
export function parseAddressRules(source: string): AddressRule[] {
  return source.split('\n').flatMap((line, i) => {
    const words = line.trim().split(/\s+/);
    if (words[0] === '' || line.trimStart().startsWith('#')) return [];
    const [from, to] = words;
    const where = `Line ${i + 1} of the address rules`;
    if (from === undefined || to === undefined || words.length > 2) {
      throw new TransferError('A rule is two addresses with a space between them.', where);
    }
    if (from.endsWith('*') !== to.endsWith('*')) throw new TransferError('Both addresses end in *, or neither.', where);
    const isPrefix = from.endsWith('*');
    return [{ from: bare(from, isPrefix), to: bare(to, isPrefix), isPrefix }];
  });
}

function bare(address: string, isPrefix: boolean): string {
  return isPrefix ? address.slice(0, -1) : address;
}

/** The address as the rules have it: an exact one wins, then the longest beginning. Null where none applies. */
export function applyAddressRules(rules: AddressRule[], address: string): string | null {
  return findAddressRule(rules, address)?.to ?? null;
}

/** The same, with the rule that applied. A site has moved from http to https since: a rule for one is for both. */
export function findAddressRule(rules: AddressRule[], address: string): { rule: AddressRule; to: string } | null {
  const asked = withoutScheme(address);
  const exact = rules.find((rule) => !rule.isPrefix && withoutScheme(rule.from) === asked);
  if (exact) return { rule: exact, to: exact.to };
  const beginnings = rules.filter((rule) => rule.isPrefix && asked.startsWith(withoutScheme(rule.from)));
  const [longest] = beginnings.sort((a, b) => b.from.length - a.from.length);
  return longest ? { rule: longest, to: longest.to + asked.slice(withoutScheme(longest.from).length) } : null;
}

/** Those that no address was for, as they were written. */
export function unusedRules(rules: AddressRule[], used: ReadonlySet<AddressRule>): string[] {
  return rules.filter((rule) => !used.has(rule)).map(({ from, isPrefix }) => (isPrefix ? `${from}*` : from));
}

function withoutScheme(address: string): string {
  return address.replace(/^https?:(?=\/\/)/i, '');
}
