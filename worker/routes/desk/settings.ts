// The page of settings. Its form brings along what was on the page, so that only what the owner changed is saved: two
// tabs do not undo each other.
// Read next: actions/save-settings.ts, rules/requests/settings.ts for the checks, views/desk/settings.ts.

import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { endSessions } from '../../actions/desk/sessions.ts';
import { saveSettings } from '../../actions/save-settings.ts';
import { sitesOfVariable } from '../../actions/sites.ts';
import type { FieldProblems, SettingName } from '../../contract/index.ts';
import type { Memory, Scope } from '../../deps.ts';
import { parseSettings, SETTING_NAMES, siteSettings } from '../../rules/requests/settings.ts';
import { type SettingTexts, settingsPage } from '../../views/desk/settings.ts';
import { type AppEnv, scopeOf } from '../context.ts';
import { readForm } from '../middleware/form-body.ts';
import { forgetSession } from '../middleware/owner.ts';
import { siteName } from '../page-answers.ts';
import { oneOf } from './fields.ts';

export function deskSettingsRoutes(memory: Memory): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/admin/settings', (c) => {
      const said = oneOf(c.req.query('said') ?? null, ['saved', 'same']);
      return show(c, scopeOf(c, memory), said && { said });
    })
    .post('/admin/settings', async (c) => {
      const scope = scopeOf(c, memory);
      const form = await readForm(c);
      const sent = textsIn(form);
      const changed = SETTING_NAMES.filter((name) => sent[name] !== withPlainLines(form.get(`was-${name}`) ?? ''));
      const request = parseSettings(Object.fromEntries(changed.map((name) => [name, jsonOf(name, sent[name])])));
      if (!request.ok) return show(c, scope, { sent, problems: request.error });
      await saveSettings(scope, request.value);
      return c.redirect(`/admin/settings?said=${changed.length > 0 ? 'saved' : 'same'}`, 303);
    })
    .post('/admin/sign-out-everywhere', async (c) => {
      await endSessions(scopeOf(c, memory));
      forgetSession(c);
      return c.redirect('/admin', 303);
    });
}

async function show(
  c: Context<AppEnv>,
  { env, settings }: Scope,
  more: { said?: 'saved' | 'same'; sent?: SettingTexts; problems?: FieldProblems } | null,
): Promise<Response> {
  const saved = siteSettings(await settings());
  const { origins, anyPort } = sitesOfVariable(env);
  const all = [...origins, ...anyPort.map((host) => `${host}:*`)];
  return c.html(settingsPage({ site: siteName(c), saved, origins: all, ...more }), more?.problems ? 400 : 200);
}

function textsIn(form: URLSearchParams): SettingTexts {
  const entries = SETTING_NAMES.map((name) => [name, withPlainLines(form.get(name) ?? '').trim()]);
  return Object.fromEntries(entries) as SettingTexts;
}

/** A form's lines end in CR LF. */
function withPlainLines(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

/** A form's text as the JSON endpoint takes it; what is no number stays text, and is refused there. */
function jsonOf(name: SettingName, text: string): unknown {
  switch (name) {
    case 'maxLinks':
    case 'writesBeforeWork':
    case 'writesBeforeClosed':
      return numberOf(text);
    case 'closeAfterDays':
      return text === '' ? null : numberOf(text);
    case 'stop':
      return text === '1';
    case 'blockedWords':
      return text.split('\n');
    case 'sites':
      return text.split(/[\s,]+/);
    default:
      return text;
  }
}

function numberOf(text: string): number | string {
  const plain = text.replace(/[,\s]/g, '');
  return /^\d{1,9}$/.test(plain) ? Number(plain) : text;
}
