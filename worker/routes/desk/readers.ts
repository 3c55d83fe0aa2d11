// The part of /admin/notices that is about readers: whether they are told of replies by mail. Switched off, the site
// pays nothing for it and the form asks for no address.
// Read next: views/desk/reader-notices.ts, actions/notices/tell-readers.ts.

import { Hono } from 'hono/tiny';
import { readReaderMail } from '../../actions/notices/reader-mail.ts';
import { cleanLine, isEmail } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import { readerTest } from '../../notify/reader-words.ts';
import { acceptNoticeSettings } from '../../store/outbox/owner.ts';
import { type AppEnv, scopeOf } from '../context.ts';
import { readForm } from './answers.ts';
import { showNotices, toNotices } from './notices.ts';

export function deskReaderRoutes(deps: Memory): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/admin/notices/readers', toNotices)
    .post('/admin/notices/readers', async (c) => {
      const readers = (await readForm(c)).get('on') === '1';
      if (readers && typeof (await readReaderMail(scopeOf(c, deps))) === 'string') {
        const said = 'Not switched on: there is no mail to tell them by.';
        return showNotices(c, deps, { said, isProblem: true }, 400);
      }
      // Links in mails need the worker's own address, which is known where its owner stands.
      const { origin } = new URL(c.req.url);
      await acceptNoticeSettings(c.env.COMMENTS, { readers, ...(readers && { noticesOrigin: origin }) });
      deps.settings.learn({ readers });
      return c.redirect('/admin/notices?said=saved', 303);
    })
    .get('/admin/notices/readers/test', toNotices)
    .post('/admin/notices/readers/test', async (c) => {
      const to = cleanLine((await readForm(c)).get('to') ?? '');
      const mail = isEmail(to) ? await readReaderMail(scopeOf(c, deps)) : null;
      if (mail === null || typeof mail === 'string') {
        const said = mail === null ? 'That e-mail address looks incomplete.' : 'There is no mail to send it by.';
        return showNotices(c, deps, { said, isProblem: true }, 400);
      }
      const sent = await mail.send(to, readerTest(mail.site));
      if (sent.ok) return showNotices(c, deps, { said: `Sent. The answer: ${sent.answer}` });
      return showNotices(c, deps, { said: `It did not go out. The answer: ${sent.answer}`, isProblem: true });
    });
}
