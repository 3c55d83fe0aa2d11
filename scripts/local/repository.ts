// Where the program comes from: package.json's `repository` is the one place that says it. What needs the address (the
// upgrade, the clone line, the button) is made of it, and is not there while it is empty.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Null while nobody has published it. */
export function addressOfRepository(root: string): string | null {
  const { repository } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { repository?: unknown };
  const named = typeof repository === 'string' ? repository : (repository as { url?: unknown } | undefined)?.url;
  if (typeof named !== 'string' || named === '') return null;
  const short = /^(?:github:)?([\w.-]+\/[\w.-]+)$/.exec(named)?.[1];
  return short ? `https://github.com/${short}` : named.replace(/^git\+/, '').replace(/\.git$/, '');
}

/** Cloudflare's button takes public repositories of GitHub and GitLab. */
export function buttonOf(address: string): string {
  const deploy = 'https://deploy.workers.cloudflare.com';
  return `[![Deploy to Cloudflare](${deploy}/button)](${deploy}/?url=${address})`;
}
