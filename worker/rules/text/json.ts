// Text that may be JSON and may be anything. Pure.

/** What it says; null where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
