// The web addresses that this worker may be made to send to: the owner gives them, and a mistake or a stolen session must
// not turn the worker into somebody's way to a place of their own choosing on an open line.

/** What is sent holds words that nobody has approved, and links that act: only over https. No name or password in it. */
export function outsideAddress(text: string): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  return url.protocol === 'https:' && !url.username && !url.password ? url : null;
}
