// What pure code returns instead of throwing: a value, or why there is none.

import type { FieldProblems } from '../contract/index.ts';

export type Result<T, E = FieldProblems> = { ok: true; value: T } | { ok: false; error: E };
