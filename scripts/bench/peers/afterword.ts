// Afterword itself: the built widget and the worker in local workerd, with the rate limits and the first-time
// moderation of a real site switched off, since two hundred comments at once would be refused or held.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ENDPOINTS, type Thread, type TicketAnswer } from '../../../worker/contract/index.ts';
import { metaOf, type PostFact } from '../../../worker/rules/comment/facts.ts';
import { hashWords, threadIdOf } from '../../../worker/rules/comment/hash.ts';
import { makeId } from '../../../worker/rules/comment/id.ts';
import { pageOf } from '../../../worker/rules/page/page.ts';
import { parseSites } from '../../../worker/rules/page/sites.ts';
import { toTree } from '../../../worker/rules/text/markdown.ts';
import { keys } from '../../../worker/store/kv/keys.ts';
import { newToken, ROOT } from '../../local/development.ts';
import { startBenchWorker, type Write } from '../worker.ts';
import { passOn, plainRemark, remark, type Served, SHOWN, SIZES, type System, timeOf } from './system.ts';

export async function afterword(site: string): Promise<System> {
  const vars = { SITES: site, ADMIN_TOKEN: newToken(), MODERATION: 'open' };
  const writes = await seedWrites(site);
  const worker = await startBenchWorker({ name: 'bench-peers', port: 8808, vars, writes });
  // The sweep makes the views: two runs for the longest thread.
  for (let run = 0; run < 3; run++) await fetch(`${worker.origin}/cdn-cgi/handler/scheduled`);
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  const read = async (path: string) =>
    (
      await fetch(`${worker.origin}${ENDPOINTS.thread}?page=${encodeURIComponent(site + path)}`)
    ).json() as Promise<Thread>;

  return {
    name: 'Afterword',
    version,
    embed: (origin) => `<div><script async src="${origin}/embed.js" data-page-url="${site}/${SHOWN}"></script></div>`,
    file,
    answer: (asked) => passOn(worker.origin, asked),
    server: {
      read: async (size) => {
        const answer = await fetch(`${worker.origin}${ENDPOINTS.thread}?page=${encodeURIComponent(`${site}/${size}`)}`);
        return (await answer.arrayBuffer()).byteLength;
      },
      post: async (count) => {
        const page = `${site}/burst`;
        const send = (path: string, body: object) =>
          fetch(worker.origin + path, {
            method: 'POST',
            headers: { 'Content-Type': 'application/json', Origin: site },
            body: JSON.stringify(body),
          });
        const every = Array.from({ length: count }, (_, n) => n);
        const tickets = await Promise.all(
          every.map(async () => (await (await send(ENDPOINTS.tickets, { page })).json()) as TicketAnswer),
        );
        await sleep(2_100); // a ticket must be two seconds old
        const answers = await Promise.all(
          every.map((n) => {
            const { ticket } = tickets[n]!;
            return send(ENDPOINTS.comments, {
              ticket,
              key: `reader-${1_000 + n}-of-the-bench`,
              name: `Reader ${n}`,
              body: plainRemark(n),
            });
          }),
        );
        await sleep(1_000);
        await fetch(`${worker.origin}/cdn-cgi/handler/scheduled`);
        return {
          acknowledged: answers.filter(({ status }) => status === 201).length,
          there: (await read('/burst')).count,
        };
      },
    },
    stop: worker.stop,
  };
}

function file(path: string): Served | null {
  const name = path.split('?')[0]!.slice(1);
  const from = join(ROOT, 'dist/assets', name);
  if (!/^[\w/.-]+\.js$/.test(name) || !existsSync(from)) return null;
  return { type: 'text/javascript', body: readFileSync(from) };
}

async function seedWrites(site: string): Promise<Write[]> {
  // As every act of a reader's does: a sweep that was told nothing looks at nothing.
  const writes: Write[] = [{ key: keys.wake, value: JSON.stringify({ v: 1, at: Date.now() }) }];
  for (const size of SIZES) {
    const page = `${site}/${size}`;
    const thread = await threadIdOf(pageOf(page, undefined, parseSites(site))!.key);
    for (let n = 0; n < size; n++) {
      const fact = await postFact(n, page);
      const id = makeId(fact.at, new Uint8Array(10).fill(n % 256));
      writes.push({ key: keys.fact(thread, id, 'post'), value: JSON.stringify(fact), metadata: metaOf(fact) });
    }
    writes.push({ key: keys.touch(timeOf(size), thread, 'bench', 'publish'), value: '1' });
  }
  return writes;
}

async function postFact(n: number, page: string): Promise<PostFact> {
  const source = remark(n);
  const words = { name: `Reader ${n}`, parent: null, source, body: toTree(source) };
  return {
    v: 1,
    kind: 'post',
    at: timeOf(n),
    hash: await hashWords(words),
    words,
    screening: { status: 'approved', reasons: [] },
    authorId: `reader${n}`.padEnd(16, '0').slice(0, 16),
    page,
    title: 'A post',
  };
}
