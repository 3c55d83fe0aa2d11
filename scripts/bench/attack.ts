// `npm run bench:attack`: what strangers can spend of a day of the free plan, act by act, in every way of moderation,
// from one address and from sixteen, as fast as they are let, for a whole day of a clock that is put forward. Prints
// the table that stands in docs/costs.md. `-- NAME` plays the acts whose name has that in it.

import { ACTS } from './attack/acts.ts';
import { type Outcome, playDay } from './attack/day.ts';
import { type Moderation, QUOTA, type Spent } from './attack/site.ts';

const [wanted = ''] = process.argv.slice(2);
/** Strangers' comments are held in the first two; to find out what they would cost, they must be let in too. */
const DAYS: [Moderation, number][] = [
  ['first-time', 1],
  ['first-time', 16],
  ['all', 16],
  ['open', 1],
  ['open', 16],
];

console.log(
  '| act | moderation | addresses | reads | writes | lists | deletes | all in 5 min at most | stopped after | then |',
);
console.log('|---|---|---|---|---|---|---|---|---|---|');
for (const act of ACTS.filter(({ name }) => name.includes(wanted))) {
  for (const [moderation, addresses] of DAYS) {
    console.log(row(act.name, moderation, addresses, await playDay(act, moderation, addresses)));
  }
}

function row(name: string, moderation: Moderation, addresses: number, outcome: Outcome): string {
  const { strangers, sweep, steepest, brakedAfter } = outcome;
  const spent = (['reads', 'writes', 'lists', 'deletes'] as const).map((quota) => cell(strangers, sweep, quota));
  const stopped = brakedAfter === null ? 'never' : `${Math.floor(brakedAfter / 60)} h ${brakedAfter % 60} min`;
  return `| ${[name, moderation, addresses, ...spent, `${Math.round(steepest * 100)} %`, stopped, wordsFor(outcome)].join(' | ')} |`;
}

/** Strangers' and the sweep's, and a mark where that is all there is. */
function cell(strangers: Spent, sweep: Spent, quota: keyof Spent): string {
  const sum = strangers[quota] + sweep[quota];
  return `${sum.toLocaleString('en-GB')}${sum >= QUOTA[quota] * 0.98 ? ' **all**' : ''}`;
}

function wordsFor({ knownCanWrite, knownIsSeen, ownerCanJudge, sweepsFailed }: Outcome): string {
  const lost = [
    !knownCanWrite && 'known authors cannot write',
    knownCanWrite && !knownIsSeen && 'what they write is not seen',
    !ownerCanJudge && 'the owner cannot judge',
    sweepsFailed > 0 && `${sweepsFailed} sweeps failed`,
  ].filter((each) => each !== false);
  return lost.length === 0 ? 'all goes on' : lost.join(', ');
}
