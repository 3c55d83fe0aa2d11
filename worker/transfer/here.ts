// What a worker has already, as it tells an import that is planned in the browser: which comments.
// Pure. Read next: store/here.ts for the lines, pieces.ts for what is made of them.

import { array, isObject, text } from './record.ts';

export class Here {
  private readonly threads = new Map<string, Set<string>>();

  /** A whole answer; returns where the next one begins, null at the end, undefined where the answer broke off. */
  add(lines: string): string | null | undefined {
    let cursor: string | null | undefined;
    for (const line of lines.split('\n')) {
      if (line === '') continue;
      const record: unknown = JSON.parse(line);
      if (!isObject(record)) continue;
      if ('cursor' in record) cursor = typeof record.cursor === 'string' ? record.cursor : null;
      else this.addThread(record);
    }
    return cursor;
  }

  has(thread: string, id: string): boolean {
    return this.threads.get(thread)?.has(id) ?? false;
  }

  private addThread({ thread, ids, index }: Record<string, unknown>): void {
    const here = this.threads.get(text(thread)) ?? new Set();
    this.threads.set(text(thread), here);
    for (const id of array(ids)) here.add(text(id));
    // Of a bundle: pairs of an id and what a list would say of it.
    for (const entry of isObject(index) ? array(index.comments) : []) here.add(text(array(entry)[0]));
  }
}
