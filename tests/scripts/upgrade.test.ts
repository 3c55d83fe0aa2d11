// `npm run upgrade`, with real repositories: in a clone, and in a copy without a history in common, as the Deploy
// button makes them.

import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readConfig } from '../../scripts/deploy/config.ts';
import { addressOfRepository, buttonOf } from '../../scripts/local/repository.ts';

const TOML = `# The worker.
name = "afterword"
compatibility_date = "2026-10-20"
[vars]
# The origins of your blog.
SITES = ""
MODERATION = "first-time"
[[kv_namespaces]]
binding = "COMMENTS"
`;

let folder: string;
const program = () => join(folder, 'program');
const mine = () => join(folder, 'mine');

function git(cwd: string, ...args: string[]): string {
  const identity = ['-c', 'user.name=Ines', '-c', 'user.email=ines@blog.example'];
  const { status, stdout, stderr } = spawnSync('git', [...identity, ...args], { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout;
}

function write(root: string, files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(root, name, '..'), { recursive: true });
    writeFileSync(join(root, name), text);
  }
}

function commit(root: string, message: string): void {
  git(root, 'add', '--all');
  git(root, 'commit', '--quiet', '-m', message);
}

function upgrade(...flags: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [resolve('scripts/upgrade.ts'), ...flags], {
    cwd: mine(),
    encoding: 'utf8',
    env: {
      ...process.env,
      GIT_AUTHOR_NAME: 'Ines',
      GIT_AUTHOR_EMAIL: 'ines@blog.example',
      GIT_COMMITTER_NAME: 'Ines',
      GIT_COMMITTER_EMAIL: 'ines@blog.example',
    },
  });
  return { status, said: `${stdout}${stderr}` };
}

const read = (name: string) => readFileSync(join(mine(), name), 'utf8');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'afterword-upgrade-'));
  mkdirSync(program());
  git(program(), 'init', '--quiet');
  const json = JSON.stringify({ version: '0.1.0', repository: program() });
  write(program(), { 'package.json': json, 'wrangler.toml': TOML, 'worker/a.ts': '1', 'worker/old.ts': '1' });
  commit(program(), 'first');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The comment right above SITES changes too: there git left its conflict marks, and went on. */
function nextVersion(): void {
  const toml = TOML.replace('# The origins of your blog.', '# Where your readers are.').replace(
    '2026-10-20',
    '2027-01-01',
  );
  const json = JSON.stringify({ version: '0.2.0', repository: program() });
  write(program(), { 'package.json': json, 'wrangler.toml': toml, 'worker/a.ts': '2', 'worker/new.ts': '2' });
  rmSync(join(program(), 'worker/old.ts'));
  commit(program(), 'second');
}

describe.each(['a clone', 'a copy without a common history'])('in %s', (kind) => {
  beforeEach(() => {
    if (kind === 'a clone') git(folder, 'clone', '--quiet', program(), mine());
    else {
      cpSync(program(), mine(), { recursive: true });
      rmSync(join(mine(), '.git'), { recursive: true });
      git(mine(), 'init', '--quiet');
    }
    // What the button writes, and a file of the owner's.
    const toml = TOML.replace('SITES = ""', 'SITES = "https://blog.example"').replace(
      '"COMMENTS"',
      '"COMMENTS"\nid = "k1"',
    );
    write(mine(), { 'wrangler.toml': toml, 'notes.md': 'mine' });
    commit(mine(), 'what is mine');
    nextVersion();
  });

  test('everything of the program is new, and what is the owner’s stays', () => {
    const { status, said } = upgrade();
    expect(status, said).toBe(0);
    expect(said).toContain('From 0.1.0 to 0.2.0');
    expect([read('worker/a.ts'), read('worker/new.ts'), existsSync(join(mine(), 'worker/old.ts'))]).toEqual([
      '2',
      '2',
      false,
    ]);
    expect(read('wrangler.toml')).toBe(readFileSync(join(program(), 'wrangler.toml'), 'utf8'));
    expect(read('notes.md')).toBe('mine');
    expect(readConfig(mine())).toMatchObject({
      compatibility_date: '2027-01-01',
      vars: { SITES: 'https://blog.example', MODERATION: 'first-time' },
      kv_namespaces: [{ binding: 'COMMENTS', id: 'k1' }],
    });
    // Nothing is left uncommitted, for the button's copy is deployed from what is pushed.
    expect(git(mine(), 'status', '--porcelain')).toBe('');
    expect(upgrade().said).toContain('0.2.0 is the newest version');
  });

  test('changes that are not committed are refused, and nothing is touched', () => {
    write(mine(), { 'worker/a.ts': 'changed by hand' });
    const { status, said } = upgrade();
    expect(status).toBe(1);
    expect(said).toContain('Commit or undo these changes first');
    expect(said).toContain('worker/a.ts');
    expect(read('worker/a.ts')).toBe('changed by hand');
  });

  test('an address where nothing is says so, and nothing is touched', () => {
    const { status, said } = upgrade('--from', join(folder, 'nowhere'));
    expect(status).toBe(1);
    expect(said).toContain('could not be fetched');
    expect(read('worker/a.ts')).toBe('1');
  });
});

test('while package.json names no repository it asks for one', () => {
  mkdirSync(mine());
  git(mine(), 'init', '--quiet');
  write(mine(), { 'package.json': '{"version":"0.1.0","repository":""}', 'wrangler.toml': TOML });
  commit(mine(), 'mine');
  expect(upgrade()).toMatchObject({ status: 1, said: expect.stringContaining('package.json names no repository') });
});

test.each([
  ['""', null],
  ['"ines/afterword"', 'https://github.com/ines/afterword'],
  ['"https://gitlab.com/ines/afterword.git"', 'https://gitlab.com/ines/afterword'],
  ['{"type":"git","url":"git+https://github.com/ines/afterword.git"}', 'https://github.com/ines/afterword'],
])('the repository as package.json has it, %s, is %s', (repository, address) => {
  mkdirSync(mine());
  write(mine(), { 'package.json': `{"repository":${repository}}` });
  expect(addressOfRepository(mine())).toBe(address);
  if (address) expect(buttonOf(address)).toContain(`?url=${address})`);
});
