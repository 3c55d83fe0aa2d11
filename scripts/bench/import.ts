// Measures moving in: writes a Disqus export of so many megabytes (37 if not said otherwise: about 41,000 comments),
// converts it as scripts/import.ts does, and prints what that took. `npm run bench:import -- [MEGABYTES]`

import { once } from 'node:events';
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { arrivalOf } from '../../worker/transfer/arrival.ts';
import { planMoveIn } from '../../worker/transfer/plan.ts';
import { openExport } from '../../worker/transfer/read.ts';
import { totalOf } from '../../worker/transfer/report.ts';
import { EXPORT_HOST } from '../local/export-host.ts';

const PAGES = 200;
const FOX =
  'The quick brown fox jumps over the lazy dog while <b>five</b> boxing wizards jump &amp; quickly, time after time. ';
/** By turns: plain words, marks that are none, a link and a list, code. About 800 letters a comment. */
const MESSAGES = [
  `<p>${FOX.repeat(3)}</p><p>${FOX.repeat(3)}</p>`,
  `<p>${FOX.repeat(3)}</p><p>It is 2 * 3 * 4 = 24, snake_case, C:\\Users\\_me_, [x](y), a*b and ~5 &lt;b&gt;.<br>${FOX.repeat(2)}</p>`,
  `<p>${FOX}<a href="https://other.example/a_b?c=d&amp;e=f">this page</a>:</p><ul><li>${FOX}</li><li>${FOX.repeat(2)}</li></ul>`,
  `<p>${FOX.repeat(3)}<code>npm start</code></p><pre><code>const x = y * z_1;\n\n// twice\n</code></pre><blockquote>${FOX.repeat(2)}</blockquote>`,
];

export interface Measured {
  comments: number;
  megabytes: number;
  seconds: number;
  /** Of the processor's time: on a machine that does other things as well, it tells more. */
  processor: number;
  /** Of the whole process, at its highest. */
  memory: number;
}

/** Writes, converts and takes away a file of that size. */
export async function benchImport(megabytes: number): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'afterword-'));
  try {
    const path = join(folder, 'disqus.xml');
    await writeDisqus(path, megabytes * 1_000_000);
    const started = performance.now();
    const before = process.cpuUsage();
    const opened = await openExport(createReadStream(path, { highWaterMark: 256 * 1024 }), EXPORT_HOST);
    if (opened.system === 'afterword') throw new Error('not what was written');
    const sites = { origins: ['https://blog.example'], anyPort: [] };
    const { threads, size, report } = await planMoveIn(opened.system, opened.records, { sites });
    if (size !== PAGES) throw new Error('pages are missing');
    for await (const thread of threads()) arrivalOf(thread);
    const { user, system } = process.cpuUsage(before);
    return {
      comments: totalOf(report.totals),
      megabytes: statSync(path).size / 1_000_000,
      seconds: (performance.now() - started) / 1000,
      processor: (user + system) / 1_000_000,
      memory: process.resourceUsage().maxRSS / 1000,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function writeDisqus(path: string, size: number): Promise<void> {
  const file = createWriteStream(path);
  const write = async (text: string) => {
    if (!file.write(text)) await once(file, 'drain');
  };
  await write(
    '<?xml version="1.0"?><disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">\n',
  );
  for (let page = 1; page <= PAGES; page++) {
    await write(
      `<thread dsq:id="${page}"><id/><link>https://blog.example/${page}</link><title>Page ${page}</title></thread>\n`,
    );
  }
  for (let id = 1, written = 0; written < size; id++) {
    const parent = id > PAGES && id % 3 === 0 ? `<parent dsq:id="${id - PAGES}"/>` : '';
    const at = new Date(Date.UTC(2010, 0, 1) + id * 60_000).toISOString();
    const post = `<post dsq:id="${id}"><id/><message><![CDATA[<p>${id}</p>${MESSAGES[id % MESSAGES.length]}]]></message><createdAt>${at}</createdAt><isDeleted>${id % 53 === 0}</isDeleted><isSpam>false</isSpam><author><name>Reader ${id % 500}</name></author><thread dsq:id="${(id % PAGES) + 1}"/>${parent}</post>\n`;
    written += post.length;
    await write(post);
  }
  await write('</disqus>\n');
  file.end();
  await once(file, 'finish');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { comments, megabytes, seconds, processor, memory } = await benchImport(Number(process.argv[2] ?? 37));
  const times = `${seconds.toFixed(1)} s, ${processor.toFixed(1)} s of the processor’s time`;
  console.log(`${comments} comments, ${megabytes.toFixed(1)} MB: ${times}, ${memory.toFixed(0)} MB of memory at most`);
}
