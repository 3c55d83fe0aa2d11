// The only file that touches localStorage. Every access can throw (blocked site data, a full disk, private
// windows), so each is guarded and falls back to memory: the page then behaves the same until it is closed.
// Reading a thread writes nothing here.

export interface Memory {
  /** What was kept, or undefined. It came from disk and may be anything: check before use. */
  read(name: string): unknown;
  /** `undefined` forgets it. */
  keep(name: string, value: unknown): void;
}

const PREFIX = 'afterword:';

/** `area` is called at each access, because even naming `window.localStorage` can throw. */
export function memoryOf(area: () => Storage): Memory {
  const fallback = new Map<string, string>();
  return {
    read(name) {
      let text = fallback.get(name);
      try {
        text ??= area().getItem(PREFIX + name) ?? undefined;
        return text && JSON.parse(text);
      } catch {
        return undefined; // unreadable is the same as absent
      }
    },
    keep(name, value) {
      fallback.delete(name);
      try {
        if (value === undefined) area().removeItem(PREFIX + name);
        else area().setItem(PREFIX + name, JSON.stringify(value));
      } catch {
        if (value !== undefined) fallback.set(name, JSON.stringify(value));
      }
    },
  };
}
