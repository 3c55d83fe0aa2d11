// What the day has used of the free plan, as far as the worker can know. It counts what strangers spend, roughly, for
// its limits (actions/memory/ledger.ts), and not what all of it comes to: an exact counter in KV would be the dearest
// thing in it. So this is worked out from what comments and verdicts left behind, and from the clock; of lists it is
// the most that there can have been.
// Read next: store/backup/health.ts, and scripts/build/budgets.ts for what each act costs.

import type { DoctorLine } from '../../contract/index.ts';
import type { Scope } from '../../deps.ts';
import { dayOf } from '../../rules/screening/brake.ts';
import { useToday } from '../../store/backup/health.ts';
import { ALL_SLOTS, SWEEP_EVERY } from '../../store/sweep/slots.ts';
import { fill, doctorSays as words } from './words.ts';

const FREE = 1_000;
const NEAR = 0.8;
/** One list a run, and a second one whenever the brake has its slot. A run with nothing to do may list nothing. */
const LISTS_A_SWEEP = 1 + SWEEP_EVERY / ALL_SLOTS;

export async function quota({ kv, now }: Pick<Scope, 'kv' | 'now'>): Promise<DoctorLine[]> {
  const { writes, publishes, level } = await useToday(kv, now);
  // Each publish lists its thread, and the sweep once more.
  const lists = Math.round(((now - dayOf(now)) / SWEEP_EVERY) * LISTS_A_SWEEP) + 2 * publishes;
  const brake = { calm: '', work: ` ${words.brakeWork}`, closed: ` ${words.brakeClosed}` }[level];
  const of = fill(words.ofFree, { n: FREE });
  const state = (used: number) => (used > FREE * NEAR ? 'look' : 'fine');
  return [
    {
      name: words.writes,
      state: brake === '' ? state(writes) : 'look',
      says: `${fill(words.usedWrites, { n: writes })} ${of}${brake}`,
    },
    {
      name: words.lists,
      state: state(lists),
      says: `${fill(words.usedLists, { n: lists })} ${of}`,
    },
    {
      name: words.reads,
      state: 'fine',
      says: words.usedReads,
    },
  ];
}
