// The inbox: its tabs, searched and filtered. Its forms are posted to verdicts.ts and writing.ts.
// Read next: actions/desk/inbox.ts for what is in it, views/desk/inbox.ts for how it is drawn, routes/desk/flash.ts
// for what is said.

import { Hono } from 'hono/tiny';
import { readInbox, readWriter } from '../../actions/desk/inbox.ts';
import type { Memory } from '../../deps.ts';
import { requireValid } from '../../errors.ts';
import { inboxPage } from '../../views/desk/inbox.ts';
import { readInboxView } from '../../views/desk/inbox-view.ts';
import { type AppEnv, scopeOf } from '../context.ts';
import { siteName } from '../page-answers.ts';
import { leftTab, readFailed, readFlash } from './flash.ts';

export function inboxRoutes(memory: Memory): Hono<AppEnv> {
  // Once something was published the first steps are over for good: no need to look again.
  let hasPublished = false;

  return new Hono<AppEnv>().get('/admin', async (c) => {
    const scope = scopeOf(c, memory);
    const url = new URL(c.req.url);
    const query = url.searchParams;
    const view = requireValid(readInboxView(query));
    const flash = await readFlash(scope, view.tab, query);
    const about = flash && flash.kind !== 'problem' ? flash.about : [];
    const [{ filter, writes, hasPublished: isPublished, ...inbox }, name] = await Promise.all([
      readInbox(scope, view, { left: leftTab(flash, view.tab), asksPublished: !hasPublished }),
      about.length === 1 && about[0] ? readWriter(scope, about[0]) : '',
    ]);
    hasPublished ||= isPublished === true;
    return c.html(
      inboxPage({
        ...inbox,
        site: siteName(c),
        view,
        failed: readFailed(query),
        ...(flash && { flash: flash.kind === 'problem' ? flash : { ...flash, name } }),
        ...(filter !== null && { filter }),
        ...(writes !== null && { writes }),
        ...(isPublished === false && { tag: `<script async src="${url.origin}/embed.js"></script>` }),
        now: scope.now,
      }),
    );
  });
}
