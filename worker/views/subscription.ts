// What links in mails to readers open: one question and its button, and what came of it. Nothing happens by opening
// them. Somebody who has never been here may stand before them, so they say who asks and what for, in the language of
// the page that the mail is about.

import type { AllWords } from '../../widget/words/language.ts';
import type { MailWords } from '../../widget/words/mail-english.ts';
import { say } from '../../widget/words/say.ts';
import { PAGES } from '../rules/paths.ts';
import { doorPage } from './desk/page.ts';
import { hiddenFields } from './form.ts';
import { type Html, html } from './html.ts';

type Spoken = Pick<AllWords, 'code' | 'dir' | 'yours' | keyof MailWords>;

interface SubscriptionPage {
  words: Spoken;
  site: string;
  token: string;
}

/**
 * Nothing of anybody's stands here, as in the mail that leads here: what a page is called may be a stranger's words.
 */
export function confirmPage(page: SubscriptionPage): Html {
  const { words } = page;
  return askingPage(
    page,
    words.confirmAsk,
    html`<p>${siteIn(page, words.confirmWhat)}</p><p>${words.everyMail}</p>`,
    html`<button class="main">${words.confirmYes}</button>
<p class="small muted">${words.confirmNot}</p>`,
  );
}

/** `title`: what the page is called, for whoever confirmed; '' where it is not known. */
export function stopPage(page: SubscriptionPage & { title: string }): Html {
  const { words, title } = page;
  return askingPage(
    page,
    words.stopAsk,
    html`${title !== '' && html`<p><cite dir="auto">${title}</cite></p>`}<p>${words.stopWhat}</p>`,
    html`<button class="main">${words.stopHere}</button>
<button name="all" value="1">${siteIn(page, words.stopAll)}</button>`,
  );
}

/** Asked, or done: the mail's other link. Who has it may also take it back. */
export function refusePage(page: SubscriptionPage & { isRefused: boolean }): Html {
  const { words, isRefused } = page;
  return askingPage(
    page,
    isRefused ? words.stopped : siteIn(page, words.refuseAsk),
    html`<p>${isRefused ? words.deleted : words.stopWhat}</p><p>${words.notAsked}</p>`,
    isRefused
      ? html`<button name="allow" value="1">${words.allow}</button>`
      : html`<button class="main">${words.stopped}</button>`,
  );
}

function askingPage({ words, site, token }: SubscriptionPage, title: string, said: Html, buttons: Html): Html {
  const action = words.code === 'en' ? PAGES.subscription : `${PAGES.subscription}?lang=${words.code}`;
  return doorPage(
    { title, site, words },
    html`<h1>${title}</h1>
${said}
<form method="post" action="${action}">${hiddenFields([['token', token]])}${buttons}</form>`,
  );
}

function siteIn({ words, site }: SubscriptionPage, text: string): string {
  return say(text, words.code, { site });
}

const OUTCOMES = {
  confirmed: ['confirmed', 'everyMail'],
  stopped: ['stopped', 'deleted'],
  allowed: ['allowed', 'allowedHow'],
  gone: ['nothingToConfirm', 'nothingWhy'],
  off: ['repliesOff', 'repliesOffWhy'],
  expired: ['linkOver', 'linkOverWhy'],
  unavailable: ['notNow', 'notNowWhy'],
} as const satisfies Record<string, [heading: keyof MailWords, said: keyof MailWords]>;

export type SubscriptionOutcome = keyof typeof OUTCOMES;

/** `back`: the comment, where there is one to go to. */
export function subscriptionOutcomePage(
  { words, site }: Omit<SubscriptionPage, 'token'>,
  outcome: SubscriptionOutcome,
  back: string | null = null,
): Html {
  const [heading, said] = OUTCOMES[outcome];
  const title = words[heading];
  return doorPage(
    { title, site, words },
    html`<h1>${title}</h1><p>${words[said]}</p>${back !== null && html`<p><a href="${back}">${words.yours}</a></p>`}`,
  );
}
