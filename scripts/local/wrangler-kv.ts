// The worker's KV namespace as wrangler reaches it from the owner's machine, local or deployed: for reading, a namespace of
// the same shape as the worker's own; for writing, many keys at a time. Read by scripts/import.ts.

import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { KVNamespace } from '@cloudflare/workers-types';
import type { Write } from '../../worker/store/kv/kv.ts';
import { ROOT, WRANGLER, WRANGLER_ENV } from './development.ts';

export interface Where {
  isRemote: boolean;
  /** Where wrangler keeps its local state, if not in .wrangler/state. */
  persistTo?: string | undefined;
  namespaceId?: string | undefined;
  /** How to wait so many milliseconds, if not by the clock. */
  pause?: ((milliseconds: number) => Promise<unknown>) | undefined;
}

/** Before each further try. Cloudflare's API takes 1,200 requests in five minutes and has its moments; wrangler itself tries once. */
const PAUSES = [2_000, 10_000, 30_000];
/** wrangler tells what Cloudflare said, and no status. These will be said again: who it is, which namespace, today's quota. */
const LASTING = /authenti|log ?in|permission|\[code: (?:6003|7003|9\d{3}|10000|10013|10026|10048)\]/i;
const OF_THE_API = /request to the Cloudflare API|fetch failed|socket hang up|ECONN|ETIMEDOUT|EAI_AGAIN|UND_ERR/;

/** `wrangler kv bulk get` takes so many keys. */
const GET = 100;
/** One `wrangler kv bulk put`; Cloudflare takes 10,000 pairs and 100 MB, and smaller pieces show that it goes on. */
const PUT_KEYS = 1_000;
const PUT_LENGTH = 20_000_000;

interface ListedKey {
  name: string;
  metadata?: unknown;
}

export class WranglerKv {
  private readonly where: Where;
  private readonly folder = mkdtempSync(join(tmpdir(), 'afterword-'));
  private readonly lists = new Map<string, Promise<ListedKey[]>>();
  private readonly values = new Map<string, string | null>();
  private target: string[] | null = null;
  private waiting: { key: string; value: string; metadata?: object }[] = [];
  private length = 0;

  constructor(where: Where) {
    this.where = where;
  }

  /** For the store's functions that only read. */
  get reader(): KVNamespace {
    return {
      list: async ({ prefix }: { prefix: string }) => {
        const keys = (await this.listed(prefix)).filter(({ name }) => name.startsWith(prefix));
        return { keys, list_complete: true, cacheStatus: null };
      },
      get: async (names: string[]) => {
        await this.fetch(names);
        return new Map(names.map((name) => [name, this.values.get(name) ?? null]));
      },
    } as unknown as KVNamespace;
  }

  /** Takes writes in their order, and passes them on whenever there are enough for one go: true then. */
  async add(writes: Write[]): Promise<boolean> {
    let hasWritten = false;
    for (const { key, value, metadata } of writes) {
      const text = JSON.stringify(value);
      if (this.waiting.length >= PUT_KEYS || this.length + text.length > PUT_LENGTH) {
        await this.flush();
        hasWritten = true;
      }
      this.waiting.push({ key, value: text, ...(metadata && { metadata }) });
      this.length += text.length;
    }
    return hasWritten;
  }

  async flush(): Promise<void> {
    if (this.waiting.length === 0) return;
    await this.wrangler(['bulk', 'put', this.file('put.json', this.waiting)]);
    this.waiting = [];
    this.length = 0;
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Every key of a kind at once: a list for each thread would start wrangler anew each time. */
  private listed(prefix: string): Promise<ListedKey[]> {
    const kind = `${prefix.split(':', 1)[0]}:`;
    const known = this.lists.get(kind);
    if (known) return known;
    const list = this.list(kind);
    this.lists.set(kind, list);
    return list;
  }

  private async list(prefix: string): Promise<ListedKey[]> {
    const keys: ListedKey[] = JSON.parse(await this.wrangler(['key', 'list', '--prefix', prefix]));
    // They will all be asked for, one thread after the other.
    await this.fetch(keys.map(({ name }) => name).filter((name) => name.endsWith(':index')));
    return keys;
  }

  private async fetch(names: string[]): Promise<void> {
    const missing = [...new Set(names)].filter((name) => !this.values.has(name));
    for (let i = 0; i < missing.length; i += GET) {
      const piece = missing.slice(i, i + GET);
      const answer = await this.wrangler(['bulk', 'get', this.file('get.json', piece)]);
      const found: Record<string, { value: string | null } | string | null> = JSON.parse(answer);
      for (const name of piece) {
        const pair = found[name] ?? null;
        this.values.set(name, typeof pair === 'object' ? (pair?.value ?? null) : pair);
      }
    }
  }

  private file(name: string, content: unknown): string {
    const path = join(this.folder, name);
    writeFileSync(path, JSON.stringify(content), { mode: 0o600 });
    return path;
  }

  private async wrangler(args: string[]): Promise<string> {
    this.target ??= await this.findTarget();
    return this.run(['kv', ...args, ...this.target]);
  }

  /** Reading again changes nothing, and writing again puts the same keys. */
  private async run(args: string[]): Promise<string> {
    const { isRemote, pause = (milliseconds) => setTimeout(milliseconds) } = this.where;
    for (const milliseconds of isRemote ? PAUSES : []) {
      try {
        return await run(args);
      } catch (error) {
        const { message } = error as Error;
        if (LASTING.test(message) || !OF_THE_API.test(message)) throw error;
        await pause(milliseconds);
      }
    }
    return run(args);
  }

  private async findTarget(): Promise<string[]> {
    const { isRemote, persistTo, namespaceId } = this.where;
    if (!isRemote) {
      return ['--binding', 'COMMENTS', '--local', ...(persistTo === undefined ? [] : ['--persist-to', persistTo])];
    }
    if (namespaceId !== undefined) return ['--namespace-id', namespaceId, '--remote'];
    const toml = readFileSync(join(ROOT, 'wrangler.toml'), 'utf8');
    const found = namespaceIn(await this.run(['kv', 'namespace', 'list']), workerName(toml));
    if (found === null) {
      throw new Error(
        'The namespace was not found. Deploy first, or name it: --namespace-id (npx wrangler kv namespace list)',
      );
    }
    return ['--namespace-id', found, '--remote'];
  }
}

/** wrangler.toml names no id: deploying made the namespace, and called it by the worker and the binding. */
export function namespaceIn(list: string, worker: string): string | null {
  const namespaces: { id: string; title: string }[] = JSON.parse(list.slice(list.indexOf('[')));
  const plain = (title: string) => title.toLowerCase().replaceAll('_', '-');
  return namespaces.find(({ title }) => plain(title) === `${worker}-comments`)?.id ?? null;
}

function workerName(toml: string): string {
  return /^name = "([^"]+)"/m.exec(toml)?.[1] ?? 'afterword';
}

async function run(args: string[]): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [WRANGLER, ...args], {
      cwd: ROOT,
      // What it lists, it logs: at a quieter level it would say nothing.
      env: { ...process.env, ...WRANGLER_ENV, WRANGLER_LOG: 'log', NO_COLOR: '1', FORCE_COLOR: '0' },
      maxBuffer: 1024 * 1024 * 1024,
    });
    return stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`wrangler ${args.slice(0, 3).join(' ')} did not go through:\n${`${stdout}${stderr}`.trim()}`);
  }
}
