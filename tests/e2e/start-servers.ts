// Playwright's global setup: starts servers.ts, waits until all of them answer, and ends them after the last test.
// Where they do not start, or die while the tests run, it says what they said last, and not only that nothing answered.

import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../../scripts/local/development.ts';

const PATIENCE = 120_000;
const LINES = 30;

export default function startServers(): Promise<() => Promise<void>> {
  return started(join(ROOT, 'tests/e2e/servers.ts'));
}

/**
 * Resolves once the program has sent a message, with what ends it; rejects with its last lines where it does not come
 * so far.
 */
export function started(program: string, patience = PATIENCE): Promise<() => Promise<void>> {
  const child = spawn(process.execPath, [program], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const said = new LastLines(child);
  const ended = new Promise<string>((resolve) => {
    child.once('close', (code, signal) => resolve(`ended with ${code ?? signal}`));
  });
  const failed = (what: string) => new Error(`The servers of the browser’s suite: ${what}.\n${said}`);
  let isDead = false;
  child.once('exit', () => {
    isDead = true;
  });
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(failed(`not all of them answered within ${patience / 1_000} s`));
    }, patience);
    void ended.then((how) => {
      clearTimeout(timer);
      reject(failed(how));
    });
    child.once('message', () => {
      clearTimeout(timer);
      resolve(async () => {
        if (isDead) throw failed(`${await ended} while the tests ran`);
        child.kill('SIGTERM');
        const forced = setTimeout(() => child.kill('SIGKILL'), 3_000);
        await ended;
        clearTimeout(forced);
      });
    });
  });
}

/** What a program said last, on either way out. */
export class LastLines {
  private text = '';

  constructor({ stdout, stderr }: Pick<ChildProcess, 'stdout' | 'stderr'>) {
    for (const stream of [stdout, stderr]) stream?.on('data', (data) => this.add(String(data)));
  }

  private add(text: string): void {
    this.text = (this.text + text)
      .split('\n')
      .slice(-LINES - 1)
      .join('\n');
  }

  toString(): string {
    return this.text.trim() || '(It said nothing.)';
  }
}
