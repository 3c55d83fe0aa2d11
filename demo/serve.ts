// Serves the demo blog: the static files of this folder. It must stay a file server; the
// only change it makes is to put the ports in use into the addresses that the pages carry (tests run on others).

import { readFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { extname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const BLOG = 'http://localhost:8788';
const WORKER = 'http://localhost:8787';

// Also the list of what may be served: this folder holds the seeds and this file, too.
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

export interface DemoOptions {
  port: number;
  workerOrigin: string;
  /** The blog's own origin as its pages should name it; `http://localhost:<port>` unless given. */
  origin?: string;
  /** Further folders by the path each lies under, such as `/astro/`: the sites of the browser's tests. */
  folders?: Record<string, string>;
}

/** Listens on localhost and resolves with the server once it does; rejects when the port is taken. */
export async function serveDemo({ port, workerOrigin, origin, folders = {} }: DemoOptions): Promise<Server> {
  const blogOrigin = origin ?? `http://localhost:${port}`;
  const server = createServer(async (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
      return;
    }
    const file = await find(request.url ?? '/', folders);
    const html = file?.type.startsWith('text/html') ?? true;
    const bytes = file?.bytes ?? (await readFile(join(FOLDER, '404.html')));
    const body = html ? bytes.toString('utf8').replaceAll(WORKER, workerOrigin).replaceAll(BLOG, blogOrigin) : bytes;
    answer(response, file ? 200 : 404, file?.type ?? TYPES['.html']!, body, request.method === 'HEAD');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}

async function find(url: string, folders: Record<string, string>): Promise<{ bytes: Buffer; type: string } | null> {
  const under = Object.keys(folders).find((path) => url.startsWith(path));
  const path = under ? filePath(url.slice(under.length - 1), folders[under]) : filePath(url);
  const type = path && TYPES[extname(path)];
  if (!path || !type) return null;
  try {
    return { bytes: await readFile(path), type };
  } catch {
    return null; // no such file, or a folder: the visitor gets the 404 page either way
  }
}

/** The file an address asks for, or null where it would lead out of the folder. */
export function filePath(url: string, folder = FOLDER): string | null {
  let path: string;
  try {
    path = decodeURIComponent(url.split(/[?#]/, 1)[0]!);
  } catch {
    return null; // a stray % is not an address of ours
  }
  // Windows reads a backslash as a slash, and no name here has one; a NUL makes `readFile` throw.
  if (/[\\\0]/.test(path)) return null;
  const full = join(folder, path.endsWith('/') ? `${path}index.html` : path);
  return full.startsWith(folder.endsWith(sep) ? folder : folder + sep) ? full : null;
}

function answer(response: ServerResponse, status: number, type: string, body: string | Buffer, headOnly: boolean) {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
  });
  response.end(headOnly ? undefined : body);
}

// `node demo/serve.ts <port> <worker origin>`: for the browser's tests, which start it on ports of their own.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await serveDemo({ port: Number(process.argv[2] ?? 8788), workerOrigin: process.argv[3] ?? WORKER });
}
