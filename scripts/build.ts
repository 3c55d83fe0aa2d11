// `npm run build`: the two scripts that readers download, into dist/assets, with the headers they are served with.
// The composer comes first, because the embed asks for it by its content's hash. Prints one line a file.

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build, type InlineConfig } from 'vite';
import { compileTemplates } from './compile-templates.ts';
import { slimPreact } from './slim-preact.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = `${root}dist/assets`;

// Readers' browsers of the last six years. Only syntax is lowered: what is missing is guarded where it is used.
const TARGET = 'es2020';

const HEADERS = `/embed.js
  Access-Control-Allow-Origin: *
  Cross-Origin-Resource-Policy: cross-origin
  X-Content-Type-Options: nosniff
  Cache-Control: public, max-age=300, stale-while-revalidate=86400
/composer.js
  Access-Control-Allow-Origin: *
  Cross-Origin-Resource-Policy: cross-origin
  X-Content-Type-Options: nosniff
  Cache-Control: public, max-age=31536000, immutable
`;

function config(entry: string, file: string, format: 'iife' | 'es', extra: InlineConfig): InlineConfig {
  return {
    root: `${root}widget`,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    ...extra,
    build: {
      target: TARGET,
      // Not lowered: the style sheet has its own fall-backs, and logical properties must stay what they are.
      cssTarget: ['chrome115', 'safari17', 'firefox118'],
      outDir: out,
      emptyOutDir: false,
      modulePreload: false,
      reportCompressedSize: false,
      // Library mode leaves `import()` alone, where Vite would wrap it in a helper of its own; but it does not
      // minify the white space of a module, so only the embed is built as one.
      ...(format === 'iife' ? { lib: { entry: `${root}widget/${entry}`, formats: [format], name: 'afterword' } } : {}),
      rolldownOptions: {
        input: `${root}widget/${entry}`,
        preserveEntrySignatures: 'strict',
        output: { format, entryFileNames: file, codeSplitting: false },
      },
    },
  };
}

function report(file: string): void {
  const bytes = readFileSync(`${out}/${file}`);
  const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
  console.log(`${file}: ${bytes.length} bytes, ${gzipSync(bytes, { level: 9 }).length} gzip, ${brotli} brotli`);
}

mkdirSync(out, { recursive: true });
await build(
  config('composer/index.ts', 'composer.js', 'es', {
    plugins: [compileTemplates()],
    resolve: { alias: { preact: `${root}widget/composer/preact.ts` } },
  }),
);
const version = createHash('sha256')
  .update(readFileSync(`${out}/composer.js`))
  .digest('hex')
  .slice(0, 8);
await build(
  config('index.ts', 'embed.js', 'iife', {
    plugins: [compileTemplates(), slimPreact()],
    define: { COMPOSER_VERSION: JSON.stringify(version) },
  }),
);
writeFileSync(`${out}/_headers`, HEADERS);
report('embed.js');
report('composer.js');
