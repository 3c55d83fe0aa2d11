// Which comments a worker has already, as it tells whoever imports: the desk's page or `npm run import`.
// Pure. Read next: store/backup/present.ts for the lines, transfer/batches.ts for what is made of them.

import { TIME_LENGTH } from '../rules/comment/id.ts';
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
  /** Of what came in bundles: whether the newest that is said of it is that it has no words. */
  private readonly stubs = new Map<string, { at: number; isStub: boolean }>();
  /** Of what has a key of its own, which counts more than a bundle. */
  private readonly single = new Set<string>();
  /** By where they came from; made when it is asked for. */
  private readonly bySource = new Map<string, Map<string, string>>();

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

  /** The id that the comment of that id has here, which may be another with the same source; null where it has none. */
  idHere(thread: string, id: string): string | null {
    if (this.has(thread, id)) return id;
    const ids = this.threads.get(thread);
    if (ids === undefined) return null;
    const known = this.bySource.get(thread) ?? new Map([...ids].map((each) => [sourceOf(each), each]));
    this.bySource.set(thread, known);
    return known.get(sourceOf(id)) ?? null;
  }

  /** It only keeps the place of a comment that was not in the file, or had been removed there. */
  isPlaceholder(thread: string, id: string): boolean {
    const key = `${thread} ${id}`;
    return this.stubs.get(key)?.isStub === true && !this.single.has(key);
  }

  private addThread({ thread, ids, index }: Record<string, unknown>): void {
    const known = this.threads.get(text(thread)) ?? new Set();
    this.threads.set(text(thread), known);
    this.bySource.clear();
    for (const id of array(ids)) {
      known.add(text(id));
      this.single.add(`${text(thread)} ${text(id)}`);
    }
    if (index === undefined) return;
    // Of a bundle: pairs of an id and what a list would say of it.
    const comments = upgraded(index, 'index')?.comments;
    if (!Array.isArray(comments)) {
      this.unread++;
      return;
    }
    for (const entry of comments) {
      const [id, meta] = array(entry);
      known.add(text(id));
      this.addMeta(`${text(thread)} ${text(id)}`, meta);
    }
  }

  // As in rules/comment/settle.ts: the newest counts, and of two of one time the one without words.
  private addMeta(key: string, meta: unknown): void {
    const [at, isStub] = isObject(meta) ? [Number(meta.at), meta.x === 1] : [0, false];
    const before = this.stubs.get(key);
    if (before === undefined || at > before.at || (at === before.at && isStub)) this.stubs.set(key, { at, isStub });
  }
}

/** All of an id but its time. */
function sourceOf(id: string): string {
  return id.slice(TIME_LENGTH);
}
