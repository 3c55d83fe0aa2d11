// Which program listens on a port of this machine, for the sentence that a port is taken. Linux tells it in /proc,
// other systems by `lsof`, where that is installed.

import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Such as `node scripts/start.ts (process 4711)`; null where nobody listens, or it cannot be known who. */
export function holderOf(port: number): string | null {
  const pid = pidByProc(port) ?? pidByLsof(port);
  if (pid === null) return null;
  const command = commandOf(pid);
  return command === '' ? `process ${pid}` : `${command} (process ${pid})`;
}

const LISTENS = '0A';

function pidByProc(port: number): number | null {
  const inodes = new Set(['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => listenersIn(table, port)));
  if (inodes.size === 0) return null;
  for (const pid of namesIn('/proc').filter((name) => /^\d+$/.test(name))) {
    for (const descriptor of namesIn(`/proc/${pid}/fd`)) {
      if (inodes.has(targetOf(`/proc/${pid}/fd/${descriptor}`))) return Number(pid);
    }
  }
  return null;
}

/** Their sockets, as a process's descriptors name them. */
function listenersIn(table: string, port: number): string[] {
  const [, ...lines] = textOf(table).trim().split('\n');
  return lines.flatMap((line) => {
    const fields = line.trim().split(/\s+/);
    const isOurs = Number.parseInt(fields[1]?.split(':')[1] ?? '', 16) === port && fields[3] === LISTENS;
    return isOurs ? [`socket:[${fields[9]}]`] : [];
  });
}

function pidByLsof(port: number): number | null {
  const { stdout } = spawnSync('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-t'], { encoding: 'utf8' });
  return Number.parseInt(stdout ?? '', 10) || null;
}

function commandOf(pid: number): string {
  const line = textOf(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim();
  if (line !== '') return line;
  return spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).stdout?.trim() ?? '';
}

// What belongs to somebody else, or is gone meanwhile, is as good as not there.

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function targetOf(link: string): string {
  try {
    return readlinkSync(link);
  } catch {
    return '';
  }
}
