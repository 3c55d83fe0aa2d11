// Whom a rate limit counts: an IPv4 address whole, of an IPv6 address the first 64 bits, which is what one household
// or one rented machine gets. Kept in memory for the limit only, never stored. Pure.

/** All who come without a proper address share one bucket. */
export const NOBODY = 'unknown';

/** Takes CF-Connecting-IP as the edge sets it; no other header is to be believed. */
export function visitorKey(address: string | undefined): string {
  const text = (address ?? '').trim().toLowerCase();
  if (isIpv4(text)) return text;
  const groups = ipv6Groups(text);
  if (!groups) return NOBODY;
  // ::ffff:192.0.2.1 is an IPv4 address in IPv6 clothes: by its /64 all of IPv4 would be one visitor.
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    return [groups[6]! >> 8, groups[6]! & 255, groups[7]! >> 8, groups[7]! & 255].join('.');
  }
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`;
}

function isIpv4(text: string): boolean {
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(text) && text.split('.').every((part) => Number(part) < 256);
}

/** Eight numbers, or null where the text is no IPv6 address. */
function ipv6Groups(text: string): number[] | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const [left, right] = halves.map((half) => (half === '' ? [] : half.split(':').flatMap(groupsOf)));
  const given = [...left!, ...(right ?? [])];
  if (given.some((group) => Number.isNaN(group))) return null;
  if (right === undefined) return given.length === 8 ? given : null;
  return given.length < 8 ? [...left!, ...Array<number>(8 - given.length).fill(0), ...right] : null;
}

function groupsOf(part: string): number[] {
  if (isIpv4(part)) {
    const [a, b, c, d] = part.split('.').map(Number);
    return [a! * 256 + b!, c! * 256 + d!];
  }
  return [/^[0-9a-f]{1,4}$/.test(part) ? Number.parseInt(part, 16) : Number.NaN];
}
