// What a link in a notice opens: the words once more, and one button. Nothing happens by opening it.

import type { Node } from '../contract/index.ts';
import type { ActVerdict } from '../rules/signed/act-link.ts';
import { doorPage } from './desk/page.ts';
import { actWords as words } from './desk/words/act.ts';
import { fill, fillHtml } from './desk/words/words.ts';
import { hiddenFields } from './form.ts';
import { type Html, html } from './html.ts';
import { bodyHtml } from './thread/body.ts';

const QUESTIONS: Record<ActVerdict, string> = { approve: words.approveAsk, spam: words.spamAsk };

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
    { title: words[verdict], site },
    html`<h1>${QUESTIONS[verdict]}</h1>
<p>${fillHtml(words.nameOn, { name: html`<b><bdi>${name}</bdi></b>`, title: html`<cite dir="auto">${title}</cite>` })}</p>
<div class="words quoted" dir="auto">${bodyHtml(body)}</div>
${reasons.length > 0 && html`<p class="small muted">${fill(words.waitingBecause, { title: reasons.join(', ') })}</p>`}
<form method="post" action="/act">${hiddenFields([['token', token]])}<button class="main">${words[verdict]}</button></form>
<p class="crumb"><a href="/admin">${words.see}</a></p>`,
  );
}

export type ActOutcome = 'approve' | 'spam' | 'stale' | 'judged' | 'gone' | 'expired';

const OUTCOMES: Record<ActOutcome, [heading: string, hint: string]> = {
  approve: [words.approved, words.approvedHint],
  spam: [words.isSpam, words.isSpamHint],
  stale: [words.stale, words.staleHint],
  judged: [words.judged, words.judgedHint],
  gone: [words.gone, words.goneHint],
  expired: [words.expired, words.expiredHint],
};

export function outcomePage(site: string, outcome: ActOutcome): Html {
  const [heading, hint] = OUTCOMES[outcome];
  return doorPage(
    { title: heading, site },
    html`<h1>${heading}</h1><p>${hint}</p><p><a href="/admin">${words.goToDesk}</a></p>`,
  );
}
