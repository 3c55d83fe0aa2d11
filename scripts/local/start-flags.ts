// What `npm start` can be told: ports, and blogs of one's own that may have comments, too. Pure.

import { parseArgs } from 'node:util';
import { BLOG_PORT, WORKER_PORT } from './development.ts';

export const START_HELP = `npm start                                    the worker on http://localhost:${WORKER_PORT}, a small blog on ${BLOG_PORT}
npm start -- --port 9000                     on 9000 and 9001
npm start -- --site http://localhost:1313    your own blog may have comments too (several: the flag again)`;

export interface StartFlags {
  workerPort: number;
  blogPort: number;
  worker: string;
  blog: string;
  /** Origins, beside the demo's. */
  sites: string[];
}

/** Throws a sentence where they cannot be understood. */
export function readStartFlags(args: string[]): StartFlags | 'help' {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: String(WORKER_PORT) },
      site: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  const workerPort = Number(values.port);
  if (!Number.isInteger(workerPort) || workerPort < 1 || workerPort > 65_534) {
    throw new Error('--port takes a number, such as 9000.');
  }
  const blogPort = workerPort + 1;
  const [worker, blog] = [`http://localhost:${workerPort}`, `http://localhost:${blogPort}`];
  return { workerPort, blogPort, worker, blog, sites: values.site.map(originOf) };
}

/** How wrangler is to run the worker. */
export function wranglerFlags({ workerPort, blog, sites }: StartFlags): string[] {
  return [
    ...['--port', String(workerPort), '--show-interactive-dev-session=false', '--log-level', 'error'],
    ...['--var', `SITES:${[blog, ...sites].join(' ')}`, '--var', 'DEVELOPMENT:true'],
  ];
}

function originOf(site: string): string {
  const address = /^https?:\/\//i.test(site) ? site : `http://${site}`;
  if (!URL.canParse(address)) throw new Error(`“${site}” is not a web address. It looks like http://localhost:1313`);
  return new URL(address).origin;
}
