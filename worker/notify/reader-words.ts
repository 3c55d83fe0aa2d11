// Mails to readers, in words. Of another reader's there is nothing in them but a name and an excerpt that no program
// takes for an address (harmless.ts). The one that asks for confirmation may go to somebody who has never been here, so
// there is nothing of anybody's in it, not even the page's title and address: a ticket says what these are, so whoever
// asks for one could write a line of their own into the mailboxes of strangers.
// Read next: actions/notices/reader-letters.ts.

import { excerpt, harmless, shorten } from './harmless.ts';

export interface ReplyItem {
  name: string;
  /** Plain. */
  text: string;
  /** Its permalink. */
  link: string;
}

export interface Letter {
  subject: string;
  text: string;
}

const MAX_NAME = 80;
const MAX_TITLE = 100;

export function confirmationOf({ site, confirm, refuse }: { site: string; confirm: string; refuse: string }): Letter {
  return {
    subject: `Replies to your comment on ${site}: please confirm`,
    text: paragraphs(
      `Whoever left a comment at ${site} asked that replies to it be sent to this address.`,
      `If that was you, open this page and press its button. It works for seven days:\n${confirm}`,
      'If it was not you, do nothing: no replies are sent here, and the address is deleted within a month. ' +
        `To delete it now and never be asked again, open this one:\n${refuse}`,
    ),
  };
}

/** `more`: replies beyond these. */
export function repliesOf(told: {
  site: string;
  title: string;
  items: ReplyItem[];
  more: number;
  stop: string;
}): Letter {
  const { site, title, items, more, stop } = told;
  const count = items.length + more;
  const [first] = items;
  const where = quoted(title);
  return {
    subject:
      count === 1 && first
        ? `${nameOf(first)} replied to your comment on ${where}`
        : `${count} replies to what you wrote on ${where}`,
    text: paragraphs(
      ...items.map((item) => `${nameOf(item)} wrote:\n${excerpt(item.text)}\nRead and answer: ${item.link}`),
      ...(more > 0 ? [`And ${more} more.`] : []),
      `You asked ${site} to tell you of replies. To stop this:\n${stop}`,
    ),
  };
}

/** For the owner, to see whether such mail arrives. */
export function readerTest(site: string): Letter {
  return {
    subject: `A test of replies by e-mail from ${site}`,
    text: paragraphs(`This is how readers of ${site} will hear of replies. They are asked before the first one.`),
  };
}

function paragraphs(...all: string[]): string {
  return `${all.join('\n\n')}\n`;
}

function quoted(title: string): string {
  return `“${harmless(shorten(title, MAX_TITLE))}”`;
}

function nameOf({ name }: ReplyItem): string {
  return harmless(shorten(name, MAX_NAME));
}
