// Two stores that look right and are not: anything that reads a value, changes it and writes it back loses comments in
// KV. They take tickets and comments over the same wire, and the suite must see through them.

import type { Runtime } from '../../../worker/env.ts';
import { authorIdOf, threadIdOf } from '../../../worker/rules/comment/hash.ts';
import { makeId } from '../../../worker/rules/comment/id.ts';
import { pageOf } from '../../../worker/rules/page/page.ts';
import { parseSites } from '../../../worker/rules/page/sites.ts';
import { toTree } from '../../../worker/rules/text/markdown.ts';
import type { Worker } from '../../../worker/worker.ts';
import type { Program } from '../platform/program.ts';

interface Kept {
  id: string;
  parent: string | null;
  author: { id: string; name: string };
  body: unknown[];
}

interface WrongStore {
  keep(kv: KVNamespace, thread: string, comment: Kept): Promise<void>;
  read(kv: KVNamespace, thread: string): Promise<Kept[]>;
}

/** One document for each thread. */
const DOCUMENT: WrongStore = {
  async keep(kv, thread, comment) {
    const all = (await kv.get<Kept[]>(`document:${thread}`, 'json')) ?? [];
    if (all.some(({ id }) => id === comment.id)) return;
    await kv.put(`document:${thread}`, JSON.stringify([...all, comment]));
  },
  async read(kv, thread) {
    return (await kv.get<Kept[]>(`document:${thread}`, 'json')) ?? [];
  },
};

/** A key for each comment, and a snapshot that is read, added to and written back. */
const SNAPSHOT: WrongStore = {
  async keep(kv, thread, comment) {
    await kv.put(`comment:${thread}:${comment.id}`, JSON.stringify(comment));
    const all = (await kv.get<Kept[]>(`snapshot:${thread}`, 'json')) ?? [];
    const others = all.filter(({ id }) => id !== comment.id);
    await kv.put(`snapshot:${thread}`, JSON.stringify([...others, comment]));
  },
  async read(kv, thread) {
    return (await kv.get<Kept[]>(`snapshot:${thread}`, 'json')) ?? [];
  },
};

export const oneDocument = wrong('one document for each thread', DOCUMENT);
export const oneSnapshot = wrong('a snapshot that is read, changed and written back', SNAPSHOT);

function wrong(name: string, store: WrongStore): Program {
  return { name, sweeps: false, hasFacts: false, start: (runtime) => start(runtime, store) };
}

function start(runtime: Runtime, store: WrongStore): Worker {
  return {
    async fetch(request, env) {
      const kv = env.COMMENTS;
      const { pathname, searchParams } = new URL(request.url);
      try {
        switch (`${request.method} ${pathname}`) {
          case 'GET /api/thread': {
            const thread = await threadOf(searchParams.get('page')!);
            const comments = await store.read(kv, thread);
            return json(200, { thread, total: comments.length, from: 0, parts: 1, comments, gone: [] });
          }
          case 'POST /api/tickets': {
            const { page } = (await request.json()) as { page: string };
            const id = makeId(runtime.now(), runtime.random(new Uint8Array(10)));
            return json(201, { ticket: `${await threadOf(page)}.${id}`, id });
          }
          case 'POST /api/comments': {
            const { ticket, key, name, body, parent = null } = (await request.json()) as Record<string, string>;
            const [thread, id] = ticket!.split('.') as [string, string];
            const authorId = await authorIdOf(key!);
            // First-time moderation, and nobody to judge: the others are not kept at all.
            if ((await kv.get(`known:${authorId}`)) === null) return json(403, null);
            await store.keep(kv, thread, { id, parent, author: { id: authorId, name: name! }, body: toTree(body!) });
            return json(201, { comment: { id }, status: 'approved' });
          }
          default:
            return json(404, null);
        }
      } catch {
        return json(503, null);
      }
    },
    async scheduled() {},
  };
}

async function threadOf(address: string): Promise<string> {
  return threadIdOf(pageOf(address, undefined, parseSites(new URL(address).origin))!.key);
}

function json(status: number, body: unknown): Response {
  return Response.json(body, { status });
}
