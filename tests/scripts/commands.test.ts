// What the commands say when they cannot do their work: one clear sentence, no stack, exit code 1.

import { spawnSync } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WORKER_PORT } from '../../scripts/local/development.ts';

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', stdio: 'pipe' });
  return { status, said: `${stdout}${stderr}`.trim() };
}

describe('start, when a port is taken', () => {
  let server: Server;
  beforeAll(async () => {
    server = createServer();
    // It may be taken by a demo that runs just now, which does as well.
    await new Promise<void>((resolve) =>
      server.once('error', () => resolve()).listen(WORKER_PORT, '127.0.0.1', resolve),
    );
  });
  afterAll(() => void server.close());

  test('names the port and what to do', () => {
    expect(run('scripts/start.ts')).toEqual({
      status: 1,
      said: `Port ${WORKER_PORT} is taken by another program: stop that one, then run npm start again, or: npm start -- --port ${WORKER_PORT + 100}`,
    });
  });
});

describe('deploy, without a terminal to ask in', () => {
  test('asks for the address as a flag', () => {
    expect(run('scripts/deploy.ts')).toEqual({
      status: 1,
      said: 'Which blog is it for? Without a terminal to ask in, say so: npm run deploy -- --site https://example.com',
    });
  });

  test.each([
    [['--site', 'http://localhost:8788'], /^localhost:8788 is only on your machine\. [^\n]+$/],
    [['--site', 'https://example.com', '--domain', 'comments'], /^“comments” is not a name of a domain\. [^\n]+$/],
    [['--env', 'Wide World'], /^--env takes a short name, such as staging\.$/],
    [['--site', 'my blog'], /^“my blog” is not a web address\. [^\n]+$/],
    [['--sites', 'https://example.com'], /^Unknown option '--sites'[\s\S]*npm run deploy -- --site/],
  ])('says what is wrong with %j', (flags, words) => {
    const { status, said } = run('scripts/deploy.ts', ...flags);
    expect(said).toMatch(words);
    expect(status).toBe(1);
  });
});

describe.each(['start', 'deploy', 'upgrade', 'doctor', 'import', 'export'])('%s', (name) => {
  test.each(['--help', '-h'])('says what it knows when asked %s, and does nothing', (flag) => {
    const { status, said } = run(`scripts/${name}.ts`, flag);
    expect(status).toBe(0);
    expect(said).toContain(name === 'start' ? 'npm start' : `npm run ${name}`);
  });
});

test.each([
  [['--port', 'nine'], '--port takes a number'],
  [['--site', 'http://'], 'is not a web address'],
  [['--prt', '9000'], "Unknown option '--prt'"],
])('start says what is wrong with %j', (flags, words) => {
  const { status, said } = run('scripts/start.ts', ...flags);
  expect([status, said.includes(words)]).toEqual([1, true]);
});
