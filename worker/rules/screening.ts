// Decides what becomes of a new comment: shown, held for the owner, or put away as spam. Each check is one small function
// that finds something or nothing; adding one is a line in CHECKS. What is found is told to the owner in full, to the
// reader only in general: which word is blocked is not theirs to know.
// Pure: no KV, no clock, no fetch. Read next: tree.ts, likeness.ts.

import type { Node } from '../contract/index.ts';
import type { Screening } from './facts.ts';
import { fold, holdsWord, looksLike } from './likeness.ts';
import { plainText, walk } from './tree.ts';

export interface Draft {
  name: string;
  url?: string;
  body: Node[];
  author: { known: boolean; trusted: boolean; owner: boolean };
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
}

type Check = (draft: Draft, rules: ScreeningRules) => Finding | null;

const CHECKS: readonly Check[] = [everyCommentWaits, firstComment, hasLinks, tooManyLinks, blockedWord, posesAsOwner];

/** The owner is never held. */
export function screen(draft: Draft, rules: ScreeningRules): Screening {
  if (draft.author.owner) return { status: 'approved', reasons: [] };
  const findings = CHECKS.map((check) => check(draft, rules)).filter((finding) => finding !== null);
  return { status: decide(findings, draft), reasons: findings.map(({ reason }) => reason) };
}

/** An edit is judged anew; but words that were approved before are no news, and the owner's own wording stays until the owner says otherwise. */
export function screenEdit(
  draft: Draft,
  rules: ScreeningRules,
  { isApproved, isOwnersWording }: { isApproved: boolean; isOwnersWording: boolean },
): Screening {
  if (isApproved) return { status: 'approved', reasons: [] };
  const { status, reasons } = screen(draft, rules);
  if (!isOwnersWording || draft.author.owner) return { status, reasons };
  return { status: status === 'spam' ? 'spam' : 'pending', reasons: [OWNERS_WORDING, ...reasons] };
}

function decide(findings: Finding[], { author }: Draft): Screening['status'] {
  if (findings.length === 0) return 'approved';
  const grave = findings.filter(({ isGrave }) => isGrave).length;
  return grave > 1 && !author.known && !author.trusted ? 'spam' : 'pending';
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
const OWNERS_WORDING = 'edited after you changed its words';
const REVIEW = 'the owner looks at it first';
const TOLD: Record<string, string> = { [EVERY]: EVERY, [FIRST]: FIRST, [HAS_LINKS]: HAS_LINKS };

/** What a comment that is thrown away unread says: the same as one that waits. */
export const HELD_REASONS: readonly string[] = [FIRST];

// ---- the checks ----

function everyCommentWaits(_: Draft, rules: ScreeningRules): Finding | null {
  return rules.moderation === 'all' ? { reason: EVERY } : null;
}

function firstComment({ author }: Draft, rules: ScreeningRules): Finding | null {
  return rules.moderation === 'first-time' && !author.known && !author.trusted ? { reason: FIRST } : null;
}

function hasLinks(draft: Draft, rules: ScreeningRules): Finding | null {
  if (rules.moderation === 'open' || draft.author.trusted || linksIn(draft) === 0) return null;
  return { reason: HAS_LINKS, isGrave: true };
}

function tooManyLinks(draft: Draft, rules: ScreeningRules): Finding | null {
  const links = linksIn(draft);
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

function posesAsOwner({ name }: Draft, { ownerName }: ScreeningRules): Finding | null {
  const owner = looksLike(ownerName);
  return owner !== '' && looksLike(name) === owner ? { reason: "the owner's name" } : null;
}

/** Counted on the tree, not guessed from the text; the author's own site counts until they are known. */
function linksIn({ body, url, author }: Draft): number {
  const inText = [...walk(body)].filter((node) => typeof node !== 'string' && node.t === 'a').length;
  return inText + (url !== undefined && !author.known ? 1 : 0);
}
