// `npm run build`: what readers download, into dist/assets, with the headers it is served with. The embed comes last,
// because it asks for the others by their content's hash; so do the scripts of the owner's pages (desk/).
// Prints one line a file, and what a tag that pins this version says.

import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build, type InlineConfig } from 'vite';
import { compileTemplates } from './build/compile-templates.ts';
import { fromEmbed } from './build/from-embed.ts';
import { readLanguages, widgetModule, workerJson } from './build/languages.ts';
import { keep, publish } from './build/published.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = `${root}dist/assets`;
/** The widget's files under plain names, before they are published. */
const parts = `${root}dist/widget`;
const widget = `${root}widget`;
const desk = `${root}desk`;

// Readers' browsers of the last six years. Only syntax is lowered: what is missing is guarded where it is used.
const TARGET = 'es2020';

/**
 * The desk's style: what its pages have in common, then page by page. A later one may change what an earlier one says.
 */
const DESK_STYLES = [
  'page',
  'inbox',
  'row',
  'keys',
  'threads',
  'settings',
  'numbers',
  'writing',
  'import',
  'doctor',
  'door',
];

/** What comes after the embed, each when it is needed. */
const PARTS = ['reading', 'composer', 'counts'] as const;

/** What few readers need: each is fetched at that need, and by itself. */
const OWN_FILES = ['work', 'captcha'];

const EVERYWHERE = `
  Access-Control-Allow-Origin: *
  Cross-Origin-Resource-Policy: cross-origin
  X-Content-Type-Options: nosniff`;
const FOR_GOOD = `${EVERYWHERE}
  Cache-Control: public, max-age=31536000, immutable
`;
/** Of the owner's: for pages of the worker's own only. */
const OWN = `
  Cross-Origin-Resource-Policy: same-origin
  X-Content-Type-Options: nosniff`;
const OWN_FOR_GOOD = `${OWN}
  Cache-Control: public, max-age=31536000, immutable`;
// A worker has the policy that it came with, and not its page's: so SQLite's WebAssembly runs there and nowhere else.
const READER_POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";
const WRITER_POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'";
/** A page need not wait for it: the browser uses the one it has and fetches a new one for the next page. */
const SOON = `
  Cache-Control: public, max-age=300, stale-while-revalidate=86400`;
// Of every page of the desk (worker/routes/middleware/owner.ts), and so of what runs in its scope.
const DESK_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types desk";
// The push worker is asked for anew each time, so that no browser holds on to an old one.
const HEADERS = `/admin/push.js
  Cache-Control: no-cache
  Content-Security-Policy: ${DESK_POLICY}
  Referrer-Policy: same-origin
  X-Content-Type-Options: nosniff
/desk/import.js${OWN}
  Cache-Control: no-cache
/desk/export.js${OWN}
  Cache-Control: no-cache
/desk/devices.js${OWN}
  Cache-Control: no-cache
/desk/desk.css${OWN}${SOON}
/desk/desk.js${OWN}${SOON}
/thread.css${OWN}${SOON}
/desk/reader.js${OWN_FOR_GOOD}
  Content-Security-Policy: ${READER_POLICY}
/desk/archive.js${OWN_FOR_GOOD}
/desk/text-files.js${OWN_FOR_GOOD}
/desk/writer.js${OWN_FOR_GOOD}
  Content-Security-Policy: ${WRITER_POLICY}
/desk/sqlite.js${OWN_FOR_GOOD}
/desk/sqlite.wasm${OWN_FOR_GOOD}
/embed.js${EVERYWHERE}${SOON}
`;

function config(entry: string, file: string, format: 'iife' | 'es', extra: InlineConfig = {}): InlineConfig {
  return {
    root: widget,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    // Its VendorPrefixes. Of ours it would add one alone, which no browser has needed for seven years.
    css: { lightningcss: { exclude: 262_144 } },
    ...extra,
    plugins: [compileTemplates(), ...(extra.plugins ?? [])],
    build: {
      target: TARGET,
      // Not lowered: the style sheet has its own fall-backs, and logical properties must stay what they are.
      cssTarget: ['chrome123', 'safari18.4', 'firefox128'],
      outDir: parts,
      emptyOutDir: false,
      modulePreload: false,
      reportCompressedSize: false,
      // Library mode leaves `import()` alone, where Vite would wrap it in a helper of its own; but it does not
      // minify the white space of a module, so only the embed is built as one.
      ...(format === 'iife' ? { lib: { entry: `${widget}/${entry}`, formats: [format], name: 'afterword' } } : {}),
      rolldownOptions: {
        input: `${widget}/${entry}`,
        preserveEntrySignatures: 'strict',
        // Both for fewer bytes: numbers stand where they are used, and what is used once stands there as well.
        optimization: { inlineConst: { mode: 'all', pass: 2 } },
        output: { format, entryFileNames: file, codeSplitting: false, topLevelVar: false },
      },
    },
  };
}

/** A file of the owner's side: for the browsers of one person, which can be new ones. */
function deskConfig(entry: string, define: Record<string, string> = {}, file = `desk/${entry}.js`): InlineConfig {
  return {
    root: desk,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    define,
    build: {
      target: 'es2022',
      outDir: out,
      emptyOutDir: false,
      modulePreload: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: `${desk}/${entry}.ts`,
        preserveEntrySignatures: 'strict',
        output: { format: 'es', entryFileNames: file, codeSplitting: false },
      },
    },
  };
}

/** One style sheet of several, without their comments. */
function styleOf(paths: string[]): string {
  const text = paths.map((path) => readFileSync(path, 'utf8')).join('');
  return `${text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\n\s*\n/g, '\n')
    .trim()}\n`;
}

function report(path: string): void {
  const file = path.replace(parts, '').replace(out, '').slice(1);
  const bytes = readFileSync(path);
  const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
  console.log(`${file}: ${bytes.length} bytes, ${gzipSync(bytes, { level: 9 }).length} gzip, ${brotli} brotli`);
}

function versionOf(...files: string[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 8);
}

function deskVersion(...files: string[]): string {
  return JSON.stringify(versionOf(...files.map((file) => `${out}/${file}`)));
}

// Not emptied first: `npm start` serves this folder meanwhile.
mkdirSync(`${parts}/lang`, { recursive: true });
mkdirSync(`${out}/desk`, { recursive: true });

mkdirSync(`${out}/words`, { recursive: true });
const languages = await readLanguages();
for (const folder of [`${parts}/lang`, `${out}/words`])
  for (const file of readdirSync(folder))
    if (!languages.some(({ name }) => file.startsWith(`${name}.`))) rmSync(`${folder}/${file}`);
for (const { name, file, language } of languages) {
  writeFileSync(`${parts}/lang/${name}.js`, widgetModule(language));
  if (name === file) writeFileSync(`${out}/words/${name}.json`, workerJson(language));
}
for (const part of OWN_FILES) await build(config(`own-files/${part}.ts`, `${part}.js`, 'es'));
for (const part of PARTS) {
  // Nobody hands counts.js anything: it may come alone.
  const plugins = part === 'counts' ? [] : [fromEmbed(widget, part)];
  await build(config(`${part}/index.ts`, `${part}.js`, 'es', { plugins }));
}
const others = [
  ...PARTS.map((part) => `${part}.js`),
  ...OWN_FILES.map((part) => `${part}.js`),
  ...languages.map(({ name }) => `lang/${name}.js`),
];
const version = versionOf(...others.map((file) => `${parts}/${file}`));
const define = { VERSION: JSON.stringify(version) };
await build(config('index.ts', 'embed.js', 'iife', { define }));
const published = publish(parts, others, version, out);
const kept = keep(out, published);
const forGood = kept.flatMap(({ file, version }) => [`/${file}`, `/${version}/*`]);
writeFileSync(`${out}/_headers`, HEADERS + forGood.map((path) => path + FOR_GOOD).join(''));

const sqlite = ['desk/sqlite.js', 'desk/sqlite.wasm'];
await build(deskConfig('sqlite'));
copyFileSync(`${root}node_modules/sql.js/dist/sql-wasm-browser.wasm`, `${out}/desk/sqlite.wasm`);
await build(deskConfig('archive'));
await build(deskConfig('text-files'));
const versions = {
  ARCHIVE_VERSION: deskVersion('desk/archive.js'),
  TEXT_FILES_VERSION: deskVersion('desk/text-files.js'),
  SQLITE_VERSION: deskVersion(...sqlite),
};
await build(deskConfig('reader', versions));
await build(deskConfig('desk'));
const styles = (...names: string[]) => names.map((name) => `${desk}/styles/${name}.css`);
writeFileSync(`${out}/desk/desk.css`, styleOf(styles('base', ...DESK_STYLES)));
writeFileSync(`${out}/thread.css`, styleOf([...styles('base'), `${root}worker/views/thread/thread.css`]));
await build(deskConfig('devices'));
// At the address where browsers have registered it, and whose folder is its scope: so it has no version in its name.
await build(deskConfig('push-worker', {}, 'admin/push.js'));
await build(deskConfig('import', { READER_VERSION: deskVersion('desk/reader.js') }));
await build(deskConfig('writer'));
await build(deskConfig('export', { WRITER_VERSION: deskVersion('desk/writer.js') }));

// Not where wrangler builds, at every change under `npm start`: packing them as tightly as this takes longer than the
// rest.
if (process.env.WRANGLER_COMMAND === undefined) {
  for (const file of ['embed.js', ...others]) report(`${parts}/${file}`);
  for (const file of [
    'thread.css',
    'desk/desk.css',
    'desk/desk.js',
    'desk/devices.js',
    'admin/push.js',
    'desk/import.js',
    'desk/reader.js',
    'desk/archive.js',
    'desk/text-files.js',
    'desk/export.js',
    'desk/writer.js',
    ...sqlite,
  ])
    report(`${out}/${file}`);
}
// No whole tag: the worker's address is known to the deploy alone, and who sees one here pastes it.
console.log(`\nThis version, for a tag that pins it: /${published.file} with integrity="${published.integrity}"`);
