// One list as two. Pure.

/** Those of which it is true, and the others, each in their order. */
export function partition<T>(all: readonly T[], isFirst: (each: T) => boolean): [T[], T[]] {
  return [all.filter(isFirst), all.filter((each) => !isFirst(each))];
}
