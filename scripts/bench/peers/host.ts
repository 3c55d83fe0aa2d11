// Serves a page on one origin and the comment system on another, as on the web: everything compressed by Brotli (files
// as well as it goes, answers as an edge does it), and every byte of it counted.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { type Served, SHOWN, type System } from './system.ts';

export interface Host {
  page: string;
  /** What the system's origin has served since the last visit began, the page's own bytes aside, by address. */
  served: Map<string, Sent>;
  stop: () => Promise<void>;
}

export interface Sent {
  requests: number;
  raw: number;
  gzip: number;
  brotli: number;
}

export const NONE: Sent = { requests: 0, raw: 0, gzip: 0, brotli: 0 };
const ANY_ORIGIN = {
  'timing-allow-origin': '*',
  'access-control-allow-origin': '*',
  'access-control-allow-headers': '*',
  'access-control-allow-methods': 'GET, POST, PUT, DELETE, OPTIONS',
};

/** `port`: of the page, which a system may have to know. The comments are shown on the path that is their number. */
export async function host(system: System, port: number): Promise<Host> {
  const sent = new Map<string, Sent>();
  const packed = new Map<string, Uint8Array>();
  const theirs = createServer((request, response) => void serve(request, response));
  const origin = await listen(theirs);
  const pages = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(pageWith(system.embed(origin)));
  });
  const page = `${await listen(pages, port)}/${SHOWN}`;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '/';
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk as Uint8Array);
    const file = system.file(path);
    const asked = {
      method: request.method ?? 'GET',
      path,
      headers: request.headers as Record<string, string>,
      body: Buffer.concat(chunks),
    };
    const served = file ?? (request.method === 'OPTIONS' && !system.server ? nothing() : await system.answer(asked));
    const body = file ? pack(path, file.body) : compress(served.body, 4);
    sent.set(
      `${request.method} ${origin}${path}`,
      add(sent.get(`${request.method} ${origin}${path}`) ?? NONE, {
        requests: 1,
        raw: served.body.length,
        gzip: gzipSync(served.body, { level: 9 }).length,
        brotli: compress(served.body, 11).length,
      }),
    );
    response.writeHead(served.status ?? 200, {
      ...ANY_ORIGIN,
      ...served.headers,
      'content-type': served.type,
      ...(served.body.length > 0 && { 'content-encoding': 'br' }),
    });
    response.end(served.body.length > 0 ? body : undefined);
  }

  function pack(path: string, body: Uint8Array): Uint8Array {
    const before = packed.get(path);
    if (before) return before;
    const after = compress(body, 11);
    packed.set(path, after);
    return after;
  }

  return {
    page,
    served: sent,
    async stop() {
      theirs.closeAllConnections();
      pages.closeAllConnections();
      await Promise.all([theirs, pages].map((server) => new Promise((done) => server.close(done))));
      await system.stop?.();
    },
  };
}

export function add(a: Sent, b: Sent): Sent {
  return { requests: a.requests + b.requests, raw: a.raw + b.raw, gzip: a.gzip + b.gzip, brotli: a.brotli + b.brotli };
}

function nothing(): Served {
  return { status: 204, type: 'text/plain', body: new Uint8Array() };
}

/** In the worst place for the layout: the comments in the first screen, and a paragraph below them. */
function pageWith(embed: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A post</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<style>body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; font: 1.0625rem/1.6 Georgia, serif }</style></head>
<body><h1>A post</h1><p>Its words are few, so that what readers say of it stands in the first screen.</p>
${embed}
<footer><p>What stands below the comments, and is pushed down by them.</p></footer></body></html>`;
}

function compress(body: Uint8Array, quality: number): Uint8Array {
  return brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } });
}

function listen(server: Server, port = 0): Promise<string> {
  return new Promise((done) =>
    server.listen(port, '127.0.0.1', () => done(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)),
  );
}
