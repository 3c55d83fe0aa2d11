// Decides what becomes of a new comment: shown, held for the owner, or put away as spam. Each check is one small
// function that finds something or nothing; adding one is a line in CHECKS. What is found is told to the owner in full,
// to the reader only in general: which word is blocked is not theirs to know. Pure: no KV, no clock, no fetch. Read
// next: rules/text/tree.ts, likeness.ts.

import type { Node } from '../../contract/index.ts';
import type { Screening } from '../comment/facts.ts';
import { plainText, walk } from '../text/tree.ts';
import { SECOND } from '../time.ts';
import { fold, holdsWord, posesAs } from './likeness.ts';

export interface Draft {
  name: string;
  url?: string;
  body: Node[];
  author: { known: boolean; trusted: boolean; owner: boolean; site?: string | null };
  seen?: Signals;
}

/** What was seen of how it came, beside its words. */
export interface Signals {
  /** From the ticket, which the first keystroke fetches, to the post; milliseconds. */
  wroteFor?: number;
  /** Another comment said just this in the last hour. */
  isSaidElsewhere?: boolean;
  /** Another name gave this website in the last hour. */
  isSiteOfAnother?: boolean;
  /** Names that readers see with the owner's badge. */
  badged?: string[];
  /** A field was filled in that readers do not see. */
  isTrapped?: boolean;
  /** Of the work that was asked for: a phone that was too slow for it, or a page that cannot do any. */
  work?: 'all' | 'most' | 'unable';
  /** The captcha's service could not be reached. */
  isUnchecked?: boolean;
  akismet?: 'ham' | 'spam' | 'certain spam' | 'silent';
  /** Its words that look like what the owner marked as spam (filter.ts). */
  learnt?: string[] | null;
}

/** The owner's rules, out of the settings. */
export interface ScreeningRules {
  moderation: 'first-time' | 'all' | 'open';
  maxLinks: number;
  blockedWords: string[];
  ownerName: string;
}

/** What a check found: the reason in words for the owner, and how bad it is. */
interface Finding {
  reason: string;
  /** Two of these, from someone unknown, are spam. */
  isGrave?: true;
  /** Spam by itself. */
  isCertain?: true;
}

type Check = (draft: Draft, rules: ScreeningRules) => Finding | null;

const CHECKS: readonly Check[] = [
  everyCommentWaits,
  firstComment,
  hasLinks,
  anotherWebsite,
  tooManyLinks,
  mostlyLinks,
  blockedWord,
  posesAsOwner,
  tooFast,
  saidElsewhere,
  siteOfAnother,
  inTrap,
  workLeft,
  captchaUnchecked,
  foundByAkismet,
  foundByFilter,
];

/** The owner is never held. */
export function screen(draft: Draft, rules: ScreeningRules): Screening {
  if (draft.author.owner) return { status: 'approved', reasons: [] };
  const findings = CHECKS.map((check) => check(draft, rules)).filter((finding) => finding !== null);
  return { status: decide(findings, draft), reasons: findings.map(({ reason }) => reason) };
}

/**
 * An edit is judged anew; but words that were approved before are no news, and the owner's own wording stays until the
 * owner says otherwise. Late: what is public is edited when its time has passed.
 */
export function screenEdit(
  draft: Draft,
  rules: ScreeningRules,
  { isApproved, isOwnersWording, isLate }: { isApproved: boolean; isOwnersWording: boolean; isLate: boolean },
): Screening {
  if (isApproved) return { status: 'approved', reasons: [] };
  const { status, reasons } = screen(draft, rules);
  if (draft.author.owner) return { status, reasons };
  const more = [...(isOwnersWording ? [OWNERS_WORDING] : []), ...(isLate ? [LATE] : [])];
  if (more.length === 0) return { status, reasons };
  return { status: status === 'spam' ? 'spam' : 'pending', reasons: [...more, ...reasons] };
}

function decide(findings: Finding[], { author }: Draft): Screening['status'] {
  if (findings.length === 0) return 'approved';
  const grave = findings.filter(({ isGrave }) => isGrave).length;
  const isSpam = grave > 1 || findings.some(({ isCertain }) => isCertain);
  return isSpam && !author.known && !author.trusted ? 'spam' : 'pending';
}

/** The reason that each comment of a new writer has under these rules, so that it tells nobody anything; else null. */
export function usualReason(moderation: ScreeningRules['moderation']): string | null {
  return { 'first-time': FIRST, all: EVERY, open: null }[moderation];
}

/** Reasons as the reader may hear them. */
export function reasonsForReader(reasons: readonly string[]): string[] {
  const told = reasons.map((reason) => TOLD[reason] ?? (reason.startsWith(MORE_LINKS) ? HAS_LINKS : REVIEW));
  return [...new Set(told)];
}

const EVERY = 'every comment waits';
const FIRST = 'first comment';
const HAS_LINKS = 'has links';
const MORE_LINKS = 'more links than allowed';
const ANOTHER_WEBSITE = 'another website than before';
const LATE = 'edited later than a quarter of an hour after it was posted';
const OWNERS_WORDING = 'edited after you changed its words';
const REVIEW = 'the owner looks at it first';
const TOLD: Record<string, string> = {
  [EVERY]: EVERY,
  [FIRST]: FIRST,
  [HAS_LINKS]: HAS_LINKS,
  [ANOTHER_WEBSITE]: HAS_LINKS,
};

// ---- the checks ----

function everyCommentWaits(_: Draft, rules: ScreeningRules): Finding | null {
  return rules.moderation === 'all' ? { reason: EVERY } : null;
}

function firstComment({ author }: Draft, rules: ScreeningRules): Finding | null {
  return rules.moderation === 'first-time' && !author.known && !author.trusted ? { reason: FIRST } : null;
}

function hasLinks(draft: Draft, rules: ScreeningRules): Finding | null {
  const links = linksInText(draft) + (draft.author.known ? 0 : newWebsites(draft));
  if (rules.moderation === 'open' || draft.author.trusted || links === 0) return null;
  return { reason: HAS_LINKS, isGrave: true };
}

/** A known author is known for what was approved; the website that was approved with it is no news. */
function anotherWebsite(draft: Draft, rules: ScreeningRules): Finding | null {
  if (rules.moderation === 'open' || draft.author.trusted || !draft.author.known) return null;
  return newWebsites(draft) > 0 ? { reason: ANOTHER_WEBSITE } : null;
}

function tooManyLinks(draft: Draft, rules: ScreeningRules): Finding | null {
  const addresses = plainText(draft.body).split('://').length - 1;
  // Among so many there may be some that were not made into links (rules/text/markdown.ts).
  const links = Math.max(linksInText(draft) + newWebsites(draft), addresses > MANY_ADDRESSES ? addresses : 0);
  return links > rules.maxLinks ? { reason: `${MORE_LINKS}: ${links}` } : null;
}

function blockedWord(draft: Draft, rules: ScreeningRules): Finding | null {
  const addresses = [...walk(draft.body)].flatMap((node) =>
    typeof node !== 'string' && node.t === 'a' ? node.href : [],
  );
  const text = fold([draft.name, draft.url ?? '', plainText(draft.body), ...addresses].join('\n')).replace(/\s+/g, ' ');
  const word = rules.blockedWords.find((each) => holdsWord(text, fold(each).trim().replace(/\s+/g, ' ')));
  return word === undefined ? null : { reason: `blocked word: ${word}`, isGrave: true };
}

const MANY_ADDRESSES = 50;

function mostlyLinks({ body, author }: Draft): Finding | null {
  const links = [...walk(body)].filter((node) => typeof node !== 'string' && node.t === 'a');
  const inLinks = plainText(links).replace(/\s/g, '').length;
  const inAll = plainText(body).replace(/\s/g, '').length;
  return !author.trusted && inLinks > A_WORD && inLinks > inAll / 2 ? { reason: 'mostly links' } : null;
}

/** Letters: a short answer may well be one link, "[here](…)". */
const A_WORD = 20;

function posesAsOwner({ name, seen }: Draft, { ownerName }: ScreeningRules): Finding | null {
  if (posesAs(name, ownerName)) return { reason: "the owner's name" };
  return seen?.badged?.some((each) => posesAs(name, each)) ? { reason: 'a name that has the badge' } : null;
}

/** Of a known author, or of a few words, it says nothing: people paste. */
function tooFast({ body, author, seen }: Draft): Finding | null {
  if (author.known || author.trusted || seen?.wroteFor === undefined) return null;
  const { length } = plainText(body);
  const isFast = length > FEW_LETTERS && length / (seen.wroteFor / SECOND) > FASTEST;
  return isFast ? { reason: 'written faster than anyone types' } : null;
}

const FEW_LETTERS = 100;
/** Letters a second; the fastest typists make twenty. */
const FASTEST = 30;

function saidElsewhere({ seen }: Draft): Finding | null {
  return seen?.isSaidElsewhere ? { reason: 'same words elsewhere', isGrave: true } : null;
}

/** People share a website; so do the many names of one program. */
function siteOfAnother({ author, seen }: Draft): Finding | null {
  return seen?.isSiteOfAnother && !author.trusted ? { reason: 'the same website under another name' } : null;
}

/** Programs fill in every field; but so may something in a reader's browser, so it is kept and says why. */
function inTrap({ seen }: Draft): Finding | null {
  return seen?.isTrapped ? { reason: 'filled in a field that people do not see', isCertain: true } : null;
}

function workLeft({ seen }: Draft): Finding | null {
  switch (seen?.work) {
    case 'most':
      return { reason: 'its browser was too slow for the work asked of it' };
    case 'unable':
      return { reason: 'its page is not on https, so its browser could not do the work asked of it' };
    default:
      return null;
  }
}

function captchaUnchecked({ seen }: Draft): Finding | null {
  return seen?.isUnchecked ? { reason: 'Turnstile could not be reached' } : null;
}

function foundByAkismet({ seen }: Draft): Finding | null {
  switch (seen?.akismet) {
    case 'spam':
      return { reason: 'Akismet calls it spam', isGrave: true };
    case 'certain spam':
      return { reason: 'Akismet calls it certain spam', isCertain: true };
    case 'silent':
      return { reason: 'Akismet could not be reached' };
    default:
      return null;
  }
}

/** Never more than a reason to wait: it guesses. */
function foundByFilter({ author, seen }: Draft): Finding | null {
  if (!seen?.learnt || author.trusted) return null;
  return { reason: `looks like what you marked as spam: ${seen.learnt.slice(0, 5).join(', ')}` };
}

/** Counted on the tree, not guessed from the text. */
function linksInText({ body }: Draft): number {
  return [...walk(body)].filter((node) => typeof node !== 'string' && node.t === 'a').length;
}

/** The author's own site counts until it was approved; 1 or 0. */
function newWebsites({ url, author: { known, site } }: Draft): number {
  if (url === undefined) return 0;
  const isApproved = known && (site === undefined || site === url);
  return isApproved ? 0 : 1;
}
