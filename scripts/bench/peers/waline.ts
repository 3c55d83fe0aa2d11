// Waline: its client and its server, with SQLite. Emoji, picture search and reader accounts, which it fetches from
// elsewhere, are off; the list of sign-in services, which it asks another host for on every request, is played here, at
// once.

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from '../../local/development.ts';
import { fileOf, pathOf, VERSIONS } from './install.ts';
import { passOn, plainRemark, remark, SHOWN, SIZES, type System, timeOf } from './system.ts';

const STATE = join(ROOT, '.tmp/bench-waline');
const PORT = 8809;
const SERVER = `http://127.0.0.1:${PORT}`;

export async function waline(): Promise<System> {
  seed();
  const services = createServer((_, response) => response.end('{"services":[]}'));
  await new Promise<void>((done) => services.listen(0, '127.0.0.1', done));
  const server = await start((services.address() as AddressInfo).port);
  const read = async (path: string) => {
    const answer = await fetch(`${SERVER}/api/comment?path=${path}&pageSize=10&page=1&lang=en&sortBy=insertedAt_desc`);
    return answer.text();
  };

  return {
    name: 'Waline',
    version: `${VERSIONS['@waline/client']}, server ${VERSIONS['@waline/vercel']}`,
    note: 'emoji, search and sign-in services off or played here; ten comments a request',
    embed: (origin) => `<link rel="stylesheet" href="${origin}/waline.css"><div id="waline"></div>
<script type="module">import { init } from '${origin}/waline.js';
init({ el: '#waline', serverURL: '${origin}', path: '/${SHOWN}', lang: 'en', emoji: false, search: false, imageUploader: false, login: 'disable' })</script>`,
    file: (path) => {
      if (path === '/waline.js') return { type: 'text/javascript', body: fileOf('@waline/client', 'dist/waline.js') };
      if (path === '/waline.css') return { type: 'text/css', body: fileOf('@waline/client', 'dist/waline.css') };
      return path.startsWith('/avatar') ? { type: 'image/svg+xml', body: new TextEncoder().encode(DISC) } : null;
    },
    answer: async (asked) => passOn(SERVER, asked),
    server: {
      read: async (size) => (await read(`/${size}`)).length,
      post: async (count) => {
        const answers = await Promise.all(
          Array.from({ length: count }, (_, n) =>
            fetch(`${SERVER}/api/comment`, {
              method: 'POST',
              headers: { 'Content-Type': 'application/json' },
              body: JSON.stringify({
                comment: plainRemark(n),
                nick: `Reader ${n}`,
                mail: `reader${n}@example.com`,
                url: '/burst',
                ua: '',
              }),
            }).then(
              async (answer) => answer.ok && ((await answer.json()) as { errno: number }).errno === 0,
              () => false,
            ),
          ),
        );
        const { data } = JSON.parse(await read('/burst')) as { data: { count: number } };
        return { acknowledged: answers.filter(Boolean).length, there: data.count };
      },
    },
    stop: async () => {
      server.kill('SIGTERM');
      services.close();
    },
  };
}

const DISC =
  '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><circle cx="20" cy="20" r="20" fill="#999"/></svg>';

async function start(services: number): Promise<ChildProcess> {
  const server = spawn(process.execPath, [pathOf('@waline/vercel', 'vanilla.js'), String(PORT)], {
    env: {
      ...process.env,
      SQLITE_PATH: STATE,
      SQLITE_DB: 'waline',
      JWT_TOKEN: 'bench',
      OAUTH_URL: `http://127.0.0.1:${services}`,
      IPQPS: '0',
      DISABLE_REGION: 'true',
      AKISMET_KEY: 'false',
      GRAVATAR_STR: '/avatar.svg',
    },
    stdio: 'ignore',
  });
  process.once('exit', () => server.kill('SIGTERM'));
  for (let tries = 0; tries < 100; tries++) {
    const isThere = await fetch(`${SERVER}/api/comment?path=/`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (isThere) return server;
    await sleep(200);
  }
  server.kill('SIGTERM');
  throw new Error('Waline did not start.');
}

/** The tables that its documentation asks for, and the same comments as the others have. */
function seed(): void {
  rmSync(STATE, { recursive: true, force: true });
  mkdirSync(STATE, { recursive: true });
  const database = new DatabaseSync(join(STATE, 'waline.sqlite'));
  const stamps = '"createdAt" TIMESTAMP, "updatedAt" TIMESTAMP';
  database.exec(`
    CREATE TABLE wl_Comment (id INTEGER PRIMARY KEY AUTOINCREMENT, user_id INTEGER, comment TEXT, "insertedAt" TIMESTAMP,
      ip TEXT, link TEXT, mail TEXT, nick TEXT, rid INTEGER, pid INTEGER, sticky NUMERIC, status TEXT, "like" INTEGER,
      ua TEXT, url TEXT, ${stamps});
    CREATE TABLE wl_Counter (id INTEGER PRIMARY KEY AUTOINCREMENT, time INTEGER, reaction0 INTEGER, url TEXT, ${stamps});
    CREATE TABLE wl_Users (id INTEGER PRIMARY KEY AUTOINCREMENT, display_name TEXT, email TEXT, password TEXT, type TEXT,
      label TEXT, url TEXT, avatar TEXT, github TEXT, ${stamps});
    BEGIN`);
  const insert = database.prepare(
    'INSERT INTO wl_Comment (comment, insertedAt, ip, link, mail, nick, status, ua, url, createdAt, updatedAt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  for (const size of SIZES) {
    for (let n = 0; n < size; n++) {
      const at = new Date(timeOf(n)).toISOString();
      insert.run(remark(n), at, '', '', `reader${n}@example.com`, `Reader ${n}`, 'approved', '', `/${size}`, at, at);
    }
  }
  database.exec('COMMIT');
  database.close();
}
