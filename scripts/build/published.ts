// The shape in which the widget is published: the embed under its stable name, and once more under a name with the hash
// of its content, for tags that pin it; what it loads later in a folder named by their hash, so that an embed out of a
// cache meets the files it was made with or none, never others. A deploy drops the files of the one before, unless they
// are uploaded again: what this clone deployed before is kept for that. Used by scripts/build.ts and scripts/deploy.ts;
// read next worker/routes/api/former-embed.ts and docs/deploy.md.

import { createHash } from 'node:crypto';
import { appendFileSync, cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ENDPOINTS } from '../../worker/contract/index.ts';

export interface Published {
  /** The embed's second name, `embed-<12 hex digits>.js`. */
  file: string;
  /** The folder of what it loads later: 8 hex digits. */
  version: string;
  /** As a tag's `integrity` has it. */
  integrity: string;
}

/** How many deploys, the present one aside, keep their files. Each is some 150 kB. */
const KEPT = 3;

/** Copies what was built to where it is served from. The embed comes last: what it asks for is there by then. */
export function publish(parts: string, files: string[], version: string, assets: string): Published {
  for (const file of files) cpSync(join(parts, file), join(assets, version, file));
  const embed = readFileSync(join(parts, 'embed.js'));
  const digest = createHash('sha384').update(embed).digest();
  const file = `embed-${digest.toString('hex').slice(0, 12)}.js`;
  cpSync(join(parts, 'embed.js'), join(assets, file));
  cpSync(join(parts, 'embed.js'), join(assets, ENDPOINTS.embed));
  const published = { file, version, integrity: `sha384-${digest.toString('base64')}` };
  rmSync(logOf(assets, 'built'), { force: true });
  appendFileSync(logOf(assets, 'built'), `${JSON.stringify(published)}\n`);
  return published;
}

/** What the last build published. */
export function publishedIn(assets: string): Published {
  return linesOf(logOf(assets, 'built'))[0] as Published;
}

/** Notes that the last build was deployed. */
export function remember(assets: string): void {
  const log = logOf(assets, 'deployed');
  const present = publishedIn(assets);
  if (linesOf(log).at(-1)?.integrity !== present.integrity) appendFileSync(log, `${JSON.stringify(present)}\n`);
}

/** Deletes the files of builds that are neither the present one nor deployed of late; returns what is left. */
export function keep(assets: string, present: Published): Published[] {
  const former = linesOf(logOf(assets, 'deployed')).filter(({ integrity }) => integrity !== present.integrity);
  const kept = [present, ...former.slice(-KEPT)].filter(({ file }) => existsSync(join(assets, file)));
  const names = new Set(kept.flatMap(({ file, version }) => [file, version]));
  for (const name of readdirSync(assets)) {
    if (/^(?:embed-.*\.js|[0-9a-f]{8})$/.test(name) && !names.has(name))
      rmSync(join(assets, name), { recursive: true });
  }
  return kept;
}

export function tag(origin: string): string {
  return `<script async src="${origin}${ENDPOINTS.embed}"></script>`;
}

/**
 * Browsers run it only if it has exactly these bytes; they look into a script of another origin only with
 * `crossorigin`.
 */
export function pinnedTag(origin: string, { file, integrity }: Pick<Published, 'file' | 'integrity'>): string {
  return `<script async src="${origin}/${file}" integrity="${integrity}" crossorigin="anonymous"></script>`;
}

/** Beside the folder that is uploaded. */
function logOf(assets: string, name: 'built' | 'deployed'): string {
  return join(dirname(assets), `${name}.ndjson`);
}

function linesOf(log: string): Published[] {
  if (!existsSync(log)) return [];
  const lines = readFileSync(log, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Published);
}
