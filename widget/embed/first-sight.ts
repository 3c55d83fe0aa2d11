// What a reader sees first, made by the very components that Preact draws from as soon as it is there. Here `h()` makes
// the element itself: there is no tree beside the DOM, and no state. What it makes is what Preact would make (a test
// compares), because Preact takes over these very elements. Read next: reading/hydrate.ts.

import type { h as preactH } from 'preact';
import { h, setH } from '../h.ts';

// For Preact to take over: in the later files h.ts itself is Preact (scripts/build/from-embed.ts).
export { setH };

/** The names of all listeners that were set, as properties. Preact sets its own, so these are taken off then. */
export const listened = new Set<string>();

function element(type: unknown, props: Record<string, unknown> | null, ...children: unknown[]): unknown {
  if (typeof type === 'function') return type(props);
  const node = document.createElement(type as string);
  for (const name in props) {
    const value = props[name];
    const property = name.toLowerCase();
    if (typeof value === 'function') listened.add(property);
    if (name === 'key' || value == null || value === false) continue;
    // Listeners, what is typed, and the style, which a strict policy refuses as an attribute.
    if (property in node) (node as unknown as Record<string, unknown>)[property] = value;
    else node.setAttribute(name, value as string);
  }
  // Only words and elements are put in. Nothing else that came over the wire can be either.
  for (const child of children.flat(Number.POSITIVE_INFINITY)) {
    if (typeof child === 'string' || child instanceof Node) node.append(child);
  }
  return node;
}

/**
 * Draws what `make` makes with `h`. What stands there already and is the same stays as it is: the box with its focus
 * and its words, and comments.
 */
export function draw(into: Element, make: () => unknown): void {
  const whose = h; // Preact's, where it has taken over another thread of this page
  setH(element as typeof preactH);
  try {
    const fresh = make() as Element;
    const stale = into.firstElementChild;
    if (stale) renew(stale, fresh);
    else into.append(fresh);
  } finally {
    setH(whose);
  }
}

function renew(stale: Element, fresh: Element): void {
  if (fresh.className) stale.className = fresh.className;
  const old = [...stale.children];
  for (const child of [...fresh.children]) {
    const twin = old.shift();
    if (!twin) stale.append(child);
    else if (!twin.isEqualNode(child)) {
      if (/^(div|ol)$/.test(twin.localName)) renew(twin, child);
      else twin.replaceWith(child);
    }
  }
  for (const child of old) child.remove();
}
