// `npm run simulate`: the store under fault for as many seeds as you like. `--seeds N` plays N, `--seed S` begins at S
// (and plays just that one unless told otherwise), `--log` writes every operation of it, `--without NAMES` leaves parts
// of its cast and faults out: a failure says which of them it does not need.
// Read next: tests/simulation/play/play.ts.

import { parseArgs } from 'node:util';
import { ours } from '../tests/simulation/platform/program.ts';
import { playCalm } from '../tests/simulation/play/calm.ts';
import { play } from '../tests/simulation/play/play.ts';
import { playSeeds, summary } from '../tests/simulation/play/report.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    seed: { type: 'string' },
    log: { type: 'boolean', default: false },
    without: { type: 'string', default: '' },
  },
});
const from = Number(values.seed ?? 1);
const seeds = Number(values.seeds ?? (values.seed === undefined ? 1_000 : 1));
if (!Number.isSafeInteger(from) || !Number.isSafeInteger(seeds) || seeds < 1) {
  console.error('Usage: npm run simulate -- [--seeds N] [--seed S] [--log] [--without NAMES]');
  process.exit(2);
}

const program = await ours();
if (values.log) {
  const trace = (line: string) => console.log(line);
  const without = new Set(values.without.split(','));
  const { wrong } = await play(String(from), program, { trace, without });
  for (const { invariant, story } of wrong) console.log(`${invariant}: ${story}`);
  await playCalm(String(from), program, { trace });
}
let told = 0;
const totals = await playSeeds(program, from, seeds, ({ failures, seeds: played }) => {
  for (; told < failures.length; told++) console.log(`\n${failures[told]}`);
  if (played % 500 === 0) console.log(`${played} seeds, ${failures.length} failed`);
});
console.log(`\n${summary(totals)}`);
process.exitCode = totals.failures.length === 0 ? 0 : 1;
