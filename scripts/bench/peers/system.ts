// What the bench beside others asks of each comment system: how a page embeds it, what its server answers, and what it
// is called. A system whose server cannot be had from npm is its real client on answers of ours, which come at once, so
// that its times are a lower bound.

export interface System {
  name: string;
  /** The version that was measured. */
  version: string;
  /** What a reader of the table must know. */
  note?: string;
  /** What goes into the page, given the system's own origin. */
  embed: (origin: string) => string;
  /** A file of the system's; null where there is none of that path. */
  file: (path: string) => Served | null;
  /** What else its origin answers: played here, or asked of its server. */
  answer: (request: Asked) => Promise<Served> | Served;
  /** A server of its own, where there is one. */
  server?: Server;
  stop?: () => Promise<void>;
}

export interface Served {
  status?: number;
  type: string;
  body: Uint8Array;
  headers?: Record<string, string>;
}

export interface Asked {
  method: string;
  /** Path and query. */
  path: string;
  headers: Record<string, string>;
  body: Uint8Array;
}

/** How a system's own server is read and written, without a browser. */
export interface Server {
  /** Reads a thread of so many comments, as its client does first; gives the bytes of the answer. */
  read: (size: number) => Promise<number>;
  /** Posts so many comments at once to one page; how many were acknowledged, and how many the page then has. */
  post: (count: number) => Promise<{ acknowledged: number; there: number }>;
}

/** Threads that every server has, by the number of their comments. */
export const SIZES = [20, 200, 2_000];

/** The thread that the page shows. */
export const SHOWN = 20;

/** Words by which the page's clock knows a comment. */
export const PROBE = 'a remark to look for';

/** As people write: about 300 characters, some Markdown. The newest is number 0. */
export function remark(n: number): string {
  return `This is ${PROBE}, number ${n}. It says *a little* less than it takes to say it, as [most remarks](https://example.com/${n}) do; but somebody took the time to write it under a post that was worth the time, and somebody else will read it, **perhaps twice**, and then answer with another one that is as long as this one is.`;
}

/** The same, drawn, for systems that keep HTML. */
export function remarkHtml(n: number): string {
  return `<p>${remark(n)
    .replace(/\*\*(.+?)\*\*/g, '<strong>$1</strong>')
    .replace(/\*(.+?)\*/g, '<em>$1</em>')
    .replace(/\[(.+?)\]\((.+?)\)/g, '<a href="$2">$1</a>')}</p>`;
}

/** Of a burst: a link by somebody new waits for the owner, and so does what is longer than two seconds' typing. */
export function plainRemark(n: number): string {
  return `Number ${n} of all who write at once.`;
}

/** Milliseconds since 1970: an hour between two. */
export function timeOf(n: number): number {
  return Date.UTC(2026, 10, 1, 12) - n * 3_600_000;
}

export function json(value: unknown): Served {
  return { type: 'application/json; charset=utf-8', body: new TextEncoder().encode(JSON.stringify(value)) };
}

/** Asks a server on this machine what the browser asked its origin. */
export async function passOn(server: string, { method, path, headers, body }: Asked): Promise<Served> {
  const {
    host: _host,
    connection: _connection,
    'accept-encoding': _encoding,
    'content-length': _length,
    ...rest
  } = headers;
  const hasBody = method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS';
  const answer = await fetch(server + path, {
    method,
    headers: { ...rest, 'accept-encoding': 'identity' },
    ...(hasBody && { body }),
    redirect: 'manual',
  });
  const kept = [...answer.headers].filter(([name]) => /^(?:access-control-|etag|cache-control|vary)/.test(name));
  return {
    status: answer.status,
    type: answer.headers.get('content-type') ?? 'text/plain',
    body: new Uint8Array(await answer.arrayBuffer()),
    headers: Object.fromEntries(kept),
  };
}
