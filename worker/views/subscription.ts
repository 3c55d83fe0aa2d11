// What links in mails to readers open: one question and its button, and what came of it. Nothing happens by opening
// them. Somebody who has never been here may stand before them, so they say who asks and what for.

import { doorPage } from './desk/page.ts';
import { hiddenFields } from './form.ts';
import { type Html, html } from './html.ts';

interface SubscriptionPage {
  site: string;
  token: string;
}

/**
 * Nothing of anybody's stands here, as in the mail that leads here: what a page is called may be a stranger's words.
 */
export function confirmPage({ site, token }: SubscriptionPage): Html {
  return doorPage(
    { title: 'Replies by e-mail', site },
    html`<h1>Get replies by e-mail?</h1>
<p>When somebody answers your comment there, ${site} writes to you: at most once an hour and page, and every mail has a link to stop.</p>
${formHtml(
  token,
  html`<button class="main">Yes, send me replies</button>
<p class="small muted">If you did not ask for this, close the page: nothing is sent then.</p>`,
)}`,
  );
}

/** `title`: what the page is called, for whoever confirmed; '' where it is not known. */
export function stopPage({ site, title, token }: SubscriptionPage & { title: string }): Html {
  return doorPage(
    { title: 'Stop replies', site },
    html`<h1>No more replies by e-mail?</h1>
<p>Your address is deleted at once${title !== '' && html`, for everything that you wrote on <cite dir="auto">${title}</cite>`}.</p>
${formHtml(
  token,
  html`<button class="main">Stop for this page</button>
<button name="all" value="1">Stop for all of ${site}</button>`,
)}`,
  );
}

/** Asked, or done: the mail's other link. Who has it may also take it back. */
export function refusePage({ site, token, isRefused }: SubscriptionPage & { isRefused: boolean }): Html {
  const heading = isRefused ? 'No more mail comes from here' : `No more mail from ${site}?`;
  return doorPage(
    { title: heading, site },
    html`<h1>${heading}</h1>
${
  isRefused
    ? html`<p>${site} has deleted your address and does not ask you again, whoever enters it.</p>
${formHtml(token, html`<button name="allow" value="1">Allow mail again</button>`)}`
    : html`<p>Your address is deleted at once, and you are not asked again, whoever enters it.</p>
${formHtml(token, html`<button class="main">No more mail</button>`)}`
}`,
  );
}

function formHtml(token: string, buttons: Html): Html {
  return html`<form method="post" action="/subscription">${hiddenFields([['token', token]])}${buttons}</form>`;
}

const OUTCOMES = {
  confirmed: ['Replies will come by e-mail', 'That is all. Every mail has a link to stop.'],
  stopped: ['No more mails', 'Your address is deleted here.'],
  allowed: ['Mail is allowed again', 'Leave your address with your next comment, and you are asked to confirm it.'],
  gone: [
    'There is nothing to confirm any more',
    'The comment or the address was deleted in the meantime. You can comment again, with your e-mail address; if you chose “No more mail”, take that back before, by the mail’s other link.',
  ],
  off: ['No replies by mail at the moment', 'The site has switched them off. Nothing is sent to you.'],
  expired: [
    'This link does not work any more',
    'Please copy it whole from the mail. A link to confirm is good for seven days; after that, comment again with your address.',
  ],
  unavailable: ['That did not work just now', 'Nothing was changed. Please go back and try again in a minute.'],
  foreign: ['That did not come from this page', 'Please open the link in the mail again, and press its button.'],
} as const satisfies Record<string, [heading: string, words: string]>;

export type SubscriptionOutcome = keyof typeof OUTCOMES;

/** `back`: the comment, where there is one to go to. */
export function subscriptionOutcomePage(site: string, outcome: SubscriptionOutcome, back: string | null = null): Html {
  const [heading, words] = OUTCOMES[outcome];
  return doorPage(
    { title: heading, site },
    html`<h1>${heading}</h1><p>${words}</p>${back !== null && html`<p><a href="${back}">To your comment</a></p>`}`,
  );
}
