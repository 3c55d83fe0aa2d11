// GET /VERSION/lang/TAG.js: the widget's words for a page, where no file is called like the page's tag ("zh-Hant-HK").
// What is called so, as "de" or "iw", is a file and never comes here. A language that we have no words in is answered
// without words, which leaves the widget English, and browsers keep that as well: nobody asks for it at each page.
// Read next: widget/words/languages.ts, widget/language.ts.

import { Hono } from 'hono/tiny';
import { languageOf } from '../../../widget/words/languages.ts';
import type { Memory } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import type { AppEnv } from '../context.ts';

const HEADERS = {
  'Content-Type': 'text/javascript; charset=utf-8',
  'Access-Control-Allow-Origin': '*',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Cache-Control': 'public, max-age=31536000, immutable',
};

export function languageRoutes(_: Memory): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/:version{[0-9a-f]{8}}/lang/:file{[\\w-]+\\.js}', async (c) => {
    const { version, file } = c.req.param();
    const tag = file.replace(/\.js$/, '');
    const name = languageOf(tag);
    if (name === undefined) return c.body('export default {};\n', 200, HEADERS);
    // The binding looks at the path alone.
    const found = name === tag ? null : await c.env.ASSETS?.fetch(`https://assets.invalid/${version}/lang/${name}.js`);
    // Of a deploy that is not kept any more.
    if (!found?.ok || found.body === null) throw new ApiError('not_found');
    return c.body(found.body, 200, HEADERS);
  });
}
