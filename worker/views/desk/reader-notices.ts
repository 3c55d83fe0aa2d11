// The part of the notices' page that is about readers: whether they are told of replies, what that needs, and a test
// of it.

import { type Html, html } from '../html.ts';
import { timeHtml } from '../time.ts';

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
  key: 'The provider’s key was sealed with another ADMIN_TOKEN: please enter it again above.',
  provider: 'It needs the key of a mail provider and a sender’s address: enter both above, under “For e-mail”.',
  sender: 'It needs a sender’s address: enter one above, under “For e-mail”.',
};

export function readersHtml(page: ReaderNotices): Html {
  const { isOn, lack, isByBinding } = page;
  return html`<section class="settings" id="readers" aria-labelledby="readers-heading">
<h2 id="readers-heading">Replies to readers</h2>
<p class="hint">The form then asks for an e-mail address. Whoever leaves one, and confirms it, is told of replies by mail: at most once an hour and page. Addresses are kept sealed, shown to nobody, and deleted when their reader says so.</p>
${stateHtml(page)}
${(lack === null || isOn) && html`<form method="post" action="/admin/notices/readers"><button name="on" value="${isOn ? '0' : '1'}">${isOn ? 'Switch off' : 'Switch on'}</button></form>`}
${
  lack === null &&
  html`${isByBinding && html`<p class="hint">By Cloudflare it reaches everybody only on the Workers Paid plan; else only addresses that you verified. Try it with one that you did not.</p>`}
<form method="post" action="/admin/notices/readers/test">
<div class="field"><label for="testTo">Send a test to</label><input type="text" inputmode="email" id="testTo" name="to" autocomplete="email" autocapitalize="off" spellcheck="false"></div>
<div class="acts"><button>Send</button></div></form>`
}
</section>`;
}

function stateHtml({ isOn, lack, subscribers, sentAt, failing, now }: ReaderNotices): Html {
  if (lack !== null) {
    return html`<p class="${isOn ? 'problem' : 'hint'}">${isOn && 'On, but no mail goes out. '}${LACKS[lack]}</p>`;
  }
  if (!isOn) return html`<p class="hint">Off.</p>`;
  if (failing) {
    return html`<p class="problem">The last try failed ${timeHtml(failing.triedAt, now)}: ${failing.answer} It is tried again.</p>`;
  }
  return html`<p class="hint">On. ${subscribersWords(subscribers)}${sentAt !== null && html` The last mail went out ${timeHtml(sentAt, now)}.`}</p>`;
}

function subscribersWords(count: number): string {
  if (count === 0) return 'Nobody is waiting for replies yet.';
  return count === 1 ? 'Replies to one comment are awaited.' : `Replies to ${count} comments are awaited.`;
}
