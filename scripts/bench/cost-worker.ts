// The worker of `npm run bench:cost`: ours, over a KV in its own memory and with a clock that is set from outside, so
// that what workerd uses of processor time is what our code uses. Beside it a few addresses of the bench's own.

import type { ExecutionContext, ScheduledController } from '@cloudflare/workers-types';
import type { Env } from '../../worker/env.ts';
import { createWorker } from '../../worker/worker.ts';
import { memoryKv } from '../local/memory-kv.ts';
import type { Write } from './worker.ts';

let now = 0;
const kv = memoryKv() as unknown as Env['COMMENTS'];
const worker = createWorker({ now: () => now, random: (bytes) => crypto.getRandomValues(bytes) });

export default {
  async fetch(request: Request, bindings: Env, ctx: ExecutionContext): Promise<Response> {
    const env = { ...bindings, COMMENTS: kv };
    const { pathname, searchParams } = new URL(request.url);
    switch (pathname) {
      case '/bench/nothing':
        await request.text();
        return new Response('nothing');
      case '/bench/clock':
        now = Number(searchParams.get('now'));
        return new Response(null, { status: 204 });
      case '/bench/load':
        for (const { key, value, metadata } of (await request.json()) as Write[]) {
          await kv.put(key, value, metadata && { metadata });
        }
        return new Response(null, { status: 204 });
      case '/bench/dump':
        return Response.json(await dump());
      case '/bench/sweep':
        await worker.scheduled({} as ScheduledController, env, ctx);
        return new Response('swept');
      default:
        return worker.fetch(request, env, ctx);
    }
  },
};

async function dump(): Promise<Write[]> {
  const writes: Write[] = [];
  for (let cursor: string | undefined, isLast = false; !isLast; ) {
    const page = await kv.list<object>(cursor === undefined ? {} : { cursor });
    for (const { name, metadata } of page.keys) {
      writes.push({ key: name, value: (await kv.get(name)) ?? '', ...(metadata && { metadata }) });
    }
    isLast = page.list_complete;
    cursor = page.list_complete ? undefined : page.cursor;
  }
  return writes;
}
