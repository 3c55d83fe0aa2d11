// /admin/notices: the owner says where notices go, and tries it.
// Read next: actions/notices/notice-settings.ts, views/desk/notices/notice-page.ts, actions/notices/tell-owner.ts.

import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { lastTries, type NoticeChange, readNoticeSetUp, saveNotices } from '../../actions/notices/notice-settings.ts';
import { readReaderMailState } from '../../actions/notices/reader-mail-state.ts';
import { readRebuildState } from '../../actions/notices/rebuild.ts';
import { testAddress } from '../../actions/notices/test-notice.ts';
import { waitingFeedPath } from '../../actions/reading/feed.ts';
import { cleanLine } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import { type NoticePage, noticePage } from '../../views/desk/notices/notice-page.ts';
import { noticesWords as words } from '../../views/desk/words/notices.ts';
import { fill } from '../../views/desk/words/words.ts';
import { type AppEnv, scopeOf } from '../context.ts';
import { readForm } from '../middleware/form-body.ts';
import { siteName } from '../page-answers.ts';

const SAID: Record<string, string> = {
  saved: words.saved,
  added: words.deviceAdded,
  removed: words.deviceRemoved,
};

export function deskNoticeRoutes(memory: Memory): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/admin/notices', (c) => {
      const asked = c.req.query('said') ?? '';
      const said = Object.hasOwn(SAID, asked) ? SAID[asked] : undefined;
      return showNotices(c, memory, said === undefined ? {} : { said });
    })
    .post('/admin/notices', async (c) => {
      const form = readChange(await readForm(c));
      const problems = await saveNotices(scopeOf(c, memory), form, new URL(c.req.url).origin);
      if (problems.length === 0) return c.redirect('/admin/notices?said=saved', 303);
      const said = words.notSaved;
      return showNotices(c, memory, { form, problems, said, isProblem: true }, 400);
    })
    .get('/admin/notices/test', toNotices)
    .post('/admin/notices/test', async (c) => {
      const sent = await testAddress(scopeOf(c, memory));
      if (sent === null) return showNotices(c, memory, { said: words.nowhere, isProblem: true }, 400);
      if (sent.ok) return showNotices(c, memory, { said: fill(words.sent, { title: sent.answer }) });
      return showNotices(c, memory, { said: fill(words.notArrived, { title: sent.answer }), isProblem: true });
    });
}

/** Where a browser stands after a test was answered, when its owner reloads. */
export function toNotices(c: Context<AppEnv>): Response {
  return c.redirect('/admin/notices', 303);
}

function readChange(form: URLSearchParams): NoticeChange {
  const text = (name: string) => cleanLine(form.get(name) ?? '');
  return {
    to: text('to'),
    about: form.get('about') === 'all' ? 'all' : 'waiting',
    hourly: form.get('hourly') === '1',
    mailFrom: text('mailFrom'),
    mailKey: text('mailKey'),
    forgetKey: form.get('forgetKey') === '1',
    hasDevices: form.get('devices') === '1',
  };
}

export async function showNotices(
  c: Context<AppEnv>,
  memory: Memory,
  {
    wrongRebuildTo,
    ...more
  }: Partial<Pick<NoticePage, 'form' | 'problems' | 'said' | 'isProblem'>> & { wrongRebuildTo?: string },
  status: 200 | 400 = 200,
): Promise<Response> {
  const scope = scopeOf(c, memory);
  const { origin } = new URL(c.req.url);
  const [setUp, feed, { log, ...readers }, rebuild] = await Promise.all([
    readNoticeSetUp(scope, { added: c.req.queries('device'), gone: c.req.query('gone') }),
    waitingFeedPath(scope),
    readReaderMailState(scope),
    readRebuildState(scope),
  ]);
  return c.html(
    noticePage({
      site: siteName(c),
      ...setUp,
      feed: `${origin}${feed ?? ''}`,
      readers: { ...readers, ...lastTries(log), now: scope.now },
      rebuild: { ...rebuild, ...lastTries(rebuild.log), wrong: wrongRebuildTo, now: scope.now },
      problems: [],
      now: scope.now,
      ...more,
    }),
    status,
  );
}
