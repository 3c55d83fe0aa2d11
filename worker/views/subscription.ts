// What links in mails to readers open: one question and its button, and what came of it. Nothing happens by opening them.
// Somebody who has never been here may stand before them, so they say who asks and what for.

import { hiddenFields } from './door.ts';
import { type Html, html } from './html.ts';
import { doorPage } from './page.ts';

interface Page {
  site: string;
  /** Of the page that was commented on; '' where it is not known. */
  title: string;
}

export function confirmPage({ site, title, token }: Page & { token: string }): Html {
  return doorPage(
    { title: 'Replies by e-mail', site },
    html`<h1>Get replies by e-mail?</h1>
<p>When somebody answers your comment${onHtml(title)}, ${site} writes to you: at most once an hour, and every mail has a link to stop.</p>
${formHtml(
  token,
  html`<button class="main">Yes, send me replies</button>
<p class="small muted">If you did not ask for this, close the page: nothing is sent then.</p>`,
)}`,
  );
}

export function stopPage({ site, title, token }: Page & { token: string }): Html {
  return doorPage(
    { title: 'Stop replies', site },
    html`<h1>No more replies by e-mail?</h1>
<p>Your address is deleted at once${title !== '' && html`, for everything that you wrote${onHtml(title)}`}.</p>
${formHtml(
  token,
  html`<button class="main">Stop for this page</button>
<button name="all" value="1">Stop for all of ${site}</button>`,
)}`,
  );
}

function onHtml(title: string): Html {
  return html`${title !== '' && html` on <cite dir="auto">${title}</cite>`}`;
}

function formHtml(token: string, buttons: Html): Html {
  return html`<form method="post" action="/subscription">${hiddenFields([['token', token]])}${buttons}</form>`;
}

const OUTCOMES = {
  confirmed: ['Replies will come by e-mail', 'That is all. Every mail has a link to stop.'],
  stopped: ['No more mails', 'Your address is deleted here.'],
  gone: [
    'There is nothing to confirm any more',
    'The comment or the address was deleted in the meantime. You can comment again, with your e-mail address.',
  ],
  off: ['No replies by e-mail at the moment', 'The site has switched them off. Nothing is sent to you.'],
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
