// How often a world met the races that worker/store/SCHEMA.md accepts: told afterwards, from every write there ever was
// and from what readers saw. None of them is a fault; one that is never met may be no race at all.

import { MINUTE, SECOND } from '../../../worker/rules/time.ts';
import type { Version } from '../platform/central.ts';
import type { World } from '../platform/world.ts';
import type { Comment, Ledger } from './ledger.ts';

/** Each has its entry in worker/store/SCHEMA.md. */
export const RACES = {
  publishes: 'two publishes of a thread at once',
  retry: 'a retry that did not see its first attempt',
  edit: 'an edit that waits over an approved one that it did not see',
  verdicts: 'two verdicts on a comment within the lag',
  inBoth: 'verdicts on a comment in both threads of a page that moves',
  hiddenAgain: 'a restored comment hidden once more',
  row: 'an inbox row deleted and put back',
  report: 'the row of a report deleted as it was put',
  carried: 'comments carried over to where a page moved',
  views: 'two runs of the sweep at once',
  flicker: 'a removed text shown once more',
} as const;

export function racesMet({ central }: World, ledger: Ledger): Record<string, number> {
  const met: Record<string, number> = Object.fromEntries(Object.values(RACES).map((race) => [race, 0]));
  const meet = (race: keyof typeof RACES, times = 1) => {
    met[RACES[race]]! += times;
  };
  for (const [name, versions] of central.histories()) {
    const [kind, tab] = name.split(':');
    const isReport = kind === 'inbox' && tab === 'pending' && name.endsWith(':report');
    for (const [i, version] of versions.entries()) {
      const before = versions[i - 1];
      if (kind === 'touch' && name.includes('~carried') && i === 0) meet('carried');
      if (!before?.by || !version.by) continue;
      const isAtOnce = before.by !== version.by && version.by.beganAt < before.time;
      if (kind === 'view' && isAtOnce) meet('publishes');
      if (kind === 'fact' && isFirstWords(name) && isUnseen(before, version)) meet('retry');
      if (name.endsWith(':edit') && replacesUnseen(before, version)) meet('edit');
      const isSoon = version.time - before.time < 5 * MINUTE && before.by.region !== version.by.region;
      if (name.endsWith(':hide') && isSoon) meet('verdicts');
      const isBack = before.value === null && before.by.isCron && version.value !== null;
      if (kind === 'inbox' && !isReport && isBack) meet('row');
      if (isReport && version.value === null && version.by.beganAt - before.time < MINUTE) meet('report');
    }
  }
  meet('views', overlaps(ledger));
  for (const comment of ledger.comments) {
    if (comment.wasCarried && comment.verdicts.length > 1) meet('inBoth');
    meet('hiddenAgain', hiddenAgain(comment, ledger));
    meet('flicker', flickers(comment, ledger));
  }
  return met;
}

function isFirstWords(name: string): boolean {
  return name.split(':').length === 3 && !/:[+~]/.test(name);
}

/** The same words with a later time. */
function isUnseen(before: Version, version: Version): boolean {
  if (before.value === null || version.value === null || version.by!.isCron) return false;
  const [one, other] = [JSON.parse(before.value), JSON.parse(version.value)];
  return one.stub === undefined && other.stub === undefined && one.at !== other.at;
}

/** Words that wait, and do not carry along the approved ones that lay there. */
function replacesUnseen(before: Version, version: Version): boolean {
  if (before.metadata == null || version.metadata == null || version.by!.isCron) return false;
  const [one, other] = [JSON.parse(before.metadata), JSON.parse(version.metadata)];
  return one.s === 'approved' && other.s !== 'approved' && other.b?.[0] !== one.h;
}

function overlaps({ sweeps }: Ledger): number {
  const sorted = [...sweeps].sort((a, b) => a.startedAt - b.startedAt);
  return sorted.filter(({ startedAt }, i) => i > 0 && sorted[i - 1]!.endedAt > startedAt).length;
}

/** After its restoring: shown, and then gone, though nobody hid it in between. */
function hiddenAgain({ id, verdicts }: Comment, { seen }: Ledger): number {
  const last = verdicts.at(-1);
  if (last?.outcome !== 'done' || (last.verdict !== 'restore' && last.verdict !== 'approve')) return 0;
  const later = seen.flatMap(({ at, comments }) =>
    at > last.endedAt! ? comments.filter((each) => each.id === id) : [],
  );
  const first = later.findIndex(({ text }) => text !== null);
  return first >= 0 && later.slice(first).some(({ text }) => text === null) ? 1 : 0;
}

/** In one region: gone, and then shown, though nobody restored it in between. */
function flickers({ id, verdicts, withdrawn }: Comment, { seen }: Ledger): number {
  const acts = [...verdicts, ...(withdrawn ? [{ ...withdrawn, verdict: 'remove' as const }] : [])];
  const last = acts.sort((a, b) => a.sentAt - b.sentAt).at(-1);
  if (last?.outcome !== 'done' || last.verdict === 'approve' || last.verdict === 'restore') return 0;
  const regions = Map.groupBy(
    seen.filter(({ at }) => at > last.endedAt! + SECOND),
    ({ region }) => region,
  );
  return [...regions.values()].filter((ofRegion) => {
    const texts = ofRegion.flatMap(({ comments }) => comments.filter((each) => each.id === id));
    const gone = texts.findIndex(({ text }) => text === null);
    return gone >= 0 && texts.slice(gone).some(({ text }) => text !== null);
  }).length;
}
