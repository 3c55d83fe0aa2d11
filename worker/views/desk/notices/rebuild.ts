// The part of the notices' page that is about the site: a deploy hook, and how its last call went.

import { described, problemHtml } from '../../form.ts';
import { type Html, html } from '../../html.ts';
import { timeHtml } from '../../time.ts';
import { noticesWords as words } from '../words/notices.ts';
import { fillHtml } from '../words/words.ts';

export interface RebuildHook {
  /** '' where there is none. */
  to: string;
  /** There is an address, sealed with another ADMIN_TOKEN. */
  isLost: boolean;
  /** What was typed instead, and cannot be used. */
  wrong: string | undefined;
  /** How the last calls went; ISO 8601. */
  sentAt: string | null;
  failing: { triedAt: string; answer: string } | null;
  now: number;
}

export function rebuildHtml({ to, isLost, wrong, sentAt, failing, now }: RebuildHook): Html {
  const problems = wrong === undefined ? {} : { rebuildTo: words.wrongRebuildTo };
  return html`<section class="settings" id="rebuild" aria-labelledby="rebuild-heading">
<h2 id="rebuild-heading">${words.rebuild}</h2>
<p class="hint">${words.rebuildHint}</p>
${isLost && html`<p class="problem">${words.addressLost}</p>`}
${failing && html`<p class="problem">${fillHtml(words.failed, { time: timeHtml(failing.triedAt, now), title: failing.answer })}</p>`}
${!failing && sentAt !== null && html`<p class="hint">${fillHtml(words.lastRebuild, { time: timeHtml(sentAt, now) })}</p>`}
<form method="post" action="/admin/notices/rebuild">
<div class="field"><label for="rebuildTo">${words.rebuildTo}</label><input type="text" inputmode="url" id="rebuildTo" name="rebuildTo" value="${wrong ?? to}" autocomplete="off" autocapitalize="off" spellcheck="false" ${described(problems, 'rebuildTo')}>
<p class="hint" id="rebuildTo-hint">${words.rebuildToHint}</p>${problemHtml(problems, 'rebuildTo')}</div>
<div class="acts"><button>${words.save}</button></div></form>
</section>`;
}
