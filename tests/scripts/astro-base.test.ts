// The Astro snippet in a blog at the root of its host: `BASE_URL` is '/' there, and a count link made of it led to
// another host. The site of the browser's tests lies under a path, and could not see it.

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';

// Inside of the repository, for its packages.
const folder = resolve('.tmp/astro-base');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('count links of a blog without base lead to its posts', { timeout: 120_000 }, () => {
  rmSync(folder, { recursive: true, force: true });
  cpSync('tests/fixtures/astro', folder, { recursive: true });
  const document = readFileSync('docs/snippets.md', 'utf8');
  const section = document.split(/^## /m).find((text) => text.startsWith('Astro\n')) ?? '';
  for (const [, path = '', text = ''] of section.matchAll(/^\*\*`(.+?)`\*\*\n\n```[\w-]+\n([\s\S]*?)^```$/gm)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const config = readFileSync(join(folder, 'astro.config.mjs'), 'utf8');
  writeFileSync(join(folder, 'astro.config.mjs'), config.replace(" base: '/astro',", ''));
  // The list's link is the snippet's.
  const [link] =
    /\{`\$\{import\.meta\.env\.BASE_URL[^}]*\}\/posts\/\$\{post\.id\}\/#afterword`\}/.exec(
      readFileSync('docs/snippets.md', 'utf8'),
    ) ?? [];
  expect(readFileSync(join(folder, 'src/pages/index.astro'), 'utf8')).toContain(`href=${link}`);
  const { status, stderr } = spawnSync(process.execPath, [resolve('node_modules/astro/bin/astro.mjs'), 'build'], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', NO_COLOR: '1' },
  });
  expect(status, stderr).toBe(0);
  const list = readFileSync(join(folder, 'dist/index.html'), 'utf8');
  const links = [...list.matchAll(/href="([^"]*#afterword)"/g)].map(([, href]) => href);
  expect(links).toEqual(['/posts/first/#afterword', '/posts/second/#afterword']);
});
