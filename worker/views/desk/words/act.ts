// What a link in a notice opens.

import type { DeskWords } from './words.ts';

export const actWords = {
  approve: 'Approve',
  spam: 'Spam',
  approveAsk: 'Approve this comment?',
  spamAsk: 'Mark this comment as spam?',
  /** `{name}`: who wrote it; `{title}`: the page's. */
  nameOn: '{name} on {title}',
  waitingBecause: 'Waiting because: {title}',
  see: 'See it at your desk',
  goToDesk: 'Go to your desk',

  // ---- headings, and what is under them ----
  approved: 'Approved',
  approvedHint: 'It shows on the page within about a minute.',
  isSpam: 'Marked as spam',
  isSpamHint: 'It is in the tab Spam, for 30 days.',
  stale: 'These words have changed',
  staleHint: 'They are others than those you were told of, so nothing was done. Please look again.',
  judged: 'This was seen to already',
  judgedHint: 'Nothing was done. What was decided can be changed at your desk.',
  gone: 'That comment is no longer here',
  goneHint: 'Its writer deleted it, or it was erased. Nothing was done.',
  expired: 'This link does not work any more',
  expiredHint: 'Links in notices work for three days, and only whole. Nothing was done.',
} as const satisfies DeskWords;
