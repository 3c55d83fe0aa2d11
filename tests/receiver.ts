// The other side of notices: a real HTTP server in Node, which the worker's tests talk to from inside workerd. Its
// first path segment says how it behaves, the second keeps the tests apart: /ok/KEY, /down/KEY (503), /busy/KEY (429),
// /stall/KEY (never answers), /moved/KEY (redirects), /moody/KEY (503 twice, then 200), /201/KEY and the like (that
// status). GET /seen/KEY tells what came.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Received {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string;
  /** The same as base64, for what is no text. */
  bytes: string;
}

interface Project {
  provide(name: 'receiver', value: string): void;
}

/** For vitest: starts before the project's tests, and ends after them. */
export default async function startReceiver(project: Project): Promise<() => Promise<void>> {
  const seen = new Map<string, Received[]>();
  const server = createServer(async (request, response) => {
    const path = request.url ?? '/';
    const [, behaviour, key = ''] = path.split(/[/?]/);
    if (behaviour === 'seen') return response.end(JSON.stringify(seen.get(key) ?? []));
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const whole = Buffer.concat(pieces);
    const [body, bytes] = [whole.toString(), whole.toString('base64')];
    const headers = request.headers as Record<string, string>;
    const received = [...(seen.get(key) ?? []), { method: request.method ?? '', path, headers, body, bytes }];
    seen.set(key, received);
    if (behaviour !== undefined && /^\d{3}$/.test(behaviour)) return response.writeHead(Number(behaviour)).end();
    switch (behaviour) {
      case 'stall':
        return;
      case 'down':
        return response.writeHead(503).end('out of order');
      case 'busy':
        return response.writeHead(429, { 'Retry-After': '7200' }).end('slow down');
      case 'moved':
        return response.writeHead(302, { Location: `/ok/${key}-stolen` }).end();
      case 'moody':
        return received.length <= 2 ? response.writeHead(503).end() : response.end('at last');
      default:
        return response.end('thanks');
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  project.provide('receiver', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
}
