// An imitation of Cloudflare's interface for the guide: what wrangler asks of it while it deploys, in memory, with each
// failure that owners meet. wrangler is pointed to it by CLOUDFLARE_API_BASE_URL.

import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Fault {
  status: number;
  code: number;
  message: string;
}

export class Cloudflare {
  /** "GET /accounts/…", in the order of asking. */
  readonly asked: string[] = [];
  accounts = [{ id: 'a'.repeat(32), name: 'Ines' }];
  subdomain: string | null = 'ines';
  secrets: string[] = [];
  /** The worker as it was uploaded; null before. */
  uploaded: { name: string; metadata: string } | null = null;
  namespaces: { id: string; title: string }[] = [];
  /** By what the method and path hold: the first that fits answers. */
  faults: [asked: RegExp, fault: Fault][] = [];
  private server: Server | undefined;

  async start(): Promise<string> {
    this.server = createServer(async (request, response) => {
      const body = await bodyOf(request);
      const path = (request.url ?? '').replace(/^\/client\/v4/, '');
      const asked = `${request.method} ${path}`;
      this.asked.push(asked);
      const fault = this.faults.find(([pattern]) => pattern.test(asked))?.[1];
      const { status, json } = fault
        ? { status: fault.status, json: refusal(fault.code, fault.message) }
        : this.answer(request.method ?? 'GET', path.split('?')[0] ?? '', body);
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(json));
    });
    await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/client/v4`;
  }

  stop(): void {
    this.server?.closeAllConnections();
    this.server?.close();
  }

  private answer(method: string, path: string, body: string): { status: number; json: unknown } {
    const name = /\/workers\/(?:scripts|services)\/([^/]+)/.exec(path)?.[1];
    if (path === '/user') return good({ id: 'u', email: 'ines@blog.example' });
    if (path === '/user/tokens/verify') return good({ id: 't', status: 'active' });
    if (path === '/accounts') return good(this.accounts);
    if (path === '/memberships') return good(this.accounts.map((account) => ({ id: account.id, account })));
    if (path.endsWith('/workers/subdomain')) {
      return this.subdomain === null ? missing(10007, 'no subdomain') : good({ subdomain: this.subdomain });
    }
    if (path.endsWith('/storage/kv/namespaces')) {
      if (method !== 'POST') return good(this.namespaces);
      const made = { id: 'k'.repeat(32), title: String(JSON.parse(body).title) };
      this.namespaces.push(made);
      return good(made);
    }
    if (path.endsWith('/secrets')) {
      return this.uploaded
        ? good(this.secrets.map((each) => ({ name: each, type: 'secret_text' })))
        : missing(10007, `This Worker does not exist on your account.`);
    }
    if (path.endsWith('/assets-upload-session')) return good({ jwt: 'jwt', buckets: [] });
    if (path.endsWith('/subdomain')) return good({ enabled: true, previews_enabled: false });
    if (path.endsWith('/settings')) {
      const bindings = this.namespaces.map(({ id }) => ({ type: 'kv_namespace', name: 'COMMENTS', namespace_id: id }));
      return good({ bindings, compatibility_date: '2026-10-20', compatibility_flags: [], tags: [] });
    }
    // Of a worker that is there already, wrangler uploads a version and then deploys it.
    if (path.includes('/versions')) {
      return good({
        id: 'v',
        startup_time_ms: 5,
        resources: { script: { etag: 'e' } },
        metadata: { has_preview: false },
      });
    }
    if (path.endsWith('/schedules')) return good({ schedules: [] });
    if (path.endsWith('/deployments')) return good({ deployments: [], id: 'd' });
    if (path.includes('/workers/domains'))
      return good(path.includes('changeset') ? { added: [], removed: [], updated: [], conflicting: [] } : []);
    if (method === 'PUT' && name !== undefined && path.endsWith(`/scripts/${name}`)) {
      this.uploaded = { name, metadata: /name="metadata"[^{]*(\{.*\})/.exec(body)?.[1] ?? '' };
      if (body.includes('ADMIN_TOKEN')) this.secrets = ['ADMIN_TOKEN'];
      return good({ id: name, etag: 'e', startup_time_ms: 5, deployment_id: 'd', entry_point: 'index.js' });
    }
    if (path.includes('/workers/workers/')) {
      const worker = { id: 'w', name: 'afterword', subdomain: { enabled: true, previews_enabled: false } };
      return this.uploaded ? good(worker) : missing(10007, 'This Worker does not exist on your account.');
    }
    if (name !== undefined && this.uploaded === null)
      return missing(10007, 'This Worker does not exist on your account.');
    if (/\/environments\/[^/]+$/.test(path)) {
      return good({
        environment: 'production',
        script: { last_deployed_from: 'wrangler', compatibility_date: '2026-10-20' },
      });
    }
    if (/\/workers\/services\/[^/]+$/.test(path)) {
      return good({ default_environment: { environment: 'production', script: { last_deployed_from: 'wrangler' } } });
    }
    return good(method === 'GET' ? [] : {});
  }
}

function good(result: unknown): { status: number; json: unknown } {
  const info = Array.isArray(result) && {
    result_info: { page: 1, per_page: 100, count: result.length, total_count: result.length, total_pages: 1 },
  };
  return { status: 200, json: { success: true, errors: [], messages: [], result, ...info } };
}

function missing(code: number, message: string): { status: number; json: unknown } {
  return { status: 404, json: refusal(code, message) };
}

function refusal(code: number, message: string): unknown {
  return { success: false, errors: [{ code, message }], messages: [], result: null };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('latin1');
}
