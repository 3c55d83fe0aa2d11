// The English words of mails to readers, and of the pages that the links in them open. Only the worker says them; they
// are in no file that the widget loads. `{site}` is a name or an address: "The Quiet Floor", "example.com".
// Read next: worker/notify/reader-words.ts, worker/views/subscription.ts.

import type { Plural } from './say.ts';

export interface MailWords {
  // ---- a mail that asks whether the address is its reader's; somebody who has never been here may get it ----
  /** Subject. */
  askSubject: string;
  askWhy: string;
  /** Before a link on a line of its own. */
  askHow: string;
  askNot: string;
  /** Before a link on a line of its own. "It" is the address of `askNot`. */
  askNever: string;

  // ---- a mail that tells of replies ----
  /** Subject. `{name}`: who replied; `{title}`: what the page is called, in quotation marks. */
  repliedSubject: string;
  /** Subject; two replies or more. */
  repliesSubject: Plural;
  /** Before what they wrote. `{name}`: who. */
  wrote: string;
  /** Before a link to the reply. */
  readReply: string;
  /** Replies beyond those in the mail. */
  moreReplies: Plural;
  /** Before a link on a line of its own. */
  stopHow: string;

  // ---- the page that confirms ----
  /** Heading. */
  confirmAsk: string;
  confirmWhat: string;
  /** Every e-mail about replies has a link to get no more of them. */
  everyMail: string;
  /** Button. */
  confirmYes: string;
  confirmNot: string;
  /** Heading, when it was confirmed. */
  confirmed: string;

  // ---- the page that stops replies ----
  /** Heading. */
  stopAsk: string;
  stopWhat: string;
  /** Buttons. */
  stopHere: string;
  stopAll: string;
  /** Heading, when there will be no more; also the button of the page that refuses all e-mail. */
  stopped: string;
  deleted: string;

  // ---- the page that refuses all e-mail, and allows it again ----
  /** Heading. */
  refuseAsk: string;
  /** Whoever enters the address: whether its owner or somebody else types it in a form. */
  notAsked: string;
  /** Button. */
  allow: string;
  /** Heading. */
  allowed: string;
  allowedHow: string;

  // ---- headings, and what is under them ----
  nothingToConfirm: string;
  nothingWhy: string;
  repliesOff: string;
  repliesOffWhy: string;
  linkOver: string;
  linkOverWhy: string;
  notNow: string;
  notNowWhy: string;
}

export const mailEnglish: MailWords = {
  askSubject: 'Replies to your comment on {site}: please confirm',
  askWhy: 'Whoever left a comment at {site} asked that replies to it be sent to this address.',
  askHow: 'If that was you, open this page and press its button. It works for seven days:',
  askNot: 'If it was not you, do nothing: no replies are sent here, and the address is deleted within a month.',
  askNever: 'To delete it now and never be asked again, open this page:',
  repliedSubject: '{name} replied to your comment on “{title}”',
  repliesSubject: { other: '{n} replies to your comments on “{title}”' },
  wrote: '{name} wrote:',
  readReply: 'Read and reply:',
  moreReplies: { one: 'And 1 more.', other: 'And {n} more.' },
  stopHow: 'You asked {site} to tell you about replies. To stop this:',
  confirmAsk: 'Get replies by e-mail?',
  confirmWhat: 'When somebody replies to your comment, {site} sends you an e-mail: at most one an hour for each page.',
  everyMail: 'Every e-mail has a link to stop them.',
  confirmYes: 'Yes, send me replies',
  confirmNot: 'If you did not ask for this, close this page: nothing is sent then.',
  confirmed: 'Replies will come by e-mail',
  stopAsk: 'No more replies by e-mail?',
  stopWhat: 'Your address will be deleted at once.',
  stopHere: 'Stop for this page',
  stopAll: 'Stop for all of {site}',
  stopped: 'No more e-mails',
  deleted: 'Your address has been deleted.',
  refuseAsk: 'No more e-mails from {site}?',
  notAsked: 'You will not be asked again, whoever enters it.',
  allow: 'Allow e-mails again',
  allowed: 'E-mails are allowed again',
  allowedHow: 'Leave your address with your next comment, and you will be asked to confirm it.',
  nothingToConfirm: 'There is nothing to confirm any more',
  nothingWhy:
    'The comment or the address has been deleted. You can comment again and leave your address; if you chose “No more e-mails”, first allow them with the other link in the e-mail.',
  repliesOff: 'No replies by e-mail at the moment',
  repliesOffWhy: 'The site has switched them off. Nothing is sent to you.',
  linkOver: 'This link does not work any more',
  linkOverWhy:
    'Please copy the whole link from the e-mail. A link to confirm works for seven days; after that, comment again and leave your address.',
  notNow: 'That did not work just now',
  notNowWhy: 'Nothing was changed. Please open the link in the e-mail again in a minute.',
};
