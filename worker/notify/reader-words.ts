// Mails to readers, in the words of their language. Of another reader's there is nothing in them but a name and an
// excerpt that no program takes for an address (harmless.ts). The one that asks for confirmation may go to somebody who
// has never been here, so there is nothing of anybody's in it, not even the page's title and address: a ticket says
// what these are, so whoever asks for one could write a line of their own into the mailboxes of strangers.
// Read next: actions/notices/reader-letters.ts, widget/words/mail-english.ts.

import type { AllWords } from '../../widget/words/language.ts';
import type { MailWords } from '../../widget/words/mail-english.ts';
import { type Plural, say, type Values } from '../../widget/words/say.ts';
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

/** How the reader is spoken to: in the language of the page that they wrote on. */
type Speech = Pick<AllWords, 'code' | keyof MailWords>;

export function confirmationOf(
  words: Speech,
  { site, confirm, refuse }: { site: string; confirm: string; refuse: string },
): Letter {
  const said = (text: string) => say(text, words.code, { site });
  return {
    subject: said(words.askSubject),
    text: paragraphs(said(words.askWhy), `${words.askHow}\n${confirm}`, words.askNot, `${words.askNever}\n${refuse}`),
  };
}

/** `more`: replies beyond these. */
export function repliesOf(
  words: Speech,
  told: { site: string; title: string; items: ReplyItem[]; more: number; stop: string },
): Letter {
  const { site, items, more, stop } = told;
  const n = items.length + more;
  const [first] = items;
  const title = harmless(shorten(told.title, MAX_TITLE));
  const said = (text: string | Plural, values: Values) => say(text, words.code, values);
  return {
    subject:
      n === 1 && first
        ? said(words.repliedSubject, { name: nameOf(first), title })
        : said(words.repliesSubject, { n, title }),
    text: paragraphs(
      ...items.map(
        (item) =>
          `${said(words.wrote, { name: nameOf(item) })}\n${excerpt(item.text)}\n${words.readReply} ${item.link}`,
      ),
      ...(more > 0 ? [said(words.moreReplies, { n: more })] : []),
      `${said(words.stopHow, { site })}\n${stop}`,
    ),
  };
}

/** For the owner, whose pages are English: to see whether such mail arrives. */
export function readerTest(site: string): Letter {
  return {
    subject: `A test of replies by e-mail from ${site}`,
    text: paragraphs(`This is how readers of ${site} will hear of replies. They are asked before the first one.`),
  };
}

function paragraphs(...all: string[]): string {
  return `${all.join('\n\n')}\n`;
}

function nameOf({ name }: ReplyItem): string {
  return harmless(shorten(name, MAX_NAME));
}
