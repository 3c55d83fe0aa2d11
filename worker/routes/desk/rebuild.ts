// The part of /admin/notices that is about the site: a hook that builds it anew when its comments have changed.
// Read next: actions/notices/rebuild.ts, views/desk/notices/rebuild.ts.

import { Hono } from 'hono/tiny';
import { saveRebuild } from '../../actions/notices/rebuild.ts';
import { cleanLine } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import { noticesWords as words } from '../../views/desk/words/notices.ts';
import { type AppEnv, scopeOf } from '../context.ts';
import { readForm } from '../middleware/form-body.ts';
import { showNotices, toNotices } from './notices.ts';

export function deskRebuildRoutes(memory: Memory): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/admin/notices/rebuild', toNotices).post('/admin/notices/rebuild', async (c) => {
    const to = cleanLine((await readForm(c)).get('rebuildTo') ?? '');
    if (await saveRebuild(scopeOf(c, memory), to)) return c.redirect('/admin/notices?said=saved', 303);
    return showNotices(c, memory, { wrongRebuildTo: to, said: words.notSaved, isProblem: true }, 400);
  });
}
