// What strangers can do without anybody's leave, each in the dearest way there is: one step is what one address does
// next, again and again. `true`: it was let. What costs nothing when it is refused is refused for good.
// Read next: scripts/bench/attack/day.ts, which has them done all day.

import { type Answer, type AttackedSite, SITE } from './site.ts';

export type Step = (site: AttackedSite, address: string, n: number) => Promise<Answer>;

export interface Act {
  name: string;
  /** Made anew for each day: it may remember. */
  begin: () => Step;
  /** A page view is one read, and those are not counted. */
  isPageView?: true;
  /** It asks nothing of KV but the settings, once a minute: then one request a minute says what many do. */
  isFree?: true;
}

const REFUSED: Answer = { status: 429, json: null, text: '' };
/** An author key that nobody has. */
const keyOf = (address: string, n: number) => `${address}-${n}`.replaceAll('.', '-').padEnd(24, 'x');
const idOf = (n: number) => `01JD${String(n).padStart(22, '0')}`;
const query = (pages: string[]) => pages.map((page) => `page=${encodeURIComponent(page)}`).join('&');
const hundred = (origin: string, n: number) => Array.from({ length: 100 }, (_, i) => `${origin}/${n * 100 + i}`);

/** Of each address: a comment of its own, and how often something was done with it. */
interface Own {
  id: string;
  key: string;
  thread: string;
  times: number;
}

function post(site: AttackedSite, address: string, n: number, more: object = {}): Promise<Answer> {
  const page = `${SITE}/flood-${n % 50}`;
  return site.post(address, { page, key: keyOf(address, n), body: `Flood ${address} ${n}`, ...more });
}

export const ACTS: Act[] = [
  {
    name: 'counts',
    begin: () => (site, address, n) => site.fetch(address, 'GET', `/api/counts?${query(hundred(SITE, n))}`),
  },
  {
    name: 'counts of other sites’ pages',
    begin: () => (site, address, n) =>
      site.fetch(address, 'GET', `/api/counts?${query(hundred(`https://p${n}.example`, n))}`),
  },
  {
    name: 'pages of other sites',
    begin: () => (site, address, n) =>
      site.fetch(address, 'GET', `/api/thread?${query([`https://other.example/${n}`])}`),
    isPageView: true,
  },
  {
    name: 'mine',
    begin: () => (site, address, n) => {
      const ids = Array.from({ length: 20 }, (_, i) => idOf(n * 20 + i));
      return site.fetch(address, 'POST', '/api/mine', { thread: 'x'.repeat(22), key: keyOf(address, 0), ids });
    },
  },
  {
    name: 'previews',
    isFree: true,
    begin: () => (site, address) => site.fetch(address, 'POST', '/api/preview', { body: 'x' }),
  },
  {
    name: 'tickets',
    isFree: true,
    begin: () => (site, address) => site.fetch(address, 'POST', '/api/tickets', { page: `${SITE}/post` }),
  },
  { name: 'comments', begin: () => post },
  { name: 'comments in the trap', begin: () => (site, address, n) => post(site, address, n, { subject: 'x' }) },
  {
    name: 'one comment sent again and again',
    begin: () => {
      const tickets = new Map<string, { ticket: string; id: string; bits: number }>();
      return async (site, address) => {
        const ticket = tickets.get(address) ?? (await site.ticket(address, `${SITE}/post`));
        if (ticket === null) return REFUSED;
        if (!tickets.has(address)) site.now += 2_100;
        tickets.set(address, ticket);
        const words = { key: keyOf(address, 0), name: 'Reader', body: `Flood ${address}` };
        // At once: none of them sees another yet.
        const answers = await Promise.all(Array.from({ length: 5 }, () => site.send(address, ticket, words)));
        return answers.find(({ status }) => status === 201) ?? answers[0]!;
      };
    },
  },
  {
    name: 'comments that are withdrawn',
    begin: () => async (site, address, n) => {
      const answer = await post(site, address, n);
      if (answer.status !== 201) return answer;
      const thread = await site.aside(() => site.threadOf(`${SITE}/flood-${n % 50}`));
      return site.fetch(address, 'DELETE', `/api/comments/${answer.json.comment.id}`, {
        thread,
        key: keyOf(address, n),
      });
    },
  },
  {
    name: 'edits',
    begin: () => {
      const own = new Map<string, Own>();
      return async (site, address, n) => {
        const mine = own.get(address);
        if (mine && mine.times++ < 19) {
          const { thread, key } = mine;
          return site.fetch(address, 'PUT', `/api/comments/${mine.id}`, { thread, key, body: `Other words ${n}` });
        }
        const answer = await post(site, address, n);
        if (answer.status !== 201) return answer;
        const thread = await site.aside(() => site.threadOf(`${SITE}/flood-${n % 50}`));
        own.set(address, { id: answer.json.comment.id, key: keyOf(address, n), thread, times: 0 });
        return answer;
      };
    },
  },
  {
    name: 'likes',
    begin: () => async (site, address, n) => {
      const { id, thread } = await firstComment(site);
      return site.fetch(address, 'PUT', `/api/comments/${id}/like`, { thread, key: keyOf(address, n) });
    },
  },
  {
    name: 'reports',
    begin: () => async (site, address, n) => {
      const { id, thread } = await firstComment(site);
      return site.fetch(address, 'POST', `/api/comments/${id}/report`, { thread, reason: `Because ${address} ${n}` });
    },
  },
  {
    name: 'presses of a mail’s links',
    begin: () => {
      let token: string | null = null;
      return async (site, address, n) => {
        token ??= await site.aside(() => linkOf(site));
        const form = new URLSearchParams({ token, ...(n % 2 === 0 && { all: '1' }) });
        return site.fetch(address, 'POST', '/subscription', form);
      };
    },
  },
];

async function firstComment(site: AttackedSite): Promise<{ id: string; thread: string }> {
  return site.aside(async () => {
    const { json } = await site.owner('GET', `/api/thread?${query([`${SITE}/post`])}`);
    return { id: json?.comments?.[0]?.id ?? idOf(0), thread: json?.thread ?? 'x'.repeat(22) };
  });
}

/** A stranger's comment with an address is approved, its address confirmed, and a reply told: that mail has a link. */
async function linkOf(site: AttackedSite): Promise<string> {
  const page = `${SITE}/answered`;
  const written = await site.post('203.0.113.99', {
    page,
    key: keyOf('mail', 0),
    body: 'Tell me',
    email: 'a@a.example',
  });
  await site.approve(written, page);
  const tokenIn = () => /token=(\S+)/.exec(site.mails.at(-1) ?? '')?.[1];
  const mail = async () => {
    const before = site.mails.length;
    for (let n = 0; n < 15 && site.mails.length === before; n++) {
      site.now += 5 * 60_000;
      await site.sweep();
    }
    return decodeURIComponent(tokenIn()!);
  };
  const asked = await mail();
  await site.fetch('203.0.113.99', 'POST', '/subscription', new URLSearchParams({ token: asked }));
  const { json } = await site.owner('GET', `/api/thread?${query([page])}`);
  const reply = await site.post('203.0.113.98', {
    page,
    key: keyOf('mail', 1),
    body: 'Told',
    ...{ parent: json.comments[0].id },
  });
  if (reply.json.status !== 'approved') await site.approve(reply, page);
  return mail();
}
