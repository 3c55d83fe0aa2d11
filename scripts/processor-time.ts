// How much processor time a child process and the workerds below it have used: what a plan of Cloudflare's counts, where
// the clock on the wall also counts everything else that a busy machine does. From /proc, so on Linux only.

import type { ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** The kernel counts in hundredths of a second. */
const TICK = 10;

/** Milliseconds of every workerd below the process, in steps of ten; null where there is no /proc. */
export function workerdTime({ pid }: ChildProcess): number | null {
  if (!existsSync('/proc/self/stat')) return null;
  const stats = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => statOf(name) ?? []);
  const below = new Set([pid]);
  for (let grew = true; grew; ) {
    const found = stats.filter((stat) => below.has(stat.parent) && !below.has(stat.pid));
    for (const stat of found) below.add(stat.pid);
    grew = found.length > 0;
  }
  const ticks = stats.filter((stat) => below.has(stat.pid) && stat.name.includes('workerd')).map((stat) => stat.ticks);
  return ticks.reduce((sum, each) => sum + each, 0) * TICK;
}

function statOf(pid: string): { pid: number; parent: number; name: string; ticks: number } | null {
  try {
    const [, name = '', rest = ''] = /\((.*)\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    const fields = rest.split(' ');
    return { pid: Number(pid), parent: Number(fields[1]), name, ticks: Number(fields[11]) + Number(fields[12]) };
  } catch {
    // It ended while we were looking.
    return null;
  }
}
