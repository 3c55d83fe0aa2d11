// Reads known fields of unknown JSON. Unknown fields are dropped, so `status`, `owner`, `likes` or `createdAt` can
// never come from outside. By hand and not by a schema library: each problem has a code of the contract, and they come
// in a fixed order, which tests hold. Pure. Read next: rules/requests/reader.ts, rules/requests/owner.ts and
// rules/requests/settings.ts, which say what is read.

import {
  cleanText,
  type FieldName,
  type FieldProblem,
  type FieldProblems,
  lengthOf,
  MAX_BODY,
  type Node,
} from '../../contract/index.ts';
import type { Result } from '../result.ts';
import { showsAnything } from '../text/blank.ts';
import { toTree } from '../text/markdown.ts';

/** The tree of what somebody wrote, drawn when it was read: what shows nothing is no comment. */
export interface WithTree {
  tree: Node[];
}

/** Reads known fields of unknown JSON and gathers every problem, so that a form can show them all at once. */
export class FieldReader {
  private readonly json: Record<string, unknown>;
  private readonly problems: FieldProblems = {};

  constructor(json: unknown) {
    const isObject = typeof json === 'object' && json !== null && !Array.isArray(json);
    this.json = isObject ? (json as Record<string, unknown>) : {};
    if (!isObject) this.problems.request = 'wrong_type';
  }

  /** Notes a problem; the first one of a field stands. Returns undefined for use with `??`. */
  refuse(name: FieldName, problem: FieldProblem): undefined {
    this.problems[name] ??= problem;
    return undefined;
  }

  text(name: FieldName, max: number, clean: (text: string) => string): string {
    const text = this.optionalText(name, max, clean);
    if (text === undefined) this.refuse(name, 'missing');
    return text ?? '';
  }

  /** Empty, null and absent are one: a form sends its empty fields too. */
  optionalText(name: FieldName, max: number, clean: (text: string) => string): string | undefined {
    const value = this.own(name);
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'string') return this.refuse(name, 'wrong_type');
    const text = clean(value);
    if (lengthOf(text) > max) return this.refuse(name, 'too_long');
    return text === '' ? undefined : text;
  }

  /** The words of a comment. */
  body(): { body: string } & WithTree {
    return this.optionalBody() ?? { body: this.text('body', MAX_BODY, cleanText), tree: [] };
  }

  optionalBody(): ({ body: string } & WithTree) | undefined {
    const body = this.optionalText('body', MAX_BODY, cleanText);
    if (body === undefined) return undefined;
    const tree = toTree(body);
    if (!showsAnything(tree)) this.refuse('body', 'missing');
    return { body, tree };
  }

  match(name: FieldName, pattern: RegExp): string {
    const text = this.optionalMatch(name, pattern);
    if (text === undefined) this.refuse(name, 'missing');
    return text ?? '';
  }

  optionalMatch(name: FieldName, pattern: RegExp): string | undefined {
    const value = this.own(name);
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value !== 'string') return this.refuse(name, 'wrong_type');
    return pattern.test(value) ? value : this.refuse(name, 'malformed');
  }

  optionalFlag(name: FieldName): boolean | undefined {
    const value = this.own(name);
    if (value === undefined || value === null) return undefined;
    return typeof value === 'boolean' ? value : this.refuse(name, 'wrong_type');
  }

  /** Sent, and empty: what stands is to be taken back. */
  isCleared(name: FieldName): boolean {
    const value = this.own(name);
    return value === null || value === '';
  }

  list<T>(name: FieldName, max: number, parse: (item: unknown) => T | null): T[] {
    const value = this.own(name);
    if (!Array.isArray(value)) {
      this.refuse(name, value === undefined ? 'missing' : 'wrong_type');
      return [];
    }
    if (value.length > max) {
      this.refuse(name, 'too_many');
      return [];
    }
    const items = value.map(parse);
    if (items.includes(null)) this.refuse(name, 'malformed');
    return items.filter((item) => item !== null);
  }

  done<T>(value: T): Result<T> {
    return Object.keys(this.problems).length > 0 ? { ok: false, error: this.problems } : { ok: true, value };
  }

  // Own properties only: `{"__proto__": …}` must not lend a field.
  private own(name: string): unknown {
    return Object.hasOwn(this.json, name) ? this.json[name] : undefined;
  }
}

export function optional<K extends string, V>(name: K, value: V | undefined): { [P in K]?: V } {
  return (value === undefined ? {} : { [name]: value }) as { [P in K]?: V };
}
