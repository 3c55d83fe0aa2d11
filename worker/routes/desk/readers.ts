// The part of /admin/notices that is about readers: whether they are told of replies by mail. Switched off, the site pays
// nothing for it and the form asks for no address.
// Read next: actions/doctor/readers.ts, views/desk/reader-notices.ts, ../tell-readers.ts.

import { Hono } from 'hono/tiny';
import { readReaderPost } from '../../actions/reader-mail.ts';
import { cleanLine, isEmail } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import { readerTest } from '../../notify/reader-words.ts';
import { acceptNoticeSettings } from '../../store/outbox/owner.ts';
import type { AppEnv } from '../context.ts';
import { readForm } from './answers.ts';
import { showNotices, toNotices } from './notices.ts';

export function deskReaderRoutes(deps: Memory): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/admin/notices/readers', toNotices)
    .post('/admin/notices/readers', async (c) => {
      const readers = (await readForm(c)).get('on') === '1';
      if (readers && typeof (await readReaderPost(c.env, deps)) === 'string') {
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
      const post = isEmail(to) ? await readReaderPost(c.env, deps) : null;
      if (post === null || typeof post === 'string') {
        const said = post === null ? 'That e-mail address looks incomplete.' : 'There is no mail to send it by.';
        return showNotices(c, deps, { said, isProblem: true }, 400);
      }
      const sent = await post.send(to, readerTest(post.site));
      if (sent.ok) return showNotices(c, deps, { said: `Sent. The answer: ${sent.answer}` });
      return showNotices(c, deps, { said: `It did not go out. The answer: ${sent.answer}`, isProblem: true });
    });
}
