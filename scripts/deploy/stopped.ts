// The end of a command, with a sentence for who runs it. Thrown rather than exited with, so that every `finally` runs.

export class Stopped extends Error {}

export function stop(sentence: string): never {
  throw new Stopped(sentence);
}
