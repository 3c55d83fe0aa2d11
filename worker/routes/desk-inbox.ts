// The inbox: its tabs, and the form of a verdict. The form's POST ends in a redirect, so that a reload repeats nothing;
// what is said afterwards is in the address that it leads to, signed where it offers an Undo.
// Read next: views/inbox.ts for what is drawn, judge.ts for what a verdict does, rules/undo.ts.

import { type Context, Hono } from 'hono';
import type { AppDeps, AppEnv } from '../app-env.ts';
import {
  ERROR_CODES,
  type ErrorCode,
  ID_PATTERN,
  type OwnerComment,
  parseVerdicts,
  TABS,
  type Tab,
  THREAD_PATTERN,
  VERDICTS,
} from '../contract/index.ts';
import { ApiError } from '../errors.ts';
import { checkNotice, type SignedNotice, signNotice } from '../rules/notice.ts';
import { undoOf } from '../rules/undo.ts';
import { readComment, readComments, wordsOf } from '../store/comments.ts';
import { countPending, listInbox } from '../store/inbox.ts';
import { textOf } from '../views/body.ts';
import { ACTS, type Act, inboxPage, type Notice, tabAddress } from '../views/inbox.ts';
import { readForm, siteName } from './desk-answers.ts';
import { judge } from './judge.ts';

const LABEL = 'afterword notice v1';
const MANY = 1_000;
const MAX_CURSOR = 1_000;
const GLIMPSE = 100;

export function inboxRoutes(deps: AppDeps): Hono<AppEnv> {
  // Once something was published the first steps are over for good: no need to look again.
  let hasPublished = false;

  return new Hono<AppEnv>()
    .get('/admin', async (c) => {
      const kv = c.env.COMMENTS;
      const query = new URL(c.req.url).searchParams;
      const { tab, cursor } = readPlace(query);
      const [page, said] = await Promise.all([listInbox(kv, { status: tab, cursor }), readSaid(c, deps, query)]);
      // A list may lag behind the verdict just given.
      const comments = page.comments.filter(({ id }) => id !== said?.leaves);
      const isWhole = tab === 'pending' && cursor === null && page.cursor === null;
      const [waiting, answers, isFirstVisit] = await Promise.all([
        isWhole ? comments.length : countPending(kv),
        tab === 'pending' ? readAnswers(c, comments) : new Map<string, string>(),
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
          ...(said && { status: said.notice }),
          ...(isFirstVisit && { tag: `<script async src="${new URL(c.req.url).origin}/embed.js"></script>` }),
          now: deps.runtime.now(),
        }),
      );
    })
    .post('/admin/verdicts', async (c) => {
      const form = await readForm(c);
      const { tab, cursor } = readPlace(form);
      const leadTo = (say: Record<string, string>, row = '') =>
        c.redirect(withQuery(tabAddress(tab, cursor), say) + (ID_PATTERN.test(row) ? `#comment-${row}` : ''), 303);
      const request = parseVerdicts(readVerdict(form, tab));
      const target = request.ok ? request.value.comments[0] : undefined;
      if (!request.ok || target === undefined) return leadTo({ problem: 'invalid_request' });

      const isUndo = form.has('undo');
      const before = isUndo ? null : await readComment(c.env.COMMENTS, target);
      const code = (await judge(c, deps, request.value)).failed[0]?.code;
      if (code === 'unavailable') throw new ApiError('unavailable');
      if (code !== undefined) return leadTo({ problem: code }, target.id);
      if (before === null) return leadTo({ done: 'undone' }, target.id);

      const undo = undoOf(request.value.verdict, { status: before.settled.status, hide: before.entry.hide?.d, tab });
      const notice = { done: form.get('verdict') ?? '', thread: target.thread, id: target.id, undo };
      const keys = await deps.secrets.signingKeys(c.env, LABEL);
      const signature = keys ? await signNotice(keys.sign, { ...notice, tab }) : '';
      return leadTo({ ...notice, signature }, form.get('next') ?? '');
    });
}

// ---- what the address and the form say; nothing of it is trusted ----

function readPlace(query: URLSearchParams): { tab: Tab; cursor: string | null } {
  const tab = oneOf(query.get('status') ?? query.get('tab'), TABS) ?? 'pending';
  return { tab, cursor: query.get('cursor')?.slice(0, MAX_CURSOR) || null };
}

/** A form's fields as the request that the JSON endpoint takes. */
function readVerdict(form: URLSearchParams, tab: Tab): unknown {
  const button = form.get('verdict');
  const isMe = button === 'me';
  const verdict = isMe ? (tab === 'pending' ? 'approve' : 'restore') : button;
  // In the other tabs the row shows what is public, which a waiting edit is not: hiding the comment hides both.
  const names = verdict === 'approve' || tab === 'pending';
  return {
    comments: [{ thread: form.get('thread'), id: form.get('id'), ...(names && { words: form.get('words') }) }],
    verdict,
    ...(isMe && { me: true }),
    ...(form.get('me') === 'false' && { me: false }),
  };
}

function oneOf<T extends string>(text: string | null, allowed: readonly T[]): T | null {
  return allowed.find((each) => each === text) ?? null;
}

function withQuery(address: string, query: Record<string, string>): string {
  return `${address}${address.includes('?') ? '&' : '?'}${new URLSearchParams(query)}`;
}

// ---- what the inbox says beside its rows ----

interface Said {
  notice: Notice;
  /** The comment that the action took off this tab. */
  leaves?: string;
}

async function readSaid(c: Context<AppEnv>, deps: AppDeps, query: URLSearchParams): Promise<Said | null> {
  const code = oneOf<ErrorCode>(query.get('problem'), ERROR_CODES);
  if (code !== null) return { notice: { kind: 'problem', code } };
  if (query.get('done') === 'undone') return { notice: { kind: 'undone' } };
  const signed = readSigned(query);
  const keys = signed && (await deps.secrets.signingKeys(c.env, LABEL));
  if (!keys || !(await checkNotice(keys.verify, signed, query.get('signature') ?? ''))) return null;

  const { done, thread, id, undo, tab } = signed;
  const state = await readComment(c.env.COMMENTS, { thread, id });
  if (state === null) return null;
  const { name } = wordsOf(state, state.settled.newest);
  const notice = { kind: 'done', act: done, name, undo: { thread, id, verdict: undo, me: done === 'me' } } as const;
  return done === 'me' && tab === 'approved' ? { notice } : { notice, leaves: id };
}

function readSigned(query: URLSearchParams): (SignedNotice & { done: Act }) | null {
  const done = oneOf(query.get('done'), ACTS);
  const undo = oneOf(query.get('undo'), VERDICTS);
  const [thread, id] = [query.get('thread') ?? '', query.get('id') ?? ''];
  if (done === null || undo === null || !THREAD_PATTERN.test(thread) || !ID_PATTERN.test(id)) return null;
  return { done, thread, id, undo, tab: readPlace(query).tab };
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
    if (state && words?.name) lines.set(state.id, `${words.name}: ${glimpse(textOf(words.body))}`);
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
  const { comments, cursor } = await listInbox(c.env.COMMENTS, { status: 'approved', limit: 5 });
  return comments.length === 0 && cursor === null;
}
