// The worker as a command meets it: the product's own, over HTTP, with a store in memory and failures to order.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { memoryKv } from '../../scripts/local/memory-kv.ts';
import { createWorker } from '../../worker/worker.ts';

export const TOKEN = 'a-token-a-token-a-token-a-token-a-token-a-token';
export const SITE = 'https://blog.example';
export const NOW = Date.UTC(2026, 10, 23);

/** A status to answer with, or that the connection is cut before the worker is asked, or after it has done its work. */
export type Failure = number | 'cut before' | 'cut after';

export class ServedWorker {
  readonly kv = memoryKv();
  /** Of each request: method, path and query. */
  readonly asked: string[] = [];
  now = NOW;
  fail: (asked: string) => Failure | null = () => null;
  private readonly worker = createWorker({ now: () => this.now, random: (bytes: Uint8Array<ArrayBuffer>) => bytes });
  readonly env: Record<string, unknown> = { COMMENTS: this.kv, SITES: SITE, ADMIN_TOKEN: TOKEN };
  private readonly background: Promise<unknown>[] = [];
  private readonly server: Server = createServer((request, response) => void this.answer(request, response));

  /** Its address. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  /** As a reader asks, once everything that went on after the answers is done. */
  async get(path: string): Promise<Response> {
    await Promise.all(this.background.splice(0));
    return this.fetch(new Request(`http://localhost${path}`));
  }

  async keys(prefix = ''): Promise<string[]> {
    await Promise.all(this.background.splice(0));
    const { keys } = await this.kv.list({ prefix });
    return keys.map(({ name }) => name);
  }

  /** How many batches it was sent. */
  get posts(): number {
    return this.asked.filter((asked) => asked.startsWith('POST /api/admin/import')).length;
  }

  private async answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const asked = `${incoming.method} ${incoming.url}`;
    this.asked.push(asked);
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const failure = this.fail(asked);
    if (failure === 'cut before') return void outgoing.destroy();
    if (typeof failure === 'number') return void outgoing.writeHead(failure).end('{}');
    const method = incoming.method ?? 'GET';
    const request = new Request(`http://localhost${incoming.url}`, {
      method,
      headers: incoming.headers as Record<string, string>,
      ...(method === 'POST' && { body: Buffer.concat(chunks) }),
    });
    const response = await this.fetch(request);
    const body = Buffer.from(await response.arrayBuffer());
    if (failure === 'cut after') return void outgoing.destroy();
    outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(body);
  }

  private fetch(request: Request): Promise<Response> {
    const context = { waitUntil: (work: Promise<unknown>) => this.background.push(work), passThroughOnException() {} };
    return this.worker.fetch(request as never, this.env as never, context as never) as Promise<Response>;
  }
}
