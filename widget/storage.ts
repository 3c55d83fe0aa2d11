// The only file that touches localStorage, and what is kept for a tab. Every access can throw (blocked site data, a
// full disk, private windows), so each is guarded and falls back to memory: the page then behaves the same until it is
// closed. Reading a thread writes nothing to localStorage.

export interface Memory {
  area: () => Storage;
  /** What was kept, or undefined. It came from disk and may be anything: check before use. */
  read(name: string): unknown;
  /** `undefined` forgets it. */
  keep(name: string, value: unknown): void;
}

/** `area` is called at each access, because even naming `window.localStorage` can throw. */
export function memoryOf(area: () => Storage): Memory {
  const fallback = new Map<string, unknown>();
  return {
    area,
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

/** What is kept under names that begin so, on disk: what is only in memory is gone with the page anyway. */
export function namesIn({ area }: Memory, start: string): string[] {
  const { length } = PREFIX;
  try {
    return Object.keys(area())
      .filter((name) => name.startsWith(PREFIX + start))
      .map((name) => name.slice(length));
  } catch {
    return [];
  }
}

/** Whether what is kept outlives the page: not where site data is blocked, and not on a full disk. */
export function isLasting({ area }: Memory): boolean {
  const name = `${PREFIX}room`;
  try {
    area().setItem(name, ' '.repeat(ROOM));
    area().removeItem(name);
    return true;
  } catch {
    return false;
  }
}

const PREFIX = 'afterword:';
/** As much as a long comment with all that goes with it. */
const ROOM = 20_000;
