// The shape in which the embed is published: under its stable name, and once more under a name with the hash of its
// content, for tags that name that content. Written by build.ts, told by build.ts and deploy.ts. What happens to such a
// name after the next deploy: worker/routes/former-embed.ts, docs/deploy.md.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENDPOINTS } from '../worker/contract/index.ts';

export interface Published {
  /** `embed-<12 hex digits>.js` */
  file: string;
  /** As a tag's `integrity` has it. */
  integrity: string;
}

export function published(embed: Uint8Array): Published {
  const digest = createHash('sha384').update(embed).digest();
  return { file: `embed-${digest.toString('hex').slice(0, 12)}.js`, integrity: `sha384-${digest.toString('base64')}` };
}

/** What a finished build has. */
export function publishedIn(assets: string): Published {
  return published(readFileSync(join(assets, ENDPOINTS.embed)));
}

export function tag(origin: string): string {
  return `<script async src="${origin}${ENDPOINTS.embed}"></script>`;
}

/** Browsers run it only if it has exactly these bytes; they look into a script of another origin only with `crossorigin`. */
export function pinnedTag(origin: string, { file, integrity }: Published): string {
  return `<script async src="${origin}/${file}" integrity="${integrity}" crossorigin="anonymous"></script>`;
}
