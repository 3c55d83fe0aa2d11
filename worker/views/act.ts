// What a link in a notice opens: the words once more, and one button. Nothing happens by opening it.

import type { Node } from '../contract/index.ts';
import type { ActVerdict } from '../rules/signed/act-link.ts';
import { doorPage } from './desk/page.ts';
import { hiddenFields } from './form.ts';
import { type Html, html } from './html.ts';
import { bodyHtml } from './thread/body.ts';

const QUESTIONS: Record<ActVerdict, string> = { approve: 'Approve this comment?', spam: 'Mark this comment as spam?' };
const BUTTONS: Record<ActVerdict, string> = { approve: 'Approve', spam: 'Spam' };

export interface ActPage {
  site: string;
  token: string;
  verdict: ActVerdict;
  name: string;
  body: Node[];
  title: string;
  reasons: string[];
}

export function askPage({ site, token, verdict, name, body, title, reasons }: ActPage): Html {
  return doorPage(
    { title: BUTTONS[verdict], site },
    html`<h1>${QUESTIONS[verdict]}</h1>
<p><b><bdi>${name}</bdi></b> on <cite dir="auto">${title}</cite></p>
<div class="words quoted" dir="auto">${bodyHtml(body)}</div>
${reasons.length > 0 && html`<p class="small muted">Waiting because: ${reasons.join(', ')}</p>`}
<form method="post" action="/act">${hiddenFields([['token', token]])}<button class="main">${BUTTONS[verdict]}</button></form>
<p class="crumb"><a href="/admin">See it at your desk</a></p>`,
  );
}

export type ActOutcome = 'approve' | 'spam' | 'stale' | 'judged' | 'gone' | 'expired';

const OUTCOMES: Record<ActOutcome, [heading: string, words: string]> = {
  approve: ['Approved', 'It shows on the page within about a minute.'],
  spam: ['Marked as spam', 'It is in the tab Spam, for 30 days.'],
  stale: [
    'These words have changed',
    'They are others than those you were told of, so nothing was done. Please look again.',
  ],
  judged: ['This was seen to already', 'Nothing was done. What was decided can be changed at your desk.'],
  gone: ['That comment is no longer here', 'Its writer deleted it, or it was erased. Nothing was done.'],
  expired: [
    'This link does not work any more',
    'Links in notices work for three days, and only whole. Nothing was done.',
  ],
};

export function outcomePage(site: string, outcome: ActOutcome): Html {
  const [heading, words] = OUTCOMES[outcome];
  return doorPage(
    { title: heading, site },
    html`<h1>${heading}</h1><p>${words}</p><p><a href="/admin">Go to your desk</a></p>`,
  );
}
