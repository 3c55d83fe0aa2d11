// `npm run import -- FILE`: moves in from another system, or puts a backup back. It reads the file here, on the owner's
// machine, says what would become of every comment, and adds what is not there yet. Running it again goes on where it
// stopped. Read next: worker/transfer/read.ts for the formats, worker/store/backup/move-in.ts for what is written.

import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parseSites, type Sites, withFurther } from '../worker/rules/page/sites.ts';
import { planArrival, planSite, putWrites, type Write } from '../worker/store/backup/move-in.ts';
import { countLikes } from '../worker/store/facts/likes.ts';
import { StoreError } from '../worker/store/kv/errors.ts';
import { readFurtherSites } from '../worker/store/settings/settings.ts';
import { republish } from '../worker/store/views/publish.ts';
import { parseAddressRules } from '../worker/transfer/address-rules.ts';
import { type MoveOptions, planMove } from '../worker/transfer/move.ts';
import { TransferError } from '../worker/transfer/record.ts';
import { claimWords, numbered, type Report, reportLines } from '../worker/transfer/report.ts';
import { BLOG_PORT, ROOT } from './local/development.ts';
import { memoryKv } from './local/memory-kv.ts';
import { sitesIn } from './local/site.ts';
import { readTables } from './local/sqlite.ts';
import { type Where, WranglerKv } from './local/wrangler-kv.ts';

const HELP = `npm run import -- FILE [options]

  FILE               an export of another system, or a backup of this one; compressed or not
  --dry-run          say what would become of each comment, and write nothing
  --remote           into the deployed worker; without it, into the one of npm start
  --site ORIGIN      the blog, if not the first of SITES in wrangler.toml; paths in the file are its
  --map RULES        a file of address rules: "old new" a line, * at the end of both for all that begins so
  --owner WHO        a name or an e-mail address that the owner wrote under there (also several times)
  --emails           keep readers' e-mail addresses, for the owner's eyes
  --own              FILE is a backup of your own: take who is the owner, trusted, known and blocked, and the settings, too
  --comments-only    FILE is a backup of somebody else's: take none of that
  --long             name every page in the report
  --namespace-id ID  of the deployed worker's KV namespace, if it is not found by itself
  --persist-to DIR   of the local worker's state`;

export interface ImportOptions extends MoveOptions {
  file: string;
  isDry: boolean;
  isRemote: boolean;
  /** What a backup says of who may do what was decided about: it is taken (isOwn), or it is not. */
  isDecided: boolean;
  isLong: boolean;
  persistTo?: string | undefined;
  namespaceId?: string | undefined;
  pause?: Where['pause'];
}

export interface Imported {
  report: Report;
  added: number;
  same: number;
  writes: number;
}

/** Says what it does through `say`. Throws TransferError where the file cannot be read: nothing was written then. */
export async function importFile(options: ImportOptions, say: (text: string) => void, now: number): Promise<Imported> {
  const kv = new WranglerKv(options);
  try {
    // Those that the desk has added are the owner's, too.
    const sites = withFurther(options.sites, await readFurtherSites(kv.reader));
    return await importInto(kv, { ...options, sites }, say, now);
  } catch (error) {
    // What the store says of it is for readers; wrangler's own words help the owner.
    throw error instanceof StoreError ? (error.cause ?? error) : error;
  } finally {
    kv.close();
  }
}

async function importInto(
  kv: WranglerKv,
  options: ImportOptions,
  say: (text: string) => void,
  now: number,
): Promise<Imported> {
  const bytes = createReadStream(options.file, { highWaterMark: 256 * 1024 });
  const { report, size, threads, site, claims, isCutOff } = await planMove(bytes, { readTables }, options);
  for (const line of reportLines(report, options.isLong)) say(line);
  if (isCutOff) say('\nThe backup ends before its last line: it is not complete. What is in it can be put back.');
  const words = claimWords(claims);
  if (words !== '') say(`\n${words}`);
  if (words !== '' && !options.isDecided) {
    const which = 'Say which it is: --own (with all of that) or --comments-only.';
    if (!options.isDry) throw new TransferError(`${which} Nothing was written.`);
    say(`${which} What follows is without it.`);
  }
  say('');

  const imported: Imported = { report, added: 0, same: 0, writes: 0 };
  const add = async (writes: Write[], done: number) => {
    imported.writes += writes.length;
    if (options.isDry) return;
    const hasWritten = await kv.add(writes);
    if (hasWritten) say(`  ${bar(done / (size + 1))} ${done} of ${numbered(size, 'page')}`);
  };
  let done = 0;
  for await (const thread of threads()) {
    const { writes, added, same, isNew } = await planArrival(kv.reader, thread, now);
    imported.added += added;
    imported.same += same;
    const views = isNew ? await viewsOf(thread.thread, writes, now) : [];
    await add([...writes, ...views], ++done);
  }
  await add(await planSite(kv.reader, site), done);
  await kv.flush();
  sum(imported, options.isDry).forEach(say);
  return imported;
}

/**
 * Views of a thread that was not there before, as the sweep would write them: so readers see it at once, and not when the
 * sweep comes to it. Where there were comments already, only the worker knows how its views stand.
 */
async function viewsOf(thread: string, writes: Write[], now: number): Promise<Write[]> {
  const kv = memoryKv();
  await putWrites(kv, writes);
  const likes = await countLikes(kv, thread);
  while ((await republish(kv, thread, now, likes)).written > 0);
  const { keys } = await kv.list<object>({ prefix: 'view:' });
  return Promise.all(
    keys.map(async ({ name, metadata }) => ({
      key: name,
      value: JSON.parse((await kv.get(name))!),
      ...(metadata && { metadata }),
    })),
  );
}

function sum({ added, same, writes }: Imported, isDry: boolean): string[] {
  const [here, said] = [numbered(same, 'comment'), numbered(writes, 'write')];
  if (!isDry) {
    const done = `Added ${numbered(added, 'comment')} with ${said}; ${here} were here already.`;
    return writes === 0
      ? [done]
      : [done, 'They show within a minute; where there were comments before, after the next sweeps.'];
  }
  const limit = writes > 1_000 ? ['The free plan has 1,000 writes a day, for all of your workers.'] : [];
  return [
    `To add: ${numbered(added, 'comment')}, with ${said}. Here already: ${here}.`,
    ...limit,
    'This was a dry run: nothing was written.',
  ];
}

function bar(part: number): string {
  const full = Math.round(part * 24);
  return `${'█'.repeat(full)}${'░'.repeat(24 - full)}`;
}

function readOptions(args: string[]): ImportOptions {
  const text = { type: 'string' } as const;
  const yes = { type: 'boolean', default: false } as const;
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      'dry-run': yes,
      remote: yes,
      site: text,
      map: text,
      owner: { type: 'string', multiple: true },
      emails: yes,
      own: yes,
      'comments-only': yes,
      long: yes,
      'namespace-id': text,
      'persist-to': text,
    },
  });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new TransferError(HELP);
  for (const path of [file, values.map]) {
    if (path !== undefined && !existsSync(path)) throw new TransferError(`There is no file ${path}.`);
  }
  return {
    file,
    isDry: values['dry-run'],
    isRemote: values.remote,
    sites: sitesOf(values.site, values.remote),
    rules: values.map === undefined ? [] : parseAddressRules(readFileSync(values.map, 'utf8')),
    owners: values.owner ?? [],
    emails: values.emails,
    isOwn: values.own && !values['comments-only'],
    isDecided: values.own || values['comments-only'],
    isLong: values.long,
    persistTo: values['persist-to'],
    namespaceId: values['namespace-id'],
  };
}

function sitesOf(site: string | undefined, isRemote: boolean): Sites {
  const set = sitesIn(readFileSync(join(ROOT, 'wrangler.toml'), 'utf8'));
  const demo = isRemote ? [] : [`http://localhost:${BLOG_PORT}`];
  const sites = parseSites((site === undefined ? [...set, ...demo] : [site, ...set]).join(' '));
  if (sites.origins.length === 0) throw new TransferError('Which blog is it for? Say so: --site https://example.com');
  return sites;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await importFile(readOptions(process.argv.slice(2)), (text) => console.log(text), Date.now());
  } catch (error) {
    // What parseArgs refuses is a TypeError with a code.
    const isUsage =
      error instanceof TransferError || String((error as { code?: string }).code).startsWith('ERR_PARSE_ARGS');
    console.error((error as Error).message);
    if (!isUsage && process.env.DEBUG) console.error(error);
    process.exitCode = 1;
  }
}
