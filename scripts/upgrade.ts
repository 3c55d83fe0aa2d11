// `npm run upgrade`: the newest version of the program into this folder, whether it is a clone or a copy that the
// Deploy button made, which has no history in common with it. Everything that the program's repository tracks is
// replaced; what is the owner's stays: wrangler.local.toml and its like, and what stands in wrangler.toml and is not
// the program's, which is carried over into wrangler.local.toml first. It changes nothing where something here is not
// committed. Read next: scripts/deploy/config.ts.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'smol-toml';
import { type Config, difference, merge, ownerFile, readToml, writeOwnerFile } from './deploy/config.ts';
import { Stopped, stop } from './deploy/stopped.ts';
import { addressOfRepository } from './local/repository.ts';

const ROOT = process.cwd();

const HELP = `npm run upgrade                         the newest version, from the repository that package.json names
npm run upgrade -- --from ADDRESS       from another one, or from a folder
npm run upgrade -- --version v0.2.0     that version, or that branch
Then: npm ci --omit=dev && npm run deploy. What is new stands in CHANGELOG.md.`;

/** Of wrangler.toml, what the program decides. Whatever else differs there is the owner's. */
const OF_THE_PROGRAM = [
  'main',
  'minify',
  'keep_names',
  'upload_source_maps',
  'compatibility_date',
  'compatibility_flags',
  'send_metrics',
  'build',
  'assets',
  'triggers',
];

/** Whole folders of the program's: a file there that it no longer has is removed. */
const FOLDERS = ['worker', 'widget', 'desk', 'demo', 'scripts', 'tests', 'docs'];

try {
  run();
} catch (error) {
  if (!(error instanceof Stopped)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

function run(): void {
  const flags = readFlags();
  if (flags === null) {
    console.log(HELP);
    return;
  }
  const from = flags.from ?? addressOfRepository(ROOT);
  if (from === null) stop(`package.json names no repository. Say where the program comes from:\n\n${HELP}`);
  if (git('rev-parse', '--is-inside-work-tree').status !== 0) {
    stop(
      `This folder is no git repository. Get the program anew with git clone, and copy your ${ownerFile()} into it.`,
    );
  }
  const changed = git('status', '--porcelain', '--untracked-files=no').out;
  if (changed !== '') stop(`Commit or undo these changes first, so that nothing of yours is lost:\n${changed}`);

  const address = existsSync(from) ? resolve(from) : from;
  const fetched = git('fetch', '--quiet', '--depth=1', address, flags.version);
  if (fetched.status !== 0) stop(`The program could not be fetched from ${from}:\n${fetched.said}`);
  const before = versionOf(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const after = versionOf(must('show', 'FETCH_HEAD:package.json'));
  carryOver(must('show', 'FETCH_HEAD:wrangler.toml'));
  takeOver();
  if (git('diff', '--cached', '--quiet').status === 0) {
    console.log(`${after} is the newest version: it is here.`);
    return;
  }
  const message = `Afterword ${after}`;
  const committed = git('commit', '--quiet', '--no-verify', '-m', message);
  if (committed.status !== 0) stop(`All of it is here, and git could not commit it:\n${committed.said}`);
  console.log(`From ${before} to ${after}, as one commit (git revert HEAD takes it back).

1. npm ci --omit=dev && npm run deploy
2. If Cloudflare deploys this repository by itself, as after the button: git push, in the place of 1.`);
}

function readFlags(): { from: string | undefined; version: string } | null {
  try {
    const { values } = parseArgs({
      options: {
        from: { type: 'string' },
        version: { type: 'string', default: 'HEAD' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    return values.help ? null : { from: values.from, version: values.version };
  } catch (error) {
    return stop(`${(error as Error).message}\n\n${HELP}`);
  }
}

/** What the owner, or the button, wrote into wrangler.toml goes where no upgrade will meet it again. */
function carryOver(theirs: string): void {
  const mine = readToml(join(ROOT, 'wrangler.toml'));
  const found = difference(parse(theirs) as Config, mine);
  for (const name of OF_THE_PROGRAM) delete found[name];
  const file = join(ROOT, ownerFile());
  const own = readToml(file);
  // Its own file has the last word already.
  const all = merge(found, own) as Config;
  if (JSON.stringify(all) === JSON.stringify(own)) return;
  writeOwnerFile(ROOT, all);
  console.log(`Your values of wrangler.toml are in ${ownerFile()} now.`);
  must('add', '--force', ownerFile());
}

/** The files of the program as they are there; files of the owner's, which it does not know, stay. */
function takeOver(): void {
  const theirs = new Set(must('ls-tree', '-r', '--name-only', '-z', 'FETCH_HEAD').split('\0'));
  const gone = must('ls-files', '-z', '--', ...FOLDERS)
    .split('\0')
    .filter((name) => name !== '' && !theirs.has(name));
  must('checkout', '--quiet', 'FETCH_HEAD', '--', '.');
  if (gone.length > 0) must('rm', '--quiet', '--force', '--', ...gone);
}

function versionOf(json: string): string {
  return String(JSON.parse(json).version);
}

function git(...args: string[]): { status: number | null; out: string; said: string } {
  const { status, stdout, stderr } = spawnSync('git', args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 << 20 });
  return { status, out: (stdout ?? '').trimEnd(), said: `${stdout ?? ''}${stderr ?? ''}`.trim() };
}

function must(...args: string[]): string {
  const { status, out, said } = git(...args);
  return status === 0 ? out : stop(`git ${args[0]} failed:\n${said}`);
}
