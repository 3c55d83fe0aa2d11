// The part of /admin/notices that is about readers: whether they are told of replies by mail, and a test of it.
// Read next: actions/notices/reader-mail-state.ts, views/desk/notices/reader-notices.ts.

import { Hono } from 'hono/tiny';
import { switchReadersOff, switchReadersOn } from '../../actions/notices/reader-mail-state.ts';
import { testReaderMail } from '../../actions/notices/test-notice.ts';
import { cleanLine, isEmail } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import { noticesWords as words } from '../../views/desk/words/notices.ts';
import { fill } from '../../views/desk/words/words.ts';
import { type AppEnv, scopeOf } from '../context.ts';
import { readForm } from '../middleware/form-body.ts';
import { showNotices, toNotices } from './notices.ts';

export function deskReaderRoutes(memory: Memory): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/admin/notices/readers', toNotices)
    .post('/admin/notices/readers', async (c) => {
      const scope = scopeOf(c, memory);
      if ((await readForm(c)).get('on') !== '1') await switchReadersOff(scope);
      // Links in mails need the worker's own address, which is known where its owner stands.
      else if (!(await switchReadersOn(scope, new URL(c.req.url).origin))) {
        const said = words.notOn;
        return showNotices(c, memory, { said, isProblem: true }, 400);
      }
      return c.redirect('/admin/notices?said=saved', 303);
    })
    .get('/admin/notices/readers/test', toNotices)
    .post('/admin/notices/readers/test', async (c) => {
      const refuse = (said: string) => showNotices(c, memory, { said, isProblem: true }, 400);
      const to = cleanLine((await readForm(c)).get('to') ?? '');
      if (!isEmail(to)) return refuse(words.wrongFrom);
      const sent = await testReaderMail(scopeOf(c, memory), to);
      if (sent === null) return refuse(words.noMail);
      if (sent.ok) return showNotices(c, memory, { said: fill(words.sent, { title: sent.answer }) });
      return showNotices(c, memory, { said: fill(words.notOut, { title: sent.answer }), isProblem: true });
    });
}
