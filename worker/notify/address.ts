// The web addresses that this worker may be made to send to: the owner gives them, and a mistake or a stolen session
// must not turn the worker into somebody's way into a network that is not theirs, nor send what it says over an open
// line. Read next: notify/channels.ts.

/**
 * Names that a network keeps for itself (RFC 6761, 6762, 8375, 9476; ICANN's `.internal`), and what routers call their
 * own.
 */
const INSIDE = /\.(?:localhost|local|internal|home\.arpa|alt|lan|home|corp|intranet|private)$/;

/**
 * What is sent holds words that nobody has approved, and links that act: only over https. No name or password in it.
 * The host has a name in public: no bare number, however it is written (URL makes dots of decimal, octal and
 * hexadecimal), no IPv6, no single word. (Where a public name leads inside, this cannot see it: at Cloudflare's edge
 * there is no inside, and redirects are not followed.)
 */
export function outsideAddress(text: string): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  return url.protocol === 'https:' && !url.username && !url.password && isPublicName(url.hostname) ? url : null;
}

function isPublicName(hostname: string): boolean {
  const name = hostname.replace(/\.$/, '');
  return /^[^.[\]:].*\.[^.]*[a-z][^.]*$/.test(name) && !INSIDE.test(name);
}
