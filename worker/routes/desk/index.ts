// The owner's pages: who comes in, and what every page has in common. They work without JavaScript; a GET changes
// nothing. Each page has a file of its own, mounted behind the sign-in below.
// Read next: routes/desk/inbox.ts for the first of them, routes/middleware/owner.ts for who may.

import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import type { Memory } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import { MAX_REQUEST_BYTES } from '../../rules/limits.ts';
import { DESK_FILES, versionOf } from '../../views/desk/desk-files.ts';
import { keptPage } from '../../views/desk/sign-in.ts';
import type { AppEnv } from '../context.ts';
import { bodyLimit } from '../middleware/body-limit.ts';
import { readForm } from '../middleware/form-body.ts';
import {
  countWrongTry,
  endSession,
  isToken,
  ownerHeaders,
  ownerOnly,
  requireSameOrigin,
  requireToken,
  startSession,
} from '../middleware/owner.ts';
import { siteName } from '../page-answers.ts';
import { answerWithPage, answerWithSignIn, deskPath, readKept } from './answers.ts';
import { deskAuthorRoutes } from './authors.ts';
import { deskDeviceRoutes } from './devices.ts';
import { deskDoctorRoutes } from './doctor.ts';
import { deskExportRoutes } from './export.ts';
import { deskImportRoutes } from './import.ts';
import { inboxRoutes } from './inbox.ts';
import { deskNoticeRoutes } from './notices.ts';
import { deskNumberRoutes } from './numbers.ts';
import { deskReaderRoutes } from './readers.ts';
import { deskRebuildRoutes } from './rebuild.ts';
import { deskSettingsRoutes } from './settings.ts';
import { deskThreadRoutes } from './threads.ts';
import { deskVerdictRoutes } from './verdicts.ts';
import { writingRoutes } from './writing.ts';

const PAGES = [
  inboxRoutes,
  deskVerdictRoutes,
  writingRoutes,
  deskThreadRoutes,
  deskAuthorRoutes,
  deskSettingsRoutes,
  deskNoticeRoutes,
  deskDeviceRoutes,
  deskReaderRoutes,
  deskRebuildRoutes,
  deskNumberRoutes,
  deskDoctorRoutes,
  deskImportRoutes,
  deskExportRoutes,
];

/** Addresses that only take forms. */
const POSTED_TO = [
  '/admin/',
  '/admin/sign-in',
  '/admin/sign-out',
  '/admin/sign-out-everywhere',
  '/admin/verdicts',
  '/admin/pins',
  '/admin/erase',
  '/admin/replies',
  '/admin/edits',
];

export function deskRoutes(memory: Memory): Hono<AppEnv> {
  const desk = new Hono<AppEnv>();
  desk.onError(answerWithPage);
  desk.use('/admin/*', ownerHeaders(), bodyLimit(MAX_REQUEST_BYTES));

  // ---- for everybody ----

  // The address that wrangler prints, and that Cloudflare's dashboard opens.
  desk.get('/', toInbox);

  for (const file of Object.values(DESK_FILES)) {
    desk.get(file.path, (c) => {
      const isThisVersion = c.req.query('v') === versionOf(file);
      c.header('Cache-Control', isThisVersion ? 'public, max-age=31536000, immutable' : 'no-cache');
      return c.body(file.text, 200, { 'Content-Type': file.type });
    });
  }

  desk.post('/admin/sign-in', async (c) => {
    requireToken(c);
    requireSameOrigin(c);
    const form = await readForm(c);
    const next = deskPath(c, form.get('next'));
    if (!(await isToken(c, form.get('token')?.trim() ?? ''))) {
      await countWrongTry(c);
      const kept = readKept(c, form.get('kept'));
      return answerWithSignIn(c, { next, problem: 'wrong', ...(kept && { kept }) });
    }
    await startSession(c, memory, form.get('keep') === '1');
    const kept = readKept(c, form.get('kept'));
    if (kept !== null) return c.html(keptPage(siteName(c), kept));
    return c.redirect(next, 303);
  });

  desk.post('/admin/sign-out', async (c) => {
    requireSameOrigin(c);
    await endSession(c, memory);
    return c.redirect('/admin', 303);
  });

  // Where a browser stands after a form was answered with a page, when its owner reloads or types.
  desk.on('GET', POSTED_TO, toInbox);

  // ---- for the owner ----

  desk.use('/admin/*', ownerOnly(memory));
  for (const routes of PAGES) desk.route('/', routes(memory));
  desk.all('/admin/*', refuseUnknown);
  return desk;
}

function toInbox(c: Context<AppEnv>): Response {
  return c.redirect('/admin', 303);
}

function refuseUnknown(): never {
  throw new ApiError('not_found');
}
