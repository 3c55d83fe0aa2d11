// Rules of the house that a compiler does not hold: who may name KV, what the widget never does, how large it is,
// how many settings it has, and that what the documents promise is there.

import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { freePlanTable } from '../../scripts/free-plan.ts';
import { documents } from './commands.ts';
import { read, sources, withoutComments } from './sources.ts';

/** As GitHub makes them out of headings. */
const anchorsOf = (path: string) =>
  [...read(path).matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

const code = (path: string) => withoutComments(read(path));

describe('the store', () => {
  test('is the only place that names KV', () => {
    const allowed = /^worker\/(store\/|env\.ts$|index\.ts$|create-worker\.ts$)/;
    const names = sources('worker').filter((path) => /\bKVNamespace\b/.test(code(path)));
    expect(names.filter((path) => !allowed.test(path))).toEqual([]);
    expect(names.length).toBeGreaterThan(0);
  });

  test('and the rules and the contract know neither clock nor network nor chance', () => {
    const impure = /\bDate\.now\b|\bnew Date\(\)|\bfetch\(|\bMath\.random\b|\bgetRandomValues\b/;
    expect(sources('worker/rules', 'worker/contract').filter((path) => impure.test(code(path)))).toEqual([]);
  });

  test('and only the worker’s entry takes the time from the machine', () => {
    const reads = sources('worker').filter((path) => /\bDate\.now\b|\bnew Date\(\)/.test(code(path)));
    expect(reads.filter((path) => !/^worker\/(index|create-worker)\.ts$/.test(path))).toEqual([]);
  });
});

// So the worker's tests may share an isolate, and so may worlds of the simulation a process.
test('no module of the worker remembers anything: what an isolate knows hangs on the worker that was created in it', () => {
  const memory =
    /^(?:export )?(?:let |var |const (?!.*readonly)[^=\n]*=(?: new (?:Weak)?(?:Map|Set)(?:<.*>)?\(\)| \[\]| \{\});)/im;
  expect(memory.test('const seen: Map<string, number> = new Map<string, number>();')).toBe(true);
  expect(sources('worker').filter((path) => memory.test(code(path)))).toEqual([]);
});

/** In bytes, as a reader downloads it. */
function weightOf(name: string): number {
  const bundle = `dist/widget/${name}.js`;
  expect(existsSync(bundle), 'npm run build makes it').toBe(true);
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  return brotliCompressSync(readFileSync(bundle), quality).length;
}

describe('the widget', () => {
  test('never makes markup out of a string', () => {
    const markup =
      /innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|setHTMLUnsafe|parseFromString|createContextualFragment|document\.write|srcdoc|\beval\(|new Function\(/;
    expect(sources('widget').filter((path) => markup.test(code(path)))).toEqual([]);
  });

  test('sets no cookie and listens to no message', () => {
    const found = sources('widget').filter((path) => /document\.cookie|postMessage|indexedDB/.test(code(path)));
    expect(found).toEqual([]);
  });

  test('puts nothing on the window', () => {
    const found = sources('widget').filter((path) => /\b(window|globalThis|self)\.[\w$]+\s*=[^=]/.test(code(path)));
    expect(found).toEqual([]);
  });

  // The promise is 9,000 bytes before the comments show. Held is what has been reached and about two per cent of room:
  // so much that a fix need not begin with a diet, and so little that none of them grows unnoticed.
  test.each([
    // More than at first: whose code runs, whose page it is, keys that a page would take for commands, avatars and
    // numbers of lists that are whole, and going on from comments that the page holds. Never 7,500.
    ['before the comments show', 'embed', 7_495],
    // Room that is given back, links where a router reads the fragment, the way back to where one was, a wrong SITES
    // told to the owner, icons that stand at the edges and say what they do, a heading row that fits two lines, and the
    // line from a comment to its answers.
    ['to do more than read', 'reading', 11_250],
    // One's own words as they were typed, drafts whose box does not show, of this tab and others, a name that comes
    // back with its draft, thanks where the comment stands, and what older engines and translators of pages need.
    ['to write', 'composer', 13_250],
  ])('loads no more than its share %s: %s.js', (_, name, most) => {
    expect(weightOf(name)).toBeLessThanOrEqual(most);
  });

  test('says what each of its files weighs', () => {
    const names = readdirSync('dist/widget', { recursive: true, encoding: 'utf8' }).filter((one) =>
      one.endsWith('.js'),
    );
    const weights = names.sort().map((one) => `${one}: ${weightOf(one.replace(/\.js$/, '')).toLocaleString('en')}`);
    console.log(`bytes (brotli) of ${weights.join(', ')}`);
    expect(names).toContain('composer.js');
  });

  test('has ten settings at most, each of them in its types', () => {
    const known = new Set(read('widget/afterword.d.ts').match(/'data-[a-z-]+'/g));
    expect(known.size).toBeGreaterThan(0);
    expect(known.size).toBeLessThanOrEqual(10);
    const used = sources('widget').flatMap((path) => code(path).match(/setting\('data-[a-z-]+'/g) ?? []);
    expect(new Set(used.map((call) => call.slice('setting('.length)))).toEqual(known);
  });
});

test('the scripts of the owner’s pages make no markup out of a string either', () => {
  const markup = /innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|parseFromString|document\.write|srcdoc|\beval\(/;
  expect(sources('desk').filter((path) => markup.test(code(path)))).toEqual([]);
});

describe('the documents', () => {
  test('tell the costs that the budgets give', () => {
    expect(read('docs/costs.md')).toContain(freePlanTable());
  });

  test('tell what the embed weighs', () => {
    const told = [...read('docs/comparison.md').matchAll(/^\| Download until comments show ⁴ \| ([\d.]+) kB/gm)];
    expect(told).toHaveLength(2);
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
    const weighs = brotliCompressSync(readFileSync('dist/widget/embed.js'), quality).length;
    for (const [, kilobytes] of told) {
      expect(Number(kilobytes) * 1000 + 50).toBeGreaterThanOrEqual(weighs);
      expect(Number(kilobytes) * 1000 - 500).toBeLessThanOrEqual(weighs);
    }
  });

  const scripts: Record<string, string> = JSON.parse(read('package.json')).scripts;

  test('name no file that is not there', () => {
    const links = documents().flatMap((document) =>
      [...read(document).matchAll(/\]\((?!https?:|#)([^)\s#]+)/g)].map((match) => join(dirname(document), match[1]!)),
    );
    expect(links.filter((path) => !existsSync(path))).toEqual([]);
  });

  test('name no heading that is not there', () => {
    const wrong = documents().flatMap((document) => {
      const links = [...read(document).matchAll(/\]\(([^)\s#:]*)#([^)\s]+)\)/g)];
      return links
        .map(([, path, anchor]) => [path ? join(dirname(document), path) : document, anchor!] as const)
        .filter(([path, anchor]) => !anchorsOf(path).includes(anchor))
        .map(([path, anchor]) => `${document}: ${path}#${anchor}`);
    });
    expect(wrong).toEqual([]);
  });

  test('and every command runs a file that is there', () => {
    const files = Object.values(scripts).flatMap((line) => line.match(/\S+\.ts\b/g) ?? []);
    expect(files.filter((path) => !existsSync(path))).toEqual([]);
  });
});

test('no secret lies in the tree', () => {
  const tracked = execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8' }).split('\0').filter(Boolean);
  const secrets = tracked.filter((path) => /(^|\/)(\.dev\.vars|\.env)(\..*)?$/.test(path));
  expect(secrets).toEqual(['.dev.vars.example']);
  const secret =
    /-----BEGIN [A-Z ]*PRIVATE KEY|\bADMIN_TOKEN\s*=\s*["']?[A-Za-z0-9_-]{43}\b|\b(?:cfut|cfat|ghp|npm)_\w{30,}/;
  const text = tracked.filter(
    (path) => /\.(ts|js|json|toml|md|html|css|yml|sh)$|^\.[a-z]+/.test(path) && existsSync(path),
  );
  expect(text.filter((path) => secret.test(read(path)))).toEqual([]);
});
