// The invariants. Each reads what the clients were told (the ledger) and what lies in the central store, and says in a
// sentence what is wrong; none of them asks the store's own code.

import type { PublicComment, Thread } from '../../../worker/contract/index.ts';
import { settle } from '../../../worker/rules/comment/settle.ts';
import { HOUR, MINUTE, SECOND } from '../../../worker/rules/time.ts';
import { lists, type Page, textOf } from '../cast/clients.ts';
import { checkRules } from '../cast/settings.ts';
import type { Region } from '../platform/region.ts';
import type { World } from '../platform/world.ts';
import { type Folded, fold } from './fold.ts';
import type { Comment, Judged, Ledger, Said, Wrong } from './ledger.ts';

/** worker/store/sweep/sweep.ts publishes for good what is older than this. */
const SETTLED_AFTER = 16 * MINUTE;

/** Of what is hidden: worker/rules/comment/words-go.ts. */
const WORDS_KEPT_FOR = 25 * HOUR;

export interface Finale {
  world: World;
  ledger: Ledger;
  pages: Page[];
  /** As the weather was before it calmed. */
  skew: number;
  staleFor: number;
}

/** When all is calm again: asks every region for everything. */
export async function checkEnd(finale: Finale): Promise<Wrong[]> {
  const { world, ledger, pages } = finale;
  const wrong: Wrong[] = [...ledger.wrong];
  const say = (invariant: string, story: string) => wrong.push({ invariant, story });

  bringHome(finale);
  for (const { to } of ledger.moves) {
    const home = homeOf(world, to.thread);
    if (home === to.thread) say('a moved page is one thread', `${to.url} has comments of its own`);
  }
  const shown: Shown[] = [];
  for (const page of pages) {
    for (const region of world.regions) {
      const all = await readAll(world, region, page);
      shown.push(all);
      for (const view of [all.head, ...all.parts]) {
        const comments = (view?.comments ?? []).map((form) => ({ id: form.id, text: textOf(form) }));
        ledger.seen.push({ at: world.now, region: region.name, thread: page.thread, comments });
      }
    }
  }
  for (const each of shown) checkReaches(ledger, each, say);
  checkReads(finale, say);
  checkHidden(finale, say);
  if (!world.program.hasFacts) return wrong;

  const folds = new Map(pages.map((page) => [page.thread, fold(world.central, page.thread, world.now)]));
  for (const each of shown) checkViews(each, folds.get(each.thread)!, say);
  for (const each of shown) checkLikes(ledger, each, say);
  for (const comment of ledger.comments) checkComment(comment, folds.get(comment.thread)!, world.now, say);
  for (const region of world.regions) await checkInbox(world, ledger, region, folds, say);
  checkOrder(finale, folds, say);
  await checkPermalinks(finale, folds, say);
  checkErased(finale, say);
  checkSubscribed(finale, say);
  wrong.push(...(await checkRules(world, ledger, finale.staleFor)));
  return wrong;
}

/** What was written and read at an address that a page moved to is of the thread that it has. */
function bringHome({ world, ledger, pages }: Finale): void {
  for (const comment of ledger.comments)
    if (homeOf(world, comment.thread) !== comment.thread) comment.wasCarried = true;
  for (const each of [...ledger.comments, ...ledger.seen, ...pages]) each.thread = homeOf(world, each.thread);
}

function homeOf({ central, now }: World, thread: string): string {
  const from = central.read(`fact:${thread}:~from`, now);
  return from ? JSON.parse(from.metadata!).value : thread;
}

/** Of what was erased no word and no address lies anywhere any more, whatever went on at that time. */
function checkErased({ world, ledger }: Finale, say: Say): void {
  const erased = ledger.comments.filter((comment) => comment.erased?.outcome === 'done');
  if (erased.length === 0) return;
  for (const { name, version } of world.central.list('', world.now)) {
    const found = erased.find(({ said }) => said.some(({ text }) => version.value!.includes(`"${text}"`)));
    if (found) say('nothing is left of what was erased', `${found.said[0]!.text} in ${name}`);
    const isAddress = /^(address|subscriber):/.test(name);
    const mailed = isAddress && erased.find(({ id }) => name.endsWith(`:${id}`));
    if (mailed) say('nothing is left of what was erased', `the address of ${mailed.said[0]!.text} in ${name}`);
  }
}

/** Who said yes is told of replies as long as their comment stays; of what they withdrew later, nothing is kept. */
function checkSubscribed({ world, ledger }: Finale, say: Say): void {
  for (const { thread, id, said, subscribed, withdrawn, erased, wasCarried } of ledger.comments) {
    if (subscribed?.outcome !== 'done' || wasCarried) continue;
    const isKept = world.central.read(`subscriber:${thread}:${id}`, world.now) !== null;
    const what = said[0]!.text;
    if (!withdrawn && !erased && !isKept) say('who said yes to replies is told of them', what);
    // Pressed where the withdrawal was not seen yet, it stays with the words, for a day: worker/store/SCHEMA.md.
    const isLater = withdrawn?.outcome === 'done' && subscribed.endedAt! < withdrawn.sentAt;
    if (isLater && isKept) say('nobody is told of replies to what they withdrew', what);
  }
}

/** A comment's address leads to where its page is now, whichever thread it names. */
async function checkPermalinks({ world, ledger }: Finale, folds: Map<string, Folded>, say: Say): Promise<void> {
  for (const { from, to } of ledger.moves) {
    const { facts, state } = folds.get(from.thread)!;
    const where = state.moves?.[0]?.page ?? from.url;
    // Public or not: the address tells nobody which.
    const [id] = facts.keys();
    for (const region of id === undefined ? [] : world.regions) {
      for (const thread of [from.thread, to.thread]) {
        const answer = await world.fetch(region, `/c/${id}?thread=${thread}`);
        if (!answer?.location?.startsWith(`${where}#`)) {
          say(
            'a permalink leads to where the page is',
            `${region.name}: ${answer?.status} ${answer?.location}, not ${where}`,
          );
        }
      }
    }
  }
}

/** What a region shows of a thread: its head, and its parts. */
interface Shown {
  region: string;
  thread: string;
  head: Thread | null;
  parts: (Thread | null)[];
}

export async function readAll(world: World, region: Region, page: Page): Promise<Shown> {
  const read = async (part: string): Promise<Thread | null> => {
    const answer = await world.fetch(region, `/api/thread?page=${encodeURIComponent(page.url)}${part}`);
    return answer?.status === 200 ? answer.json : null;
  };
  const head = await read('');
  const parts: (Thread | null)[] = [];
  for (let part = 0; head !== null && head.parts > 1 && part < head.parts; part++)
    parts.push(await read(`&part=${part}`));
  return { region: region.name, thread: page.thread, head, parts };
}

/** Every acknowledged comment and edit reaches every region: by what the clients were told, whatever the facts say. */
function checkReaches(ledger: Ledger, { region, thread, head, parts }: Shown, say: Say): void {
  const texts = new Map(
    [head, ...parts].flatMap((view) => view?.comments ?? []).map((form) => [form.id, textOf(form)]),
  );
  for (const comment of ledger.comments) {
    if (comment.thread !== thread || comment.withdrawn !== null) continue;
    if (comment.verdicts.some(({ verdict, outcome }) => verdict !== 'approve' && outcome !== 'refused')) continue;
    // Two ways in which a comment waits after all, where the owner has changed the rule meanwhile: a late retry that
    // did not see its first attempt is screened anew; and an edit that has to wait takes the place of one that it did
    // not see. `checkInbox` finds it in that tab (worker/store/SCHEMA.md).
    const isUnseen = (said: Said, next: Said | undefined) => next && next.sentAt < said.endedAt! + 5 * MINUTE;
    const mayWait = (said: Said, i: number) =>
      ledger.rules.some(({ field }) => field === 'moderation') &&
      (said.resentAt !== undefined || (i > 0 && isUnseen(said, comment.said[i + 1])));
    const isPublic = (said: Said, i: number) =>
      said.outcome === 'done' && said.screened === 'approved' && !mayWait(said, i);
    const newest = comment.said.findLastIndex(isPublic);
    if (newest < 0) continue;
    const text = texts.get(comment.id);
    const allowed = comment.said.slice(newest).map((said) => said.text);
    if (!text || !allowed.includes(text)) {
      say(
        'every acknowledged comment and edit reaches every region',
        `${region} shows ${text}, not ${allowed[0]} (${comment.id})`,
      );
    }
  }
}

/** Likes are what readers were told of: each counts once, as they left it. */
function checkLikes(ledger: Ledger, { region, head, parts }: Shown, say: Say): void {
  for (const form of [head, ...parts].flatMap((view) => [...(view?.pinned ?? []), ...(view?.comments ?? [])])) {
    const comment = ledger.byId.get(form.id);
    if (!comment || form.gone) continue;
    const ends = [...comment.likes.values()].map((acts) => acts.findLast(({ outcome }) => outcome !== 'refused'));
    const sure = ends.filter((end) => end?.outcome === 'done' && end.on).length;
    const open = ends.filter((end) => end && end.outcome !== 'done').length;
    const [least, most] = [comment.likesBefore + sure, comment.likesBefore + sure + open];
    if (form.likes < least || form.likes > most) {
      const is = `${form.id} has ${form.likes} likes in ${region}`;
      say('likes are what readers left', `${is}, not ${least === most ? least : `${least} to ${most}`}`);
    }
    const pin = comment.pins.findLast(({ outcome }) => outcome !== 'refused');
    if (pin?.outcome === 'done' && pin.on !== (form.pinned === true)) {
      say('pinned is what the owner pinned', `${form.id} in ${region}, ${pin.on ? 'not ' : ''}pinned`);
    }
  }
}

type Say = (invariant: string, story: string) => void;

/** All regions end equal to the fold of all facts. */
function checkViews({ region, head, parts }: Shown, folded: Folded, say: Say): void {
  const compare = (what: string, difference: string | null) => {
    if (difference) say('all regions end equal to the fold of all facts', `${region}, ${what}: ${difference}`);
  };
  if (folded.positions.length > 0) compare('the head', differenceOf(head, folded.head));
  for (const [part, should] of folded.parts.entries()) {
    // A part holds for its own comments; what is said of the whole thread is up to date in the head only
    // (docs/design.md).
    compare(`part ${part}`, differenceOf(parts[part] ?? null, should, PART_FIELDS));
  }
}

const PART_FIELDS = ['thread', 'from', 'page', 'title'] as const;
const HEAD_FIELDS = [...PART_FIELDS, 'count', 'total', 'parts', 'open'] as const;

function differenceOf(
  is: Thread | null,
  should: Thread,
  fields: readonly (keyof Thread)[] = HEAD_FIELDS,
): string | null {
  if (!is) return 'there is no such view';
  const brief = (comments: PublicComment[]) =>
    comments
      .slice(-30)
      .map((comment) => `${comment.id.slice(-4)}=${comment.gone ?? textOf(comment)}`)
      .join(' ');
  for (const field of fields) {
    if (is[field] === should[field]) continue;
    const are = `${field} is ${is[field]}, not ${should[field]}`;
    return `${are}\n  is     ${brief(is.comments)}\n  should ${brief(should.comments)}`;
  }
  for (const field of ['comments', 'pinned'] as const) {
    const [a, b] = [is[field] ?? [], should[field] ?? []];
    if (JSON.stringify(a) === JSON.stringify(b)) continue;
    const at = b.findIndex((comment, i) => JSON.stringify(comment) !== JSON.stringify(a[i]));
    return `${field} differ:\n  is     ${brief(a)}\n  should ${brief(b)}\n  ${JSON.stringify(a[at])}\n  ${JSON.stringify(b[at])}`;
  }
  return null;
}

/** What its client was told about one comment, against the facts and what follows from them. */
function checkComment(comment: Comment, folded: Folded, now: number, say: Say): void {
  const { id, said, withdrawn } = comment;
  const first = said[0]!;
  const facts = folded.facts.get(id);
  const what = `${first.text} (${id})`;
  if (!facts) {
    if (first.outcome === 'done') say('every acknowledged comment is kept', `${what} is nowhere`);
    return;
  }
  if (first.outcome === 'refused') say('a refused post is absent', `${what} is here all the same`);
  for (const fact of facts) {
    if ('words' in fact && !fact.stub && !said.some(({ text }) => text === fact.words.source)) {
      say('words are whole and in their own comment', `${what} holds ${fact.words.source}`);
    }
  }
  const kept = (kind: 'post' | 'edit') => {
    const fact = facts.find((each) => each.kind === kind);
    return fact && 'words' in fact ? fact.words.source : null;
  };
  const hasWords = !facts.some((fact) => fact.kind === 'post' && fact.stub);
  if (!hasWords && !mayBeWordless(comment, now)) say('words stay until their time has come', what);
  if (hasWords && kept('post') !== first.text) say('first words stay', `${what} begins with ${kept('post')}`);

  const edits = said.slice(1);
  const lastDone = edits.findLastIndex(({ outcome }) => outcome === 'done');
  const may = edits.filter(({ outcome }, i) => i >= lastDone && outcome !== 'refused').map(({ text }) => text);
  if (lastDone >= 0 && hasWords && !may.includes(kept('edit') ?? '')) {
    say('every acknowledged edit is kept', `${what}: the edit is ${kept('edit')}, not ${may.join(' or ')}`);
  }

  const status = settle(folded.entries.get(id)!)!.status;
  if (withdrawn?.outcome === 'done' && status !== 'withdrawn') say('withdrawn is final', `${what} is ${status}`);
  if (status === 'withdrawn' && withdrawn === null) say('withdrawn is its author’s word', what);

  if (comment.erased?.outcome === 'done' && !['removed', 'withdrawn', 'spam'].includes(status))
    say('erased is for good', `${what} is ${status}`);
  const last = lastWord(comment.verdicts);
  if (last && comment.erased === null && status !== 'withdrawn') {
    const should = { remove: ['removed'], spam: ['spam'], wait: ['pending'], approve: ['approved'], restore: null };
    // What was approved may have been overwritten by its author a moment before: then the new words wait.
    const isOverwritten = last.verdict === 'approve' && last.text !== said.findLast(isPossible)?.text;
    const fits = isOverwritten ? null : should[last.verdict];
    if (fits && !fits.includes(status)) {
      say('the owner’s last verdict holds', `${what} is ${status} after ${last.verdict} of ${last.text}`);
    }
  }
}

/** What was removed at its old home comes without words. */
function mayBeWordless({ verdicts, withdrawn, erased, isImported }: Comment, now: number): boolean {
  if (erased !== null || isImported) return true;
  const acts = [...verdicts, ...(withdrawn ? [{ ...withdrawn, verdict: 'remove' as const }] : [])];
  const last = acts.sort((a, b) => a.sentAt - b.sentAt).at(-1);
  if (!last || last.verdict === 'approve' || last.verdict === 'restore') return false;
  return now - last.sentAt > WORDS_KEPT_FOR;
}

function isPossible({ outcome }: Said): boolean {
  return outcome !== 'refused';
}

/** The verdict that nothing overlapped or followed; null where the outcome was open. */
function lastWord(verdicts: Judged[]): Judged | null {
  const effective = verdicts.filter(({ outcome }) => outcome !== 'refused').sort((a, b) => a.sentAt - b.sentAt);
  const last = effective.at(-1);
  if (last?.outcome !== 'done') return null;
  // Of two tabs in two regions the second may not have seen the first yet: worker/store/SCHEMA.md, races that are
  // accepted.
  const isAlone = effective.slice(0, -1).every((each) => each.endedAt! + 5 * MINUTE < last.sentAt);
  return isAlone ? last : null;
}

/** The owner's inbox holds every acknowledged comment, in the tab of its status. */
async function checkInbox(world: World, ledger: Ledger, region: Region, folds: Map<string, Folded>, say: Say) {
  const tabs = new Map<string, Map<string, string>>();
  for (const tab of ['pending', 'approved', 'spam', 'removed']) {
    const listed = await lists(world, region, tab);
    if (!listed) return say('the inbox can be read', `${region.name} ${tab}`);
    tabs.set(tab, new Map(listed.map((comment) => [comment.id, comment.source])));
    if (tabs.get(tab)!.size !== listed.length) say('the inbox shows nothing twice', `${region.name} ${tab}`);
  }
  for (const { id, said, thread, erased } of ledger.comments) {
    const entry = folds.get(thread)!.entries.get(id);
    // Of what was erased there is nothing left to list.
    if (said[0]!.outcome !== 'done' || !entry || erased) continue;
    const settled = settle(entry)!;
    if (settled.status !== 'withdrawn' && !tabs.get(settled.status)!.has(id)) {
      const where = [...tabs].filter(([, ids]) => ids.has(id)).map(([tab]) => tab);
      say(
        'the inbox holds every acknowledged comment',
        `${said[0]!.text} (${id}) is ${settled.status}, in ${region.name} listed as ${where.join()}`,
      );
    }
    const waits = settled.status === 'approved' && settled.newest.judged !== 'approved';
    if (waits && !tabs.get('pending')!.has(id)) {
      say('the inbox holds every edit that waits', `${said[0]!.text} in ${region.name}`);
    }
  }
}

/** Every answer that a reader ever got. */
function checkReads({ ledger }: Finale, say: Say): void {
  const fine = new Set<string>();
  for (const seen of ledger.seen) {
    const ids = new Set<string>();
    for (const { id, text } of seen.comments) {
      if (ids.has(id)) say('nothing is shown twice', `${id} at ${seen.at} in ${seen.region}`);
      ids.add(id);
      const comment = ledger.byId.get(id);
      if (comment?.thread !== seen.thread) say('a comment is in its own thread', `${id} at ${seen.at}`);
      if (text === null || fine.has(text)) continue;
      if (!comment?.said.some((said) => said.text === text)) say('words are in their own comment', `${text} in ${id}`);
      if (ledger.mayBePublic(text, seen.at)) fine.add(text);
      else say('nothing is shown that was never approved', `${text} at ${seen.at} in ${seen.region}`);
    }
  }
}

/** Nothing removed or withdrawn is visible after the lag, or comes back. */
function checkHidden({ ledger, skew, staleFor }: Finale, say: Say): void {
  /** By then an undisturbed sweep, by any region's clock, has published it for good, and every cache has forgotten. */
  const goneBy = (at: number) => {
    const sweep = ledger.sweeps.find(({ startedAt }) => startedAt > at + SETTLED_AFTER + 2 * skew);
    return sweep ? sweep.endedAt + staleFor + 10 * SECOND : Number.POSITIVE_INFINITY;
  };
  for (const comment of ledger.comments) {
    const spans: { from: number; to: number; why: string }[] = [];
    const { withdrawn, verdicts } = comment;
    if (withdrawn?.outcome === 'done') {
      spans.push({ from: goneBy(withdrawn.endedAt!), to: Number.POSITIVE_INFINITY, why: 'withdrawn' });
    }
    for (const hidden of verdicts) {
      if (hidden.outcome !== 'done' || hidden.verdict === 'approve' || hidden.verdict === 'restore') continue;
      const lifts = verdicts.filter(
        ({ verdict, outcome }) =>
          !hidden.isFinal && (verdict === 'approve' || verdict === 'restore') && outcome !== 'refused',
      );
      // Two verdicts at once; or by clocks that are apart, each on the comment in another of its two threads.
      const blur = comment.wasCarried ? 2 * skew + staleFor : 0;
      if (lifts.some((lift) => lift.sentAt <= hidden.endedAt! + blur && lift.endedAt! + blur >= hidden.sentAt))
        continue;
      const to = Math.min(
        Number.POSITIVE_INFINITY,
        ...lifts.filter((lift) => lift.sentAt > hidden.sentAt).map((lift) => lift.sentAt),
      );
      spans.push({ from: goneBy(hidden.endedAt!), to, why: hidden.verdict });
    }
    for (const { from, to, why } of spans) {
      const again = ledger.seen.find(
        (seen) =>
          seen.at > from && seen.at < to && seen.comments.some(({ id, text }) => id === comment.id && text !== null),
      );
      if (again)
        say(
          'nothing hidden is visible after the lag',
          `${comment.said[0]!.text} (${comment.id}, ${why}) at ${again.at} in ${again.region}`,
        );
    }
  }
}

/** Once two comments have settled, which of them comes first never changes. */
function checkOrder({ ledger, skew, staleFor }: Finale, folds: Map<string, Folded>, say: Say): void {
  for (const [thread, { positions }] of folds) {
    const order = new Map(positions.map(({ id }, index) => [id, index]));
    const settledAt = (id: string) => {
      const { said, verdicts } = ledger.byId.get(id)!;
      const lastMove = Math.max(
        ...said.map(({ endedAt }) => endedAt ?? 0),
        ...verdicts.map(({ endedAt }) => endedAt ?? 0),
      );
      const sweep = ledger.sweeps.find(({ startedAt }) => startedAt > lastMove + SETTLED_AFTER + 2 * skew);
      return sweep ? sweep.endedAt + staleFor + 10 * SECOND : Number.POSITIVE_INFINITY;
    };
    const settled = new Map(positions.map(({ id }) => [id, settledAt(id)]));
    for (const seen of ledger.seen) {
      if (seen.thread !== thread) continue;
      const ids = seen.comments
        .map(({ id }) => id)
        .filter((id) => (settled.get(id) ?? Number.POSITIVE_INFINITY) < seen.at);
      const isOrdered = ids.every((id, i) => i === 0 || order.get(ids[i - 1]!)! < order.get(id)!);
      if (!isOrdered)
        say('the order is stable', `${ids.map((id) => id.slice(-4)).join(' ')} at ${seen.at} in ${seen.region}`);
    }
  }
}
