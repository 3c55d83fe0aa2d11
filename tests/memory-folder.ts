// A folder that lies in memory, for the stores of the tests: KV on a disk waits for the disk at each write, which is
// most of what a test with many writes does.

import { mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

const MEMORY = '/dev/shm';
const ROOM = 1024 ** 3;
const NAME = /^afterword-(\d+)-/;

/** Gone with this process. Null where the machine has no such place, or too little of it. */
export function memoryFolder(): string | null {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    if (bavail * bsize < ROOM) return null;
    // What runs that were killed have left behind.
    for (const name of readdirSync(MEMORY)) {
      const [, pid] = NAME.exec(name) ?? [];
      if (pid !== undefined && !isAlive(Number(pid))) remove(join(MEMORY, name));
    }
    const folder = mkdtempSync(join(MEMORY, `afterword-${process.pid}-`));
    process.once('exit', () => remove(folder));
    return folder;
  } catch {
    return null;
  }
}

function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // A program that is ending still writes there: the next run removes it.
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It lives, and is somebody else's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
