// Whether a copy that a client has is still what it would get. Pure.

/** If-None-Match compares weakly (RFC 9110, 13.1.2): the edge may have made a strong tag weak, or the reverse. */
export function isKnown(header: string | undefined, etag: string): boolean {
  const opaque = (tag: string) => tag.trim().replace(/^W\//, '');
  return (header ?? '').split(',').some((tag) => tag.trim() === '*' || opaque(tag) === opaque(etag));
}
