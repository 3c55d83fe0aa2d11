// Builds the small sites of tests/fixtures with their own generators, the parts about comments taken out of
// docs/snippets.md, so that what is tested is what people paste. The blog's server has each under a path of its name:
// /plain/, /eleventy/, /astro/, /vitepress/ (servers.ts).

import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ROOT } from '../../scripts/local/development.ts';
import { BLOG, WORKER } from './places.ts';

export type System = 'plain' | 'eleventy' | 'astro' | 'vitepress' | 'hexo' | 'docusaurus' | 'hugo' | 'jekyll';

const SITES = sitesOf(BLOG);

// The heading of its section in docs/snippets.md; what makes the site, and where it lies then.
const SYSTEMS: Record<System, { section: string; command: string[] | null; output: string; packages?: string }> = {
  plain: { section: 'Plain HTML', command: null, output: '.' },
  eleventy: {
    section: 'Eleventy',
    command: [join(ROOT, 'node_modules/@11ty/eleventy/cmd.cjs'), '--quiet'],
    output: '_site',
  },
  astro: { section: 'Astro', command: [join(ROOT, 'node_modules/astro/bin/astro.mjs'), 'build'], output: 'dist' },
  vitepress: {
    section: 'VitePress',
    command: [join(ROOT, 'node_modules/vitepress/bin/vitepress.js'), 'build', '--base', '/vitepress/'],
    output: '.vitepress/dist',
  },
  hexo: { ...installed('hexo', 'hexo/bin/hexo', 'generate'), section: 'Hexo', output: 'public' },
  docusaurus: {
    ...installed('docusaurus', '@docusaurus/core/bin/docusaurus.mjs', 'build'),
    section: 'Docusaurus',
    output: 'build',
  },
  hugo: { section: 'Hugo', command: ['hugo', '--quiet'], output: 'public' },
  jekyll: { section: 'Jekyll', command: ['jekyll', 'build', '--quiet'], output: '_site' },
};

/** Too large for everybody's `npm ci`: `npm run test:generators` installs it. */
function installed(system: string, bin: string, ...args: string[]): { command: string[]; packages: string } {
  const packages = join(ROOT, '.tmp/generators', system, 'node_modules');
  return { command: [join(packages, bin), ...args], packages };
}

/** Those that are here with `npm ci`, and those that the run was asked for (generators/run.ts). */
export function systemsHere(): System[] {
  const more = (process.env.E2E_GENERATORS ?? '').split(' ').filter((name) => name !== '');
  return more.length > 0 ? (more as System[]) : ['plain', 'eleventy', 'astro', 'vitepress'];
}

/** A snippet with a file's name above it, as docs/snippets.md has them. */
export function snippetsOf(section: string): { path: string; text: string }[] {
  const document = readFileSync(join(ROOT, 'docs/snippets.md'), 'utf8');
  const part = document.split(/^## /m).find((text) => text.startsWith(`${section}\n`));
  if (part === undefined) throw new Error(`docs/snippets.md has no section “${section}”`);
  const found = [...part.matchAll(/^\*\*`(.+?)`\*\*\n\n```[\w-]+\n([\s\S]*?)^```$/gm)];
  return found.map(([, path, text]) => ({ path: path as string, text: text as string }));
}

function sitesOf(blog: string): string {
  return join(ROOT, '.tmp/sites', new URL(blog).port);
}

/** Where the sites built for a blog lie, by the paths they are served under. */
export function siteFolders(blog: string): Record<string, string> {
  const systems = Object.keys(SYSTEMS) as System[];
  const built = systems.map((system) => [`/${system}/`, join(sitesOf(blog), system, SYSTEMS[system].output)]);
  return { ...Object.fromEntries(built), '/written/': join(sitesOf(blog), 'written') };
}

/** Puts a page of a test's own on the blog, and returns its address; the name may have folders in it. */
export function writePage(name: string, html: string | Buffer): string {
  const path = join(SITES, 'written', name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, html);
  return `${BLOG}/written/${name}`;
}

/** Puts a file of a package on the blog, as people serve a library, and returns its address. */
export function writeLibrary(file: string): string {
  return writePage(basename(file), readFileSync(join(ROOT, 'node_modules', file)));
}

/** Builds the site anew. */
export function buildSite(system: System): void {
  const { section, command, packages } = SYSTEMS[system];
  const folder = join(SITES, system);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const fixture = join(ROOT, 'tests/fixtures', system);
  if (existsSync(fixture)) cpSync(fixture, folder, { recursive: true });
  for (const { path, text } of snippetsOf(section)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, name);
    if (statSync(path).isFile()) writeFileSync(path, addressed(readFileSync(path, 'utf8'), system));
  }
  if (packages) symlinkSync(packages, join(folder, 'node_modules'));
  if (command) run(command, folder);
}

/** The addresses of the documents are examples; a plain page has its whole address in it, path and all. */
function addressed(text: string, system: System): string {
  const site = system === 'plain' ? `${BLOG}/plain` : BLOG;
  return text.replaceAll('https://comments.example.workers.dev', WORKER).replaceAll('https://blog.example', site);
}

/** Node runs what has a path; what has none is installed on the machine. */
function run(command: string[], cwd: string): void {
  const [program = '', ...args] = command[0]?.startsWith('/') ? [process.execPath, ...command] : command;
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', NO_COLOR: '1', FORCE_COLOR: '0' },
  });
  if (status !== 0) throw new Error(`${command.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
}
