// `npm run bench:limit`: how near the widget comes to what is possible. The same thread on the same slow line and
// slowed processor, in alternation: by Afterword, and by the shortest script that could do it (fetch the thread, make
// elements); each without and with an early request (`<link rel="preload">`), and with the comments in the page's own
// HTML. `-- 9` plays nine rounds. Read next: scripts/bench/peers/browse.ts.

import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { ROOT } from '../local/development.ts';
import { afterword } from './peers/afterword.ts';
import { openBrowser, type Visit, visit } from './peers/browse.ts';
import { host } from './peers/host.ts';
import { SHOWN, type System } from './peers/system.ts';

const ROUNDS = Number(process.argv[2] ?? 7);
const PAGES = 8871;
const SITE = `http://127.0.0.1:${PAGES}`;
const THREAD = `/api/thread?page=${encodeURIComponent(`${SITE}/${SHOWN}`)}`;

/** What a page that shows comments and a box cannot do without. It keeps no marks of the words, and has no look. */
const SHORTEST = `
const place = document.currentScript.parentElement;
const make = (name, into, text) => into.appendChild(Object.assign(document.createElement(name), { textContent: text }));
const textOf = (node) => typeof node === 'string' ? node : node.text ?? node.c?.map(textOf).join('') ?? '';
fetch(new URL('${THREAD}', document.currentScript.src)).then((answer) => answer.json()).then(({ comments }) => {
  const list = make('ol', place, '');
  for (const { author, createdAt, body } of comments) {
    const item = make('li', list, '');
    make('b', item, author.name);
    make('time', item, createdAt);
    for (const node of body) make('p', item, textOf(node));
  }
  make('textarea', place, '');
});`;

interface Variant {
  name: string;
  system: System;
  visits: Visit[];
}

async function bench(): Promise<void> {
  execFileSync(process.execPath, [join(ROOT, 'scripts/build.ts')], { stdio: 'ignore' });
  const ours = await afterword(SITE);
  const browser = await openBrowser();
  try {
    const variants = await variantsOf(ours);
    for (let round = 0; round < ROUNDS; round++) {
      for (const variant of variants) variant.visits.push(await once(browser, variant.system));
      console.error(`round ${round + 1} of ${ROUNDS}`);
    }
    console.log(reportOf(variants));
  } finally {
    await browser.close();
    await ours.stop?.();
  }
}

async function variantsOf({ stop: _, ...ours }: System): Promise<Variant[]> {
  const script = { type: 'text/javascript', body: new TextEncoder().encode(SHORTEST) };
  const early = (origin: string) => `<link rel="preload" as="fetch" crossorigin href="${origin}${THREAD}">`;
  const shortest: System = {
    ...ours,
    file: (path) => (path === '/shortest.js' ? script : ours.file(path)),
    embed: (origin) => `<div><script async src="${origin}/shortest.js"></script></div>`,
  };
  const withPreload = (system: System): System => ({
    ...system,
    embed: (origin) => early(origin) + system.embed(origin),
  });
  const fragment = await ours.answer({
    method: 'GET',
    path: `/fragment?lang=en&page=${encodeURIComponent(`${SITE}/${SHOWN}`)}`,
    headers: {},
    body: new Uint8Array(),
  });
  const html = new TextDecoder()
    .decode(fragment.body)
    .replace(/data-read-at="[^"]*"/, () => `data-read-at="${new Date().toISOString()}"`);
  const held: System = {
    ...ours,
    embed: (origin) =>
      `<afterword-comments data-page-url="${SITE}/${SHOWN}">${html}</afterword-comments><script async src="${origin}/embed.js"></script>`,
  };
  return [
    { name: 'the shortest script', system: shortest, visits: [] },
    { name: 'Afterword', system: ours, visits: [] },
    { name: 'the shortest script, early request', system: withPreload(shortest), visits: [] },
    { name: 'Afterword, early request', system: withPreload(ours), visits: [] },
    { name: 'Afterword, comments in the page', system: held, visits: [] },
  ];
}

async function once(browser: Browser, system: System): Promise<Visit> {
  const place = await host(system, PAGES);
  try {
    return await visit(browser, place);
  } finally {
    await place.stop();
  }
}

function reportOf(variants: Variant[]): string {
  const median = (variant: Variant, figure: (one: Visit) => number) =>
    variant.visits.map(figure).sort((a, b) => a - b)[Math.floor(variant.visits.length / 2)]!;
  const [base, , earlyBase] = variants as [Variant, Variant, Variant];
  const rows = variants.map((variant) => {
    const shown = median(variant, (one) => one.shown);
    const against = variant.name.includes('early') ? earlyBase : base;
    const times = shown / median(against, (one) => one.shown);
    const shift = Math.max(...variant.visits.map((one) => one.shift));
    const task = median(variant, (one) => one.longestTask);
    return `| ${variant.name} | ${shown.toFixed(0)} ms | ${times.toFixed(2)} × | ${task < 50 ? 'under 50 ms' : `${task.toFixed(0)} ms`} | ${shift.toFixed(3)} |`;
  });
  return `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, Lighthouse's slow 4G, processor four times slower, median of ${ROUNDS} rounds.
“×”: as often as the shortest script of the same kind takes.

| ${SHOWN} comments | they show | × | longest task | worst layout shift |
|---|---|---|---|---|
${rows.join('\n')}`;
}

await bench();
