// Which comments a worker has already, as it tells whoever imports: the desk's page or `npm run import`.
// Pure. Read next: store/backup/present.ts for the lines, transfer/batches.ts for what is made of them.

import { upgraded } from '../rules/comment/versions.ts';
import { parseJson } from '../rules/text/json.ts';
import { array, isObject, text } from './record.ts';

export class Present {
  /**
   * Lists of imported comments that cannot be read: damaged, or of a newer version. What they name is taken for new and
   * sent; the worker then looks into the comments themselves (store/facts/bundles.ts) and adds none of them twice.
   */
  unread = 0;
  private readonly threads = new Map<string, Set<string>>();

  /** A whole answer; returns where the next one begins, null at the end, undefined where the answer broke off. */
  add(lines: string): string | null | undefined {
    let cursor: string | null | undefined;
    for (const line of lines.split('\n')) {
      if (line === '') continue;
      const record = parseJson(line);
      if (!isObject(record)) this.unread++;
      else if ('thread' in record) this.addThread(record);
      else if ('cursor' in record) cursor = typeof record.cursor === 'string' ? record.cursor : null;
    }
    return cursor;
  }

  has(thread: string, id: string): boolean {
    return this.threads.get(thread)?.has(id) ?? false;
  }

  private addThread({ thread, ids, index }: Record<string, unknown>): void {
    const known = this.threads.get(text(thread)) ?? new Set();
    this.threads.set(text(thread), known);
    for (const id of array(ids)) known.add(text(id));
    if (index === undefined) return;
    // Of a bundle: pairs of an id and what a list would say of it.
    const comments = upgraded(index, 'index')?.comments;
    if (Array.isArray(comments)) for (const entry of comments) known.add(text(array(entry)[0]));
    else this.unread++;
  }
}
