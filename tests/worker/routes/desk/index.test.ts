// The files of the desk’s pages.

import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { Browser, OwnerSide } from '../../help/as-owner.ts';
import { say } from '../../help/store-with.ts';

const kv = env.COMMENTS;

async function desk(side = new OwnerSide()): Promise<Browser> {
  return new Browser(side).signIn();
}

describe('the desk’s files', () => {
  it('may be kept for a year under the name that the pages use', async () => {
    const browser = await desk();
    const address = /href="(\/admin\/desk\.svg\?v=\w+)"/.exec(browser.html)?.[1] ?? '';
    const file = await browser.side.fetch(address);
    expect(file.status).toBe(200);
    expect(file.headers.get('Content-Type')).toContain('image/svg+xml');
    expect(file.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable');
    expect((await browser.side.fetch('/admin/desk.svg?v=old')).headers.get('Cache-Control')).toBe('no-cache');
  });

  it('are all there is of style and script: no page has any of its own', async () => {
    await say(kv, 1, { status: 'pending' });
    const browser = await desk();
    for (const path of ['/admin', '/admin?status=spam', '/admin/nothing']) {
      const html = (await browser.open(path)).html.replace(
        /<script type="module" src="\/desk\/desk\.js"><\/script>/,
        '',
      );
      expect(html).not.toMatch(/<style|<script|\sstyle=|\son\w+=|javascript:/);
    }
  });
});
