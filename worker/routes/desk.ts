// The owner's pages: sign-in, the inbox and its forms. They work without JavaScript. A GET changes nothing; a form's POST
// ends in a redirect, so that a reload repeats nothing, and what it says afterwards is in the address it leads to.
// Read next: middleware/owner.ts for who may, views/inbox.ts for what is drawn, routes/judge.ts for what a verdict does.

import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { AppDeps, AppEnv } from '../app-env.ts';
import {
  ERROR_CODES,
  type ErrorCode,
  ID_PATTERN,
  MAX_REQUEST_BYTES,
  type OwnerComment,
  parseVerdicts,
  TABS,
  type Tab,
  THREAD_PATTERN,
  VERDICTS,
  type Verdict,
} from '../contract/index.ts';
import { ApiError, statusOf, toApiError } from '../errors.ts';
import {
  bringsSession,
  countSignIn,
  endSession,
  isLocal,
  isToken,
  ownerHeaders,
  ownerOnly,
  requireSameOrigin,
  requireToken,
  startSession,
} from '../middleware/owner.ts';
import { parseSites } from '../rules/sites.ts';
import { undoOf } from '../rules/undo.ts';
import { adminTokens } from '../secrets.ts';
import { readComment, readComments, wordsOf } from '../store/comments.ts';
import { countPending, listInbox } from '../store/inbox.ts';
import { textOf } from '../views/body.ts';
import { DESK_FILES, versionOf } from '../views/desk-files.ts';
import { closedPage, failurePage, type SignIn, signInPage } from '../views/door.ts';
import { ACTS, type Act, inboxPage, type Notice, tabAddress } from '../views/inbox.ts';
import { judge } from './judge.ts';

const MANY = 1_000;
const GLIMPSE = 100;

export function deskRoutes(deps: AppDeps): Hono<AppEnv> {
  const desk = new Hono<AppEnv>();
  // Once something was published the first steps are over for good: no need to look again.
  let hasPublished = false;

  desk.onError(answerWithPage);
  desk.use('/admin/*', ownerHeaders(), bodyLimit({ maxSize: MAX_REQUEST_BYTES, onError: refuseLarge }));

  // ---- for everybody ----

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
    await countSignIn(c);
    const form = await readForm(c);
    const next = deskPath(c, form.get('next'));
    if (!(await isToken(c, form.get('token')?.trim() ?? ''))) return answerWithSignIn(c, { next, problem: 'wrong' });
    await startSession(c, deps, form.get('keep') === '1');
    return c.redirect(next, 303);
  });

  desk.post('/admin/sign-out', (c) => {
    requireSameOrigin(c);
    endSession(c);
    return c.redirect('/admin', 303);
  });

  // Where a browser stands after a form was answered with a page, when its owner reloads or types.
  desk.on('GET', ['/admin/', '/admin/sign-in', '/admin/sign-out', '/admin/verdicts'], (c) => c.redirect('/admin', 303));

  // ---- for the owner ----

  desk.use('/admin/*', ownerOnly(deps));

  desk.get('/admin', async (c) => {
    const kv = c.env.COMMENTS;
    const asked = readPlace(new URL(c.req.url).searchParams);
    const { tab, cursor } = asked;
    const page = await listInbox(kv, { status: tab, cursor });
    // A list may lag behind the verdict just given.
    const comments = page.comments.filter((comment) => comment.id !== asked.leaves);
    const isWhole = tab === 'pending' && cursor === null && page.cursor === null;
    const [waiting, answers, status, isFirstVisit] = await Promise.all([
      isWhole ? comments.length : countPending(kv),
      tab === 'pending' ? readAnswers(c, comments) : new Map<string, string>(),
      readNotice(c, asked),
      isWhole && !hasPublished ? isNothingPublished(c) : false,
    ]);
    hasPublished ||= isWhole && !isFirstVisit;
    return c.html(
      inboxPage({
        site: siteName(c),
        tab,
        waiting: waiting >= MANY ? null : waiting,
        comments,
        answers,
        cursor,
        nextCursor: page.cursor,
        ...(status && { status }),
        ...(isFirstVisit && { tag: `<script async src="${new URL(c.req.url).origin}/embed.js"></script>` }),
        now: deps.runtime.now(),
      }),
    );
  });

  desk.post('/admin/verdicts', async (c) => {
    const form = await readForm(c);
    const { tab, cursor } = readPlace(form);
    const given = readVerdict(form, tab);
    const request = parseVerdicts(given);
    if (!request.ok) return c.redirect(withQuery(tabAddress(tab, cursor), { problem: 'invalid_request' }), 303);
    const [target] = request.value.comments;
    if (target === undefined) throw new ApiError('invalid_request');
    const isUndo = form.has('undo');
    const before = isUndo ? null : await readComment(c.env.COMMENTS, target);

    const { failed } = await judge(c, deps, request.value);
    const code = failed[0]?.code;
    if (code === 'unavailable') throw new ApiError('unavailable');
    if (code !== undefined) {
      return c.redirect(`${withQuery(tabAddress(tab, cursor), { problem: code })}#comment-${target.id}`, 303);
    }
    if (isUndo)
      return c.redirect(`${withQuery(tabAddress(tab, cursor), { done: 'undone' })}#comment-${target.id}`, 303);
    const { verdict } = request.value;
    const undo = before && undoOf(verdict, { status: before.settled.status, hide: before.entry.hide?.d, tab });
    const next = form.get('next') ?? '';
    return c.redirect(
      withQuery(tabAddress(tab, cursor), {
        done: form.get('verdict') ?? verdict,
        thread: target.thread,
        id: target.id,
        ...(undo && { undo }),
      }) + (ID_PATTERN.test(next) ? `#comment-${next}` : ''),
      303,
    );
  });

  desk.all('/admin/*', () => {
    throw new ApiError('not_found');
  });

  return desk;
}

// ---- what the address and the forms say ----

interface Place {
  tab: Tab;
  cursor: string | null;
  done: Act | 'undone' | null;
  problem: ErrorCode | null;
  target: { thread: string; id: string } | null;
  undo: Verdict | null;
  /** The comment that the action took off this tab. */
  leaves: string | null;
}

/** From the query of the inbox's address; a form has the first two as well. Nothing in it is trusted. */
function readPlace(query: URLSearchParams): Place {
  const oneOf = <T extends string>(name: string, allowed: readonly T[]): T | null =>
    allowed.find((each) => each === query.get(name)) ?? null;
  const tab = oneOf('status', TABS) ?? oneOf('tab', TABS) ?? 'pending';
  const done = oneOf('done', [...ACTS, 'undone'] as const);
  const [thread, id] = [query.get('thread') ?? '', query.get('id') ?? ''];
  const target = THREAD_PATTERN.test(thread) && ID_PATTERN.test(id) ? { thread, id } : null;
  const leaves = target !== null && done !== null && done !== 'undone' && !(done === 'me' && tab === 'approved');
  return {
    tab,
    cursor: query.get('cursor')?.slice(0, MANY) || null,
    done,
    problem: oneOf('problem', ERROR_CODES),
    target,
    undo: oneOf('undo', VERDICTS),
    leaves: leaves ? target.id : null,
  };
}

/** A form's fields as the request that the JSON endpoint takes. */
function readVerdict(form: URLSearchParams, tab: Tab): unknown {
  const button = form.get('verdict');
  const verdict = button === 'me' ? 'approve' : button;
  // In the other tabs the row shows what is public, which a waiting edit is not: hiding the comment hides both.
  const names = verdict === 'approve' || tab === 'pending';
  return {
    comments: [{ thread: form.get('thread'), id: form.get('id'), ...(names && { words: form.get('words') }) }],
    verdict,
    ...(button === 'me' && { me: true }),
    ...(form.get('me') === 'false' && { me: false }),
  };
}

async function readForm(c: Context<AppEnv>): Promise<URLSearchParams> {
  // Not text(): the runtime warns that a form's type is no text.
  return new URLSearchParams(new TextDecoder().decode(await c.req.arrayBuffer()));
}

function withQuery(address: string, query: Record<string, string>): string {
  return `${address}${address.includes('?') ? '&' : '?'}${new URLSearchParams(query)}`;
}

/** A path of the desk's, whatever was asked for: sign-in leads nowhere else. */
function deskPath(c: Context<AppEnv>, path: string | null): string {
  const own = new URL(c.req.url).origin;
  if (path === null || !URL.canParse(path, own)) return '/admin';
  const url = new URL(path, own);
  const isDesk = url.origin === own && (url.pathname === '/admin' || url.pathname.startsWith('/admin/'));
  return isDesk ? url.pathname + url.search : '/admin';
}

// ---- what the inbox says beside its rows ----

async function readNotice(c: Context<AppEnv>, place: Place): Promise<Notice | undefined> {
  const { done, problem, target, undo } = place;
  if (problem !== null) return { kind: 'problem', code: problem };
  if (done === 'undone') return { kind: 'undone' };
  if (done === null || target === null) return undefined;
  const state = await readComment(c.env.COMMENTS, target);
  if (state === null) return undefined;
  const { name } = wordsOf(state, state.settled.newest);
  return { kind: 'done', act: done, name, ...(undo && { undo: { ...target, verdict: undo, me: done === 'me' } }) };
}

/** What the replies among these answer, in a line each. */
async function readAnswers(c: Context<AppEnv>, comments: OwnerComment[]): Promise<Map<string, string>> {
  const refs = new Map(
    comments.flatMap(({ thread, parent }) => (parent === null ? [] : [[parent, { thread, id: parent }]])),
  );
  const states = await readComments(c.env.COMMENTS, [...refs.values()]);
  const lines = new Map<string, string>();
  for (const state of states) {
    const words = state && wordsOf(state, state.settled.shown ?? state.settled.newest);
    if (words?.name) lines.set(state!.id, `${words.name}: ${glimpse(textOf(words.body))}`);
  }
  return new Map(
    comments.flatMap(({ id, parent }) => {
      const line = parent === null ? undefined : lines.get(parent);
      return line === undefined ? [] : [[id, line]];
    }),
  );
}

function glimpse(text: string): string {
  const letters = [...text];
  return letters.length > GLIMPSE ? `${letters.slice(0, GLIMPSE).join('').trimEnd()}…` : text;
}

async function isNothingPublished(c: Context<AppEnv>): Promise<boolean> {
  const { comments, cursor } = await listInbox(c.env.COMMENTS, { status: 'approved' });
  return comments.length === 0 && cursor === null;
}

/** What the owner calls the place: the host of the first site. */
function siteName(c: Context<AppEnv>): string {
  const [first] = parseSites(c.env.SITES).origins;
  return first === undefined ? 'Afterword' : new URL(first).host;
}

// ---- when it does not go well ----

function refuseLarge(): never {
  throw new ApiError('too_large');
}

async function answerWithPage(thrown: unknown, c: Context<AppEnv>): Promise<Response> {
  const site = siteName(c);
  const { code, details } = toApiError(thrown, c);
  if (details.retryAfter !== undefined) c.header('Retry-After', String(details.retryAfter));
  if (adminTokens(c.env).length === 0) return c.html(closedPage(site), 503);
  const isSignIn = c.req.path === '/admin/sign-in';
  if (code === 'rate_limited' && isSignIn) return answerWithSignIn(c, { next: '/admin', problem: 'too_often' });
  if (code === 'unauthorized') return answerToStranger(c);
  const isVerdict = c.req.method === 'POST' && c.req.path === '/admin/verdicts';
  const again = isVerdict && code === 'unavailable' && { action: c.req.path, fields: [...(await readForm(c))] };
  return c.html(failurePage(site, { code, ...(again && { again }) }), statusOf(code));
}

function answerToStranger(c: Context<AppEnv>): Response | Promise<Response> {
  const isGet = c.req.method === 'GET' || c.req.method === 'HEAD';
  const { pathname, search } = new URL(c.req.url);
  const broughtSession = bringsSession(c);
  return answerWithSignIn(c, {
    next: isGet ? deskPath(c, pathname + search) : '/admin',
    ...(broughtSession && { problem: 'signed_out' }),
    again: isGet && !broughtSession && c.req.header('Sec-Fetch-Site') === 'cross-site',
  });
}

function answerWithSignIn(c: Context<AppEnv>, page: Omit<SignIn, 'site' | 'filled'>): Response | Promise<Response> {
  // Only where nobody but the developer can ask: the token is the whole of the owner's power.
  const filled = c.env.DEVELOPMENT === 'true' && isLocal(c) ? adminTokens(c.env)[0] : undefined;
  const status = page.problem === 'too_often' ? 429 : 401;
  return c.html(signInPage({ site: siteName(c), ...page, ...(filled !== undefined && { filled }) }), status);
}
