// The part of /admin/notices that is about readers: whether they are told of replies by mail, and a test of it.
// Read next: actions/notices/reader-mail-state.ts, views/desk/reader-notices.ts.

import { Hono } from 'hono/tiny';
import { switchReadersOff, switchReadersOn } from '../../actions/notices/reader-mail-state.ts';
import { testReaderMail } from '../../actions/notices/test-notice.ts';
import { cleanLine, isEmail } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
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
        const said = 'Not switched on: there is no mail to tell them by.';
        return showNotices(c, memory, { said, isProblem: true }, 400);
      }
      return c.redirect('/admin/notices?said=saved', 303);
    })
    .get('/admin/notices/readers/test', toNotices)
    .post('/admin/notices/readers/test', async (c) => {
      const refuse = (said: string) => showNotices(c, memory, { said, isProblem: true }, 400);
      const to = cleanLine((await readForm(c)).get('to') ?? '');
      if (!isEmail(to)) return refuse('That e-mail address looks incomplete.');
      const sent = await testReaderMail(scopeOf(c, memory), to);
      if (sent === null) return refuse('There is no mail to send it by.');
      if (sent.ok) return showNotices(c, memory, { said: `Sent. The answer: ${sent.answer}` });
      return showNotices(c, memory, { said: `It did not go out. The answer: ${sent.answer}`, isProblem: true });
    });
}
