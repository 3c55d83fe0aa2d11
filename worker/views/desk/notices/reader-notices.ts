// The part of the notices' page that is about readers: whether they are told of replies, what that needs, and a test
// of it.

import { type Html, html } from '../../html.ts';
import { timeHtml } from '../../time.ts';
import { noticesWords as words } from '../words/notices.ts';
import { fill, fillHtml } from '../words/words.ts';

export interface ReaderNotices {
  isOn: boolean;
  /** What is missing, the first thing to be mended; null where nothing is. */
  lack: 'key' | 'provider' | 'sender' | null;
  /** Mail would go by Cloudflare's binding. */
  isByBinding: boolean;
  subscribers: number;
  /** How the last mails went; ISO 8601. */
  sentAt: string | null;
  failing: { triedAt: string; answer: string } | null;
  now: number;
}

const LACKS: Record<NonNullable<ReaderNotices['lack']>, string> = {
  key: words.lacksKey,
  provider: words.lacksProvider,
  sender: words.lacksSender,
};

export function readersHtml(page: ReaderNotices): Html {
  const { isOn, lack, isByBinding } = page;
  return html`<section class="settings" id="readers" aria-labelledby="readers-heading">
<h2 id="readers-heading">${words.replies}</h2>
<p class="hint">${words.repliesHint}</p>
${stateHtml(page)}
${(lack === null || isOn) && html`<form method="post" action="/admin/notices/readers"><button name="on" value="${isOn ? '0' : '1'}">${isOn ? words.switchOff : words.switchOn}</button></form>`}
${
  lack === null &&
  html`${isByBinding && html`<p class="hint">${words.byBinding}</p>`}
<form method="post" action="/admin/notices/readers/test">
<div class="field"><label for="testTo">${words.testTo}</label><input type="text" inputmode="email" id="testTo" name="to" autocomplete="email" autocapitalize="off" spellcheck="false"></div>
<div class="acts"><button>${words.send}</button></div></form>`
}
</section>`;
}

function stateHtml({ isOn, lack, subscribers, sentAt, failing, now }: ReaderNotices): Html {
  if (lack !== null) {
    return html`<p class="${isOn ? 'problem' : 'hint'}">${isOn && `${words.onButNot} `}${LACKS[lack]}</p>`;
  }
  if (!isOn) return html`<p class="hint">${words.off}</p>`;
  if (failing) {
    return html`<p class="problem">${fillHtml(words.failed, { time: timeHtml(failing.triedAt, now), title: failing.answer })}</p>`;
  }
  return html`<p class="hint">${words.on} ${subscribers === 0 ? words.nobody : fill(words.awaited, { n: subscribers })}${sentAt !== null && html` ${fillHtml(words.lastMail, { time: timeHtml(sentAt, now) })}`}</p>`;
}
