// The only file that touches localStorage. Every access can throw (blocked site data, a full disk, private
// windows), so each is guarded and falls back to memory: the page then behaves the same until it is closed.
// Reading a thread writes nothing here.

export interface Memory {
  /** What was kept, or undefined. It came from disk and may be anything: check before use. */
  read(name: string): unknown;
  /** `undefined` forgets it. */
  keep(name: string, value: unknown): void;
}

/** `area` is called at each access, because even naming `window.localStorage` can throw. */
export function memoryOf(area: () => Storage): Memory {
  const fallback = new Map<string, unknown>();
  return {
    read(name) {
      try {
        return fallback.get(name) ?? JSON.parse(area().getItem(`afterword:${name}`) ?? '0');
      } catch {
        // Unreadable is the same as absent.
      }
    },
    keep(name, value) {
      fallback.delete(name);
      try {
        if (value) area().setItem(`afterword:${name}`, JSON.stringify(value));
        else area().removeItem(`afterword:${name}`);
      } catch {
        fallback.set(name, value);
      }
    },
  };
}
