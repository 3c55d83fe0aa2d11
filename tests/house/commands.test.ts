// Every command in the documents is one that works: it is there, so are its flags, and something runs it. A misspelt
// one fails here before anybody pastes it.

import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ENDPOINTS, OWNER_ENDPOINTS } from '../../worker/contract/index.ts';
import { FILE_FORMATS } from '../../worker/transfer/out/write.ts';
import { type Command, commandsIn, documents } from './commands.ts';
import { read } from './sources.ts';

const scripts: Record<string, string> = JSON.parse(read('package.json')).scripts;

/** Why nothing runs these in a test. What measures is judged by who reads the figures, and takes minutes. */
const BY_HAND: [RegExp, string][] = [
  [/^bench:/, 'measures'],
  [/^pictures$/, 'takes pictures of a running demo, for somebody to look at'],
  [/^format$/, 'the linter, which npm test runs, checks that it changes nothing'],
  [/^check$/, 'npm test runs its two parts'],
  [/^test$/, 'is what runs the tests'],
  [/^test:browsers$/, 'npm test runs it, where the browsers are'],
  [/^test:generators$/, 'installs generators that are larger than all the rest; the workflow runs it each week'],
  [/^simulate$/, 'the same play, with other seeds, is a suite'],
];

// ---- what is wrong with a command; null where nothing is ----

function problem({ words, text }: Command): string | null {
  const [program, ...rest] = words;
  if (program === 'npm') return npmProblem(rest);
  if (program === 'npx' && rest[0] === 'wrangler') return wranglerProblem(rest.slice(1));
  if (program === 'wrangler') return wranglerProblem(rest);
  if (program === 'npx' && rest[0] === 'vitest') return vitestProblem(rest.slice(1));
  if (program === 'git') return gitProblem(rest);
  if (program === 'curl') return curlProblem(text);
  // What any shell has. The steps that they make are run below.
  return /^(?:mkdir -p \.tmp|\(umask 077|echo|cat|rm|openssl rand -(?:hex|base64) 32\b)/.test(text) ? null : 'unknown';
}

function npmProblem(words: string[]): string | null {
  if (/^(?:ci|install)$/.test(words[0] ?? '') && /^(?:--omit=dev)?$/.test(words.slice(1).join(' '))) return null;
  const isShort = words[0] === 'test' || words[0] === 'start';
  if (!isShort && words[0] !== 'run') return `npm has no ${words[0]}`;
  const [name = '', dashes, ...args] = isShort ? words : words.slice(1);
  if (!(name in scripts)) return `package.json has no ${name}`;
  if (dashes !== undefined && dashes !== '--') return `${dashes} is for npm, not for the script: put -- before it`;
  return args.length > 0 ? argumentsProblem(name, args) : null;
}

/** Against what the script hands to `parseArgs`, or reads from the command line itself. */
function argumentsProblem(name: string, args: string[]): string | null {
  const source = sourceOf(name);
  const options = optionsOf(source);
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] as string;
    if (!arg.startsWith('--')) {
      if (!/allowPositionals: true|process\.argv\[2\]/.test(source)) return `${name} takes no ${arg}`;
      continue;
    }
    const takesValue = options.get(arg.slice(2));
    if (takesValue === undefined) return `${name} has no ${arg}`;
    if (takesValue && (args[++i] ?? '--').startsWith('--')) return `${arg} needs a value`;
    if (arg === '--format' && !FORMATS.includes(args[i]!)) return `${name} knows no format ${args[i]}`;
  }
  return null;
}

/** Its options, and whether each takes a value. */
function optionsOf(source: string): Map<string, boolean> {
  const parsed = /parseArgs\(\{[\s\S]*?options: \{([\s\S]*?)\}\s*,?\s*\}\)/.exec(source)?.[1] ?? '';
  const found = [...parsed.matchAll(/(?:^|[\s{,])'?([a-z][a-z-]*)'?: (\{[^}]*\}?|\w+)/g)];
  return new Map(found.map(([, name, kind]) => [name as string, !/boolean|^yes$/.test(kind as string)]));
}

function sourceOf(name: string): string {
  const file = /\S+\.ts\b/.exec(scripts[name] ?? '')?.[0];
  if (!file) return '';
  const source = read(file);
  // Its flags may have a file of their own.
  const flags = /from '\.\/(local\/[\w-]+-flags\.ts)'/.exec(source)?.[1];
  return source + (flags ? read(`scripts/${flags}`) : '');
}

const FORMATS: readonly string[] = FILE_FORMATS;

const helps = new Map<string, string>();

/** Against what the installed wrangler says of itself: for a command that it has not, it tells of the one above. */
function wranglerProblem(words: string[]): string | null {
  const isFlag = (word: string) => word.startsWith('--');
  const names = words.slice(0, words.findIndex((word) => isFlag(word) || /^[A-Z]/.test(word)) >>> 0);
  const key = names.join(' ');
  if (!helps.has(key)) {
    const args = ['node_modules/wrangler/bin/wrangler.js', ...names, '--help'];
    const env = { ...process.env, WRANGLER_SEND_METRICS: 'false', WRANGLER_HIDE_BANNER: 'true', NO_COLOR: '1' };
    helps.set(key, spawnSync(process.execPath, args, { encoding: 'utf8', env }).stdout);
  }
  const help = helps.get(key) as string;
  // Its last word may be a name that the owner gives.
  const isNamed = help.trimStart().startsWith(`wrangler ${names.slice(0, -1).join(' ')} <`);
  if (!help.trimStart().startsWith(`wrangler ${key}`) && !isNamed) return `wrangler has no ${key}`;
  const unknown = words.filter(isFlag).find((flag) => !new RegExp(`^.*\\s${flag}\\s`, 'm').test(help));
  return unknown ? `wrangler ${key} has no ${unknown}` : null;
}

/** One file of tests: that it is there, and its configuration. */
function vitestProblem([run, ...words]: string[]): string | null {
  const lost = words.find((word) => word.includes('/') && !existsSync(word));
  return run !== 'run' ? `vitest ${run} waits for changes` : lost ? `there is no ${lost}` : null;
}

function gitProblem([name = '', ...words]: string[]): string | null {
  const { status, stdout } = spawnSync('git', [name, '-h'], { encoding: 'utf8' });
  if (status !== 129) return `git has no ${name}`;
  const unknown = words.find((word) => word.startsWith('--') && !stdout.includes(word.replace('--', '')));
  return unknown ? `git ${name} has no ${unknown}` : null;
}

function curlProblem(text: string): string | null {
  const path = /(?:\$WORKER|https:\/\/(?:[\w.-]+|…))(\/[^\s"'?]*)/.exec(text)?.[1];
  const known = new Set<string>([...Object.values(ENDPOINTS), ...Object.values(OWNER_ENDPOINTS)]);
  return path !== undefined && known.has(path) ? null : `the worker has no ${path}`;
}

// ---- the tests ----

/** wrangler takes its time to say what it can do, on a busy machine most of all. */
const timeout = 120_000;

describe.each(documents())('%s', (document) => {
  test('tells only of commands that are there', { timeout }, () => {
    const wrong = commandsIn(document).map((command) => [command.text, problem(command)]);
    expect(wrong.filter(([, why]) => why !== null)).toEqual([]);
  });
});

test('each command of ours that they tell of is run by a test, or there is a reason', () => {
  const told = documents().flatMap((document) => commandsIn(document).map(({ words }) => words));
  const names = new Set(
    told.filter(([npm]) => npm === 'npm').map((words) => (words[1] === 'run' ? words[2] : words[1]) ?? ''),
  );
  expect([...names]).toEqual(expect.arrayContaining(['ci', 'start', 'test', 'deploy', 'import', 'export', 'doctor']));
  const runners = ['tests/scripts', 'tests/house']
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)))
    .filter((path) => path.endsWith('.test.ts'));
  const sources = [...runners, 'scripts/test.ts'].map(read);
  const isRun = (name: string) => {
    const file = /\S+\.ts\b/.exec(scripts[name] ?? '')?.[0];
    return file !== undefined && sources.some((source) => source.includes(file));
  };
  const unrun = [...names].filter(
    (name) => name in scripts && !isRun(name) && !BY_HAND.some(([each]) => each.test(name)),
  );
  expect(unrun).toEqual([]);
});

test('the check is not blind', { timeout }, () => {
  const told = (text: string) => commandsIn('a test', `\`\`\`sh\n${text}\n\`\`\``).map(problem);
  expect(told('npm ci && npm run deploi')).toEqual([null, 'package.json has no deploi']);
  expect(told('npm strat')).toEqual(['npm has no strat']);
  expect(told('npm run deploy -- --dryrun   # a comment')).toEqual(['deploy has no --dryrun']);
  expect(told('npm run deploy --dry-run')).toEqual(['--dry-run is for npm, not for the script: put -- before it']);
  expect(told('npm run deploy -- https://example.com')).toEqual(['deploy takes no https://example.com']);
  expect(told('npm run export -- --format wrx')).toEqual(['export knows no format wrx']);
  expect(told('npm run import -- export.xml --site --dry-run')).toEqual(['--site needs a value']);
  expect(told('npx wrangler secret putt ADMIN_TOKEN')).toEqual(['wrangler has no secret putt']);
  expect(told('npx wrangler deploy --secret-file x')).toEqual(['wrangler deploy has no --secret-file']);
  expect(told('git pul')).toEqual(['git has no pul']);
  expect(told('npx vitest run tests/no.test.ts')).toEqual(['there is no tests/no.test.ts']);
  expect(told('curl "$WORKER/api/admin/coments"')).toEqual(['the worker has no /api/admin/coments']);
  expect(told('frobnicate')).toEqual(['unknown']);
  expect(commandsIn('a test', 'See `npm run nothing` and `wrangler.toml`.').map(problem)).toEqual([
    'package.json has no nothing',
  ]);
});

test('the steps by hand make a token that only the owner can read, deploy with it, and leave no trace of it', () => {
  const steps = /^ *```sh\n( *mkdir -p \.tmp\n[\s\S]*?)^ *```$/m.exec(read('docs/deploy.md'))?.[1] ?? '';
  expect(steps).toContain('npx wrangler deploy');
  const folder = mkdtempSync(join(tmpdir(), 'afterword-by-hand-'));
  try {
    // In the place of npx, which would deploy: it keeps what it was given.
    const npx = '#!/bin/sh\necho "$@" > deployed\ncat "$4" >> deployed\nls -l "$4" >> deployed\n';
    writeFileSync(join(folder, 'npx'), npx);
    chmodSync(join(folder, 'npx'), 0o755);
    const env = { ...process.env, PATH: `${folder}:${process.env.PATH}` };
    const { status } = spawnSync('sh', ['-e', '-c', steps], { cwd: folder, env, encoding: 'utf8' });
    expect(status).toBe(0);
    const [words, token, listed] = readFileSync(join(folder, 'deployed'), 'utf8').split('\n');
    expect(words).toBe('wrangler deploy --secrets-file .tmp/secrets.env');
    expect(token).toMatch(/^ADMIN_TOKEN=[0-9a-f]{64}$/);
    expect(listed).toMatch(/^-rw-------/);
    expect(existsSync(resolve(folder, '.tmp/secrets.env'))).toBe(false);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
