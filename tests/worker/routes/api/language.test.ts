// The widget's words for a page whose tag no file is called after.

import { describe, expect, it } from 'vitest';
import { TestWorker } from '../../help/as-reader.ts';

const VERSION = '0123abcd';

/** Files of one build. */
function filesOf(...names: string[]): Fetcher {
  return {
    async fetch(address: string) {
      const { pathname } = new URL(address);
      const isThere = names.some((name) => pathname === `/${VERSION}/lang/${name}.js`);
      return isThere ? new Response(`export default{code:'${pathname}'}`) : new Response(null, { status: 404 });
    },
  } as Fetcher;
}

describe('a page’s tag', () => {
  const worker = new TestWorker({ ASSETS: filesOf('zh', 'zh-tw', 'pt-br') });
  const at = (tag: string, version = VERSION) => worker.fetch(`/${version}/lang/${tag}.js?0`);

  it.each([
    ['zh-hant-hk', 'zh-tw'],
    ['zh_hans_cn', 'zh'],
    ['pt-br-x-formal', 'pt-br'],
  ])('%s is answered with %s, for good', async (tag, file) => {
    const answer = await at(tag);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain(`/lang/${file}.js`);
    expect(answer.headers.get('Content-Type')).toMatch(/^text\/javascript/);
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect(answer.headers.get('Cache-Control')).toContain('immutable');
  });

  it.each(['tlh', 'zhuang', 'constructor'])(
    'that is no language of ours is answered without words: %s',
    async (tag) => {
      const answer = await at(tag);
      expect([answer.status, await answer.text()]).toEqual([200, 'export default {};\n']);
      expect(answer.headers.get('Cache-Control')).toContain('immutable');
    },
  );

  it('is not found in a build that is not there any more, nor outside of one', async () => {
    expect((await at('pt-ao')).status).toBe(404);
    expect((await at('zh')).status).toBe(404);
    expect((await at('zh-hant-hk', '0123abce')).status).toBe(404);
    expect((await at('zh-hant-hk', 'api')).status).toBe(404);
    expect((await worker.fetch(`/${VERSION}/lang/..%2F..%2Fzh.js`)).status).toBe(404);
  });
});
