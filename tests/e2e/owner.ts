// The owner for the browser's tests: signed in once, since signing in is limited to five tries a minute, also here; and
// comments that wait, on pages of their own so that no other test counts them.

import { type APIRequestContext, type Browser, type BrowserContextOptions, expect, type Page } from '@playwright/test';
import { type CommentAnswer, ENDPOINTS, type Thread, type TicketAnswer } from '../../worker/contract/index.ts';
import { BLOG, TOKEN, WORKER } from './places.ts';

export const DESK = `${WORKER}${ENDPOINTS.desk}`;

type State = Exclude<BrowserContextOptions['storageState'], string | undefined>;
let session: State | null = null;

/** A page of somebody signed in, on the inbox. */
export async function ownersPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  session ??= await signedIn(browser);
  const context = await browser.newContext({ ...options, storageState: session });
  const page = await context.newPage();
  await page.goto(DESK);
  await expect(page.getByRole('link', { name: /^Waiting/ })).toBeVisible();
  return page;
}

/** The next one signs in anew. */
export function forgetSession(): void {
  session = null;
}

async function signIn(page: Page): Promise<void> {
  await page.goto(DESK);
  await page.getByLabel('Token').fill(TOKEN);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('link', { name: /^Waiting/ })).toBeVisible();
}

async function signedIn(browser: Browser): Promise<State> {
  const context = await browser.newContext();
  await signIn(await context.newPage());
  const state = await context.storageState();
  await context.close();
  return state;
}

/** A page that has no other comments; nothing needs to be there for them to be written. */
export function pageOf(name: string): { page: string; title: string } {
  return { page: `${BLOG}/posts/${name}.html`, title: `The page of ${name}` };
}

/** Writes comments there, each by somebody new, so that all of them wait; in this order. */
export async function leaveComments(
  request: APIRequestContext,
  place: { page: string; title: string },
  comments: { name: string; body: string }[],
): Promise<void> {
  const send = async <T>(path: string, data: object): Promise<T> => {
    const answer = await request.post(`${WORKER}${path}`, { data, headers: { origin: BLOG } });
    expect(answer.status(), await answer.text()).toBe(201);
    return (await answer.json()) as T;
  };
  const tickets: TicketAnswer[] = [];
  for (const _ of comments) tickets.push(await send<TicketAnswer>(ENDPOINTS.tickets, place));
  const last = Date.parse(tickets.at(-1)?.notBefore ?? '');
  await expect.poll(() => Date.now() - last, { intervals: [200] }).toBeGreaterThan(0);
  for (const [i, { name, body }] of comments.entries()) {
    const key = crypto.randomUUID().replaceAll('-', '');
    const answer = await send<CommentAnswer>(ENDPOINTS.comments, { ticket: tickets[i]?.ticket, key, name, body });
    expect(answer.status).toBe('pending');
  }
}

/** The thread as readers get it. */
export async function threadAt(request: APIRequestContext, page: string): Promise<Thread> {
  const answer = await request.get(`${WORKER}${ENDPOINTS.thread}?page=${encodeURIComponent(page)}`);
  return (await answer.json()) as Thread;
}

/** The names of those whose comments readers see. */
export async function namesAt(request: APIRequestContext, page: string): Promise<string[]> {
  const { comments } = await threadAt(request, page);
  return comments.filter(({ gone }) => gone === undefined).map(({ author }) => author.name);
}
