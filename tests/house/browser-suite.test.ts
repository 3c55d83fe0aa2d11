// The browser's suite says why its servers do not start: which port is taken and by which program, or what a server
// said before it died.

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../../scripts/local/development.ts';
import { holderOf } from '../../scripts/local/port-holder.ts';
import { started } from '../e2e/start-servers.ts';
import { isAlive } from '../memory-folder.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'servers-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A program of these lines. */
function program(name: string, text: string): string {
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, text);
  return file;
}

/** Something of ours that listens, for as long as it takes. */
async function listening(run: (port: number) => Promise<void>): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await run((server.address() as AddressInfo).port);
  } finally {
    server.close();
  }
}

describe('a port that is taken', () => {
  it('is named, with the program that holds it', () =>
    listening(async (port) => {
      const child = spawn(process.execPath, ['tests/e2e/servers.ts', '1'], {
        cwd: ROOT,
        env: { ...process.env, E2E_PORT: String(port) },
      });
      let said = '';
      child.stderr.on('data', (data) => {
        said += data;
      });
      const code = await new Promise((resolve) => child.once('close', resolve));
      expect(code).toBe(1);
      expect(said).toContain(`Port ${port} is taken by `);
      expect(said).toContain(`(process ${process.pid})`);
      expect(said).toContain('E2E_PORT=');
    }));

  it('has a holder as long as somebody listens there', async () => {
    let free = 0;
    await listening(async (port) => {
      free = port;
      expect(holderOf(port)).toMatch(new RegExp(`\\S+ \\(process ${process.pid}\\)$`));
    });
    expect(holderOf(free)).toBeNull();
  });
});

describe('servers that do not start', () => {
  it('are told of in their own last words where they die', async () => {
    const dying = program(
      'dying',
      "console.log('Building'); console.error('no such file: embed.js'); process.exit(3);",
    );
    await expect(started(dying)).rejects.toThrow(/ended with 3\.(.|\n)*no such file: embed\.js/);
  });

  it('are told of in their own last words where they never answer', async () => {
    const waiting = program('waiting', "console.log('Waiting for the network'); setInterval(() => {}, 1_000);");
    await expect(started(waiting, 3_000)).rejects.toThrow(/within 3 s\.\nWaiting for the network$/);
  });

  it('are told of after the tests where they died while these ran', async () => {
    const pidFile = join(folder, 'pid');
    const text = `import { writeFileSync } from 'node:fs';
      writeFileSync(${JSON.stringify(pidFile)}, String(process.pid));
      console.error('out of memory');
      process.send('ready', () => process.exit(9));`;
    const end = await started(program('leaving', text));
    const pid = Number(readFileSync(pidFile, 'utf8'));
    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
    await expect(end()).rejects.toThrow(/ended with 9 while the tests ran\.\nout of memory$/);
  });

  it('are ended after the tests where all went well', async () => {
    const end = await started(program('staying', "process.send('ready'); setInterval(() => {}, 1_000);"));
    await expect(end()).resolves.toBeUndefined();
  });
});
