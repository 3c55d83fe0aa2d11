// `npm run import -- FILE`: moves in from another system, or puts a backup back. It reads the file here, on the owner's
// machine, says what would become of every comment, and sends to the worker what that has not got yet, as the desk's
// page does. Running it again goes on where it stopped.
// Read next: worker/transfer/move.ts for what is read, worker/transfer/upload.ts for how it is sent.

import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { packTar } from 'modern-tar/fs';
import { type BackupList, OWNER_ENDPOINTS, type SiteSettings } from '../worker/contract/index.ts';
import { parseSites, type Sites, withFurther } from '../worker/rules/page/sites.ts';
import { parseAddressRules } from '../worker/transfer/address-rules.ts';
import { type MoveOptions, onlyComments, type PlannedMove, planMove } from '../worker/transfer/move.ts';
import type { Present } from '../worker/transfer/present.ts';
import { TransferError } from '../worker/transfer/record.ts';
import {
  claimWords,
  differenceWords,
  doneWords,
  numbered,
  type Report,
  reportLines,
  SHOWN_SOON,
  troubleWords,
} from '../worker/transfer/report.ts';
import { ask, askWhatIsPresent, type Connection, compare, Upload, UploadError } from '../worker/transfer/upload.ts';
import { readConfig, sitesOf as sitesOfConfig } from './deploy/config.ts';
import { BLOG_PORT, developmentToken, ROOT } from './local/development.ts';
import { EXPORT_HOST } from './local/export-host.ts';
import { connect, isLocal, isSafeForToken, LOCAL_WORKER, readOrigin, requireWorker, tokenFor } from './local/remote.ts';
import { asksForHelp, Terminal } from './local/terminal.ts';

const HELP = `npm run import -- FILE [options]
       npm run import -- --backup DAY [options]

  FILE             an export of another system, or a backup of this one; packed or not. Of Staticman, its folder
  --backup DAY     in the place of FILE: the backup of that day that the worker made by itself, as in 2026-11-30;
                   latest is the newest one
  --to WORKER      the worker's address, https://…; without it, the worker of npm start. Its ADMIN_TOKEN
                   is taken from the environment, or asked for
  --dry-run        say what would become of each comment, and write nothing
  --site ORIGIN    the blog, if not the first of SITES; paths in the file are its
  --map RULES      a file of address rules: "old new" a line, * at the end of both for all that begins so
  --owner WHO      a name or an e-mail address that the owner wrote under there (also several times)
  --emails         keep readers' e-mail addresses, for the owner's eyes
  --own            FILE is a backup of your own: take who is the owner, trusted, known and blocked, and the settings, too
  --comments-only  FILE is a backup of somebody else's: take none of that
  --long           name every page in the report`;

export interface ImportOptions extends MoveOptions {
  file: string;
  /** In the place of the file: a day, or 'latest'. */
  backup?: string;
  /** The worker's origin. */
  to: string;
  isDry: boolean;
  /** The owner has said whether to take what a backup says of who may do what: isOwn is the answer. */
  isDecided: boolean;
  isLong: boolean;
}

export interface Imported {
  report: Report;
  added: number;
  same: number;
  writes: number;
}

/**
 * Says what it does in the terminal. Throws TransferError with a sentence: where the file cannot be read, and nothing
 * was written then, and where sending broke off, and running it again goes on then.
 */
export async function importFile(
  options: ImportOptions,
  connection: Connection,
  terminal: Pick<Terminal, 'say' | 'show'>,
): Promise<Imported> {
  const { isOwn, isDry } = options;
  const { move, present, claims } = await look(options, connection, terminal).catch(orSay('Nothing was written.'));
  const difference = await compare(move, present);
  terminal.say(`\n${differenceWords(difference)}`);

  const { toAdd } = difference;
  // If the file claims nothing, then nothing in it has to be left out: of another system's export that includes which
  // comments are the owner's, and that was said here (--owner), not by the file.
  const isAllTaken = isOwn || claims === '';
  const upload = new Upload(connection, isAllTaken ? move : onlyComments(move, options.emails), present);
  const show = () => {
    const words = `${upload.sent.toLocaleString('en-GB')} of ${numbered(toAdd, 'comment')}`;
    terminal.show(toAdd === 0 ? 1 : upload.sent / toAdd, words);
  };
  await upload.send({ isOwn: isAllTaken, isDry }, show).catch(orSay(GOES_ON));
  const { added, writes } = upload;
  const imported = { report: move.report, added, same: difference.same + upload.same, writes };
  for (const words of isDry ? dryWords(writes) : sentWords(imported)) terminal.say(words);
  return imported;
}

const GOES_ON = 'What was sent until now is there. Run it again and it goes on: nothing is added twice.';

/** Makes a failure of the worker a sentence for the owner; anything else is thrown on as it is. */
function orSay(rest: string): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof UploadError)) throw error;
    if (error.isSignedOut) throw new TransferError('The worker does not take this ADMIN_TOKEN.');
    throw new TransferError(`${error.message} ${rest}`);
  };
}

/** Reads the file and asks the worker what it has; says what would become of every comment. */
async function look(
  options: ImportOptions,
  connection: Connection,
  terminal: Pick<Terminal, 'say' | 'show'>,
): Promise<{ move: PlannedMove; present: Present; claims: string }> {
  const sites = withFurther(options.sites, await furtherSites(connection));
  if (sites.origins.length === 0) throw new TransferError('Which blog is it for? Say so: --site https://example.com');
  const bytes =
    options.backup === undefined
      ? bytesOf(options.file, (part) => terminal.show(part, 'of the file is read'))
      : backupOf(options.backup, connection, terminal);
  const move = await planMove(bytes, EXPORT_HOST, { ...options, sites, isOwn: true });
  for (const line of reportLines(move.report, options.isLong)) terminal.say(line);
  const present = await askWhatIsPresent(connection);
  for (const words of troubleWords({ ...move, unread: present.unread })) terminal.say(`\n${words}`);

  const claims = claimWords(move.claims);
  if (claims !== '') terminal.say(`\n${claims}`);
  if (claims !== '' && !options.isDecided) {
    const which = 'Say which it is: --own (with all of that) or --comments-only.';
    if (!options.isDry) throw new TransferError(`${which} Nothing was written.`);
    terminal.say(`${which} What follows is without it.`);
  }
  return { move, present, claims };
}

function sentWords(imported: Imported): string[] {
  return [imported.writes === 0 ? doneWords(imported) : `${doneWords(imported)} ${SHOWN_SOON}`];
}

function dryWords(writes: number): string[] {
  const cost = `It takes ${numbered(writes, 'write')}. To show the comments takes one more for each page and each 100 comments on it.`;
  return [
    ...(writes > 0 ? [cost] : []),
    ...(writes > 1_000 ? ['The free plan has 1,000 writes a day, for all of your workers.'] : []),
    'This was a dry run: nothing was written.',
  ];
}

/** Of those that the worker made by itself. Throws TransferError where it has not that one, and names those it has. */
async function* backupOf(
  asked: string,
  connection: Connection,
  terminal: Pick<Terminal, 'say'>,
): AsyncIterable<Uint8Array> {
  const { backups }: BackupList = JSON.parse(await ask(connection, OWNER_ENDPOINTS.backups));
  const days = backups.map(({ day }) => day);
  const day = asked === 'latest' ? days.at(-1) : days.find((each) => each === asked);
  if (day === undefined) {
    const there = days.length === 0 ? 'It has made none.' : `It has those of ${days.join(', ')}.`;
    throw new TransferError(`The worker has no backup of ${asked}. ${there}`);
  }
  terminal.say(`The backup of ${day}:`);
  yield new TextEncoder().encode(await ask(connection, `${OWNER_ENDPOINTS.backups}/${day}`));
}

/** Those that the desk has added are the owner's, too. */
async function furtherSites(connection: Connection): Promise<string[]> {
  const settings: SiteSettings = JSON.parse(await ask(connection, OWNER_ENDPOINTS.settings));
  return settings.sites;
}

async function* bytesOf(file: string, tell: (part: number) => void): AsyncIterable<Uint8Array> {
  const stat = statSync(file);
  // Staticman's: read as an archive of it would be.
  if (stat.isDirectory()) {
    yield* packTar(file, { filter: (path) => !/(?:^|[\\/])(?:\.|node_modules$)/.test(relative(file, path)) });
    return;
  }
  let read = 0;
  for await (const bytes of createReadStream(file, { highWaterMark: 256 * 1024 })) {
    yield bytes;
    read += bytes.length;
    if (read < stat.size) tell(read / stat.size);
  }
}

/** Throws TransferError, or what parseArgs throws. */
export function readOptions(args: string[]): ImportOptions {
  const text = { type: 'string' } as const;
  const yes = { type: 'boolean', default: false } as const;
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      to: text,
      backup: text,
      'dry-run': yes,
      site: text,
      map: text,
      owner: { type: 'string', multiple: true },
      emails: yes,
      own: yes,
      'comments-only': yes,
      long: yes,
    },
  });
  const { backup } = values;
  const [file] = positionals;
  if ((file === undefined) === (backup === undefined) || positionals.length > 1) throw new TransferError(HELP);
  for (const path of [file, values.map]) {
    if (path !== undefined && !existsSync(path)) throw new TransferError(`There is no file ${path}.`);
  }
  const to = values.to === undefined ? LOCAL_WORKER : readOrigin(values.to);
  if (to === null)
    throw new TransferError(`“${values.to}” is not a web address. It looks like https://comments.example.com`);
  if (!isSafeForToken(to)) {
    throw new TransferError(`Over ${to} the token would travel in the open: use https.`);
  }
  return {
    file: file ?? '',
    ...(backup !== undefined && { backup }),
    to,
    isDry: values['dry-run'],
    sites: sitesOf(values.site, isLocal(to)),
    rules: values.map === undefined ? [] : parseAddressRules(readFileSync(values.map, 'utf8')),
    owners: values.owner ?? [],
    emails: values.emails,
    isOwn: values.own && !values['comments-only'],
    isDecided: values.own || values['comments-only'],
    isLong: values.long,
  };
}

function sitesOf(site: string | undefined, isOfStart: boolean): Sites {
  const set = sitesOfConfig(readConfig(ROOT));
  const demo = isOfStart ? [`http://localhost:${BLOG_PORT}`] : [];
  return parseSites((site === undefined ? [...set, ...demo] : [site, ...set]).join(' '));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const terminal = new Terminal();
  const args = process.argv.slice(2);
  if (asksForHelp(args)) {
    console.log(HELP);
    process.exit();
  }
  try {
    const options = readOptions(args);
    await requireWorker(options.to);
    const token = options.to === LOCAL_WORKER ? developmentToken() : await tokenFor(options.to);
    await importFile(options, connect(options.to, token), terminal);
  } catch (error) {
    terminal.clear();
    // What parseArgs refuses is a TypeError with a code.
    const isUsage =
      error instanceof TransferError || String((error as { code?: string }).code).startsWith('ERR_PARSE_ARGS');
    console.error((error as Error).message);
    if (!isUsage && process.env.DEBUG) console.error(error);
    process.exitCode = 1;
  }
}
