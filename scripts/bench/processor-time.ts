// How much processor time and memory the workerds below a child process use. Processor time is what a plan of
// Cloudflare's counts, where the clock on the wall also counts everything else that a busy machine does. From /proc, so
// on Linux only.

import type { ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** The kernel counts in hundredths of a second. */
const TICK = 10;
/** And memory in pages of four kibibytes. */
const PAGE = 4_096;

/** Milliseconds of every workerd below the process, in steps of ten; null where there is no /proc. */
export function workerdTime({ pid }: ChildProcess): number | null {
  if (!existsSync('/proc/self/stat')) return null;
  return workerds(pid).reduce((sum, { ticks }) => sum + ticks, 0) * TICK;
}

/** Bytes of memory that every workerd below the process holds; null where there is no /proc. */
export function workerdMemory({ pid }: ChildProcess): number | null {
  if (!existsSync('/proc/self/stat')) return null;
  return workerds(pid).reduce((sum, { pages }) => sum + pages, 0) * PAGE;
}

interface Stat {
  pid: number;
  parent: number;
  name: string;
  ticks: number;
  pages: number;
}

function workerds(pid: number | undefined): Stat[] {
  const stats = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => statOf(name) ?? []);
  const below = new Set([pid]);
  for (let grew = true; grew; ) {
    const found = stats.filter((stat) => below.has(stat.parent) && !below.has(stat.pid));
    for (const stat of found) below.add(stat.pid);
    grew = found.length > 0;
  }
  return stats.filter((stat) => below.has(stat.pid) && stat.name.includes('workerd'));
}

function statOf(pid: string): Stat | null {
  try {
    const [, name = '', rest = ''] = /\((.*)\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    const fields = rest.split(' ');
    return {
      pid: Number(pid),
      parent: Number(fields[1]),
      name,
      ticks: Number(fields[11]) + Number(fields[12]),
      pages: Number(fields[21]),
    };
  } catch {
    // It ended while we were looking.
    return null;
  }
}
