// As much of Cloudflare's API as `wrangler kv … --remote` asks for: namespaces, lists, bulk reads and bulk writes, in memory,
// with failures to order. https://developers.cloudflare.com/api/resources/kv/

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const KEYS_A_PAGE = 1_000;
const FAILURES: Record<number, { code: number; message: string }> = {
  403: { code: 10_000, message: 'Authentication error' },
  429: { code: 971, message: 'Please wait and consider throttling your request speed' },
};

export class CloudflareApi {
  readonly namespace = '0123456789abcdef0123456789abcdef';
  readonly values = new Map<string, { value: string; metadata?: unknown }>();
  /** Of each request: method and path behind the namespace. */
  readonly asked: string[] = [];
  /** Answers with this status instead, where it is one. */
  fail: (asked: string) => number | null = () => null;
  private readonly server: Server;
  private readonly title: string;

  constructor(title: string) {
    this.title = title;
    this.server = createServer((request, response) => void this.answer(request, response));
  }

  /** What wrangler has to have in its environment. */
  async listen(): Promise<Record<string, string>> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    const { port } = this.server.address() as AddressInfo;
    return {
      CLOUDFLARE_API_BASE_URL: `http://127.0.0.1:${port}/client/v4`,
      CLOUDFLARE_API_TOKEN: 'a-token-of-the-tests',
      CLOUDFLARE_ACCOUNT_ID: 'fedcba9876543210fedcba9876543210',
    };
  }

  close(): void {
    this.server.close();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://api');
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const path = /\/storage\/kv\/namespaces(?:\/[0-9a-f]+)?(.*)$/.exec(url.pathname)?.[1] ?? url.pathname;
    const asked = `${request.method} ${path}`;
    this.asked.push(asked);
    const send = (status: number, json: object) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
    };
    const status = this.fail(asked);
    if (status !== null) {
      const errors = [FAILURES[status] ?? { code: 10_001, message: 'Internal error' }];
      return send(status, { success: false, errors, messages: [], result: null });
    }
    const result = this.act(asked, url.searchParams, body);
    if (result === null) {
      return send(404, {
        success: false,
        errors: [{ code: 7003, message: `unknown: ${asked}` }],
        messages: [],
        result,
      });
    }
    send(200, { success: true, errors: [], messages: [], ...result });
  }

  private act(asked: string, query: URLSearchParams, body: string): { result: unknown; result_info?: object } | null {
    switch (asked) {
      case 'GET ':
        // wrangler asks for one page after the other until one is empty.
        return Number(query.get('page') ?? 1) > 1
          ? { result: [] }
          : { result: [{ id: this.namespace, title: this.title }] };
      case 'GET /keys': {
        const prefix = query.get('prefix') ?? '';
        const from = Number(query.get('cursor') ?? 0);
        const names = [...this.values.keys()].filter((name) => name.startsWith(prefix)).sort();
        const page = names.slice(from, from + KEYS_A_PAGE);
        const next = from + page.length;
        const result = page.map((name) => {
          const { metadata } = this.values.get(name)!;
          return { name, ...(metadata !== undefined && { metadata }) };
        });
        return { result, result_info: { count: page.length, cursor: next < names.length ? String(next) : '' } };
      }
      case 'POST /bulk/get': {
        const { keys } = JSON.parse(body) as { keys: string[] };
        return {
          result: { values: Object.fromEntries(keys.map((key) => [key, this.values.get(key)?.value ?? null])) },
        };
      }
      case 'PUT /bulk': {
        const pairs = JSON.parse(body) as { key: string; value: string; metadata?: unknown }[];
        for (const { key, ...pair } of pairs) this.values.set(key, pair);
        return { result: { successful_key_count: pairs.length, unsuccessful_keys: [] } };
      }
      default:
        return null;
    }
  }
}
