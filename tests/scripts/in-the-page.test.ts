// The recipes of docs/in-the-page.md that put the comments into a page as it is built, in the sites of tests/fixtures:
// with a worker that answers, and with one that does not.

import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const PLACEHOLDER = 'https://comments.example.workers.dev';
const FRAGMENT = '<section lang="en"><h2>1 comment</h2><p>Seen by everybody</p></section>';

// Inside of the repository, for its packages.
const folder = resolve('.tmp/in-the-page');
const asked: string[] = [];
const worker = createServer((request, response) => {
  asked.push(request.url!);
  response.end(FRAGMENT);
});
let origin = '';

beforeAll(async () => {
  await new Promise<void>((ready) => worker.listen(0, '127.0.0.1', ready));
  origin = `http://127.0.0.1:${(worker.address() as AddressInfo).port}`;
});
afterAll(() => {
  worker.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Files named above their text, in a section of a document. */
function filesOf(document: string, section: string): [path: string, text: string][] {
  const part = document.split(/^##+ /m).find((text) => text.startsWith(`${section}\n`)) ?? '';
  return [...part.matchAll(/^\*\*`(.+?)`\*\*.*\n\n```[\w-]+\n([\s\S]*?)^```$/gm)].map(([, path, text]) => [
    path!,
    text!,
  ]);
}

/** Builds the fixture with its snippets, and the recipe over these; gives back the first post. */
async function build(name: string, section: string, command: string[], post: string, at: string): Promise<string> {
  const site = join(folder, name);
  rmSync(site, { recursive: true, force: true });
  cpSync(`tests/fixtures/${name}`, site, { recursive: true });
  for (const file of ['docs/snippets.md', 'docs/in-the-page.md']) {
    for (const [path, text] of filesOf(readFileSync(file, 'utf8'), section)) {
      mkdirSync(dirname(join(site, path)), { recursive: true });
      writeFileSync(join(site, path), text.replaceAll(PLACEHOLDER, at));
    }
  }
  const child = spawn(process.execPath, command, {
    cwd: site,
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', NO_COLOR: '1' },
  });
  let said = '';
  child.stdout.on('data', (data) => (said += data));
  child.stderr.on('data', (data) => (said += data));
  const status = await new Promise((ended) => child.on('close', ended));
  expect(status, said).toBe(0);
  return readFileSync(join(site, post), 'utf8');
}

const SYSTEMS = [
  ['Eleventy', 'eleventy', ['node_modules/@11ty/eleventy/cmd.cjs', '--quiet'], '_site/posts/first/index.html'],
  ['Astro', 'astro', ['node_modules/astro/bin/astro.mjs', 'build'], 'dist/posts/first/index.html'],
] as const;

describe.each(SYSTEMS)('%s', (section, name, [program, ...flags], post) => {
  const command = [resolve(program), ...flags];

  test('the built page holds the comments, inside of the element', { timeout: 120_000 }, async () => {
    asked.length = 0;
    const html = await build(name, section, command, post, origin);
    expect(html).toMatch(/<afterword-comments[^>]*>\s*<section lang="en"><h2>1 comment<\/h2><p>Seen by everybody<\/p>/);
    const [, page] = /<afterword-comments[^>]* data-page-url="([^"]+)"/.exec(html)!;
    expect(new URL(page!).pathname).toContain('/posts/first/');
    // The address that is asked for is the one that the element says.
    const pages = asked.map((url) => new URL(url, origin).searchParams.get('page'));
    expect(pages).toContain(page);
    expect(pages).toHaveLength(2);
  });

  test('a build without the worker holds a link', { timeout: 120_000 }, async () => {
    const html = await build(name, section, command, post, 'http://127.0.0.1:9');
    expect(html).toMatch(
      /<afterword-comments[^>]*>\s*<a href="http:\/\/127\.0\.0\.1:9\/thread\?page=[^"]+">Read and write/,
    );
  });
});
