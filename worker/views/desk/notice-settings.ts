// Where the owner is told of comments: one address, a test of it, how it has gone, and the feed for those who want
// none. Read next: views/desk/devices.ts, views/desk/reader-notices.ts.

import { type ChannelKind, WAYS } from '../../rules/channel-kinds.ts';
import { described, hiddenFields, problemHtml } from '../form.ts';
import { type Html, html } from '../html.ts';
import { timeHtml } from '../time.ts';
import { DEVICES_SCRIPT, type DeviceRow, devicesHtml } from './devices.ts';
import { sayHtml } from './flash.ts';
import { deskPage } from './page.ts';
import { type ReaderNotices, readersHtml } from './reader-notices.ts';

export interface NoticeForm {
  to: string;
  about: 'waiting' | 'all';
  hourly: boolean;
  mailFrom: string;
}

export type NoticeProblem = 'to' | 'mailKey' | 'mailFrom' | 'mailNone';

export interface NoticePage {
  site: string;
  form: NoticeForm;
  /** Of what is saved; null where nothing is. */
  kind: ChannelKind | null;
  /** There is an address, sealed with another ADMIN_TOKEN. */
  isLost: boolean;
  hasMailKey: boolean;
  hasMailBinding: boolean;
  problems: NoticeProblem[];
  said?: string;
  isProblem?: boolean;
  /** How the last tries went; ISO 8601. */
  sentAt: string | null;
  failing: { triedAt: string; answer: string } | null;
  devices: DeviceRow[];
  /** For checking the signature of generic webhooks. */
  secret: string;
  /** The address of the private feed. */
  feed: string;
  readers: ReaderNotices;
  now: number;
}

const PROBLEMS: Record<NoticeProblem, string> = {
  to: 'An e-mail address, or a web address that starts with https://',
  mailKey: 'That is neither a key of Resend (re_…) nor of Postmark.',
  mailFrom: 'That e-mail address looks incomplete.',
  mailNone: 'Mail needs a provider’s key: enter one below.',
};

export function noticePage(page: NoticePage): Html {
  const { form, site, said, isProblem, secret, feed } = page;
  const isSetUp = page.kind !== null;
  const wrong = Object.fromEntries(page.problems.map((name) => [name, PROBLEMS[name]]));
  return deskPage(
    { title: 'Notices', site, here: 'settings', script: DEVICES_SCRIPT },
    html`${said && sayHtml(said, isProblem)}
<p class="crumb"><a href="/admin/settings">Settings</a></p>
<h1>Notices</h1>
<p class="hint">How you hear of comments when you are not here. They go out every five minutes, several in one.</p>
${devicesHtml(page.devices, page.now)}
<form class="settings" method="post" action="/admin/notices">
${page.devices.length > 0 && hiddenFields([['devices', '1']])}
<fieldset><legend>By e-mail, or to a chat</legend>
${stateHtml(page)}
<div class="field"><label for="to">E-mail address or web address</label><input type="text" id="to" name="to" value="${form.to}" autocomplete="off" autocapitalize="off" spellcheck="false" ${described(wrong, 'to')}>
<p class="hint" id="to-hint">A webhook of Slack or Discord, an ntfy topic, any address that takes JSON, or for Telegram https://api.telegram.org/bot<i>TOKEN</i>/sendMessage?chat_id=<i>ID</i>. Empty: only your devices are told.</p>${problemHtml(wrong, 'to')}${problemHtml(wrong, 'mailNone')}</div>
</fieldset>
<fieldset><legend>What of</legend>
<div class="choices">
<label class="tick"><input type="radio" name="about" value="waiting" ${form.about === 'waiting' && html`checked`}> <span>What waits for you, and reports</span></label>
<label class="tick"><input type="radio" name="about" value="all" ${form.about === 'all' && html`checked`}> <span>Every new comment<span class="hint">Those that appear at once too.</span></span></label>
</div>
<div class="field"><label class="tick"><input type="checkbox" name="hourly" value="1" aria-describedby="hourly-hint" ${form.hourly && html`checked`}> At most one an hour</label><p class="hint" id="hourly-hint">What comes in between is gathered and comes with the next one.</p></div>
</fieldset>
<fieldset><legend>For e-mail</legend>
<div class="field"><label for="mailKey">Key of a mail provider</label><input type="password" id="mailKey" name="mailKey" value="" autocomplete="off" ${described(wrong, 'mailKey')}>
<p class="hint" id="mailKey-hint">${page.hasMailBinding ? 'Not needed: this worker sends by Cloudflare. ' : ''}From Resend or Postmark. ${page.hasMailKey ? 'One is saved; leave this empty to keep it.' : 'It is kept sealed.'}</p>${problemHtml(wrong, 'mailKey')}</div>
${page.hasMailKey && html`<div class="field"><label class="tick"><input type="checkbox" name="forgetKey" value="1"> Forget the saved key</label></div>`}
<div class="field"><label for="mailFrom">Sender’s address</label><input type="text" inputmode="email" id="mailFrom" name="mailFrom" value="${form.mailFrom}" autocomplete="off" ${described(wrong, 'mailFrom')}>
<p class="hint" id="mailFrom-hint">One that your provider lets you send from.</p>${problemHtml(wrong, 'mailFrom')}</div>
</fieldset>
<div class="acts"><button class="main">Save</button></div>
</form>
<section class="settings">
${isSetUp && html`<h2>Send a test</h2><p class="hint">Sends one now to what is saved, and shows the answer.</p><form method="post" action="/admin/notices/test"><button>Send a test</button></form>`}
<h2>By feed instead</h2><p class="hint">What waits, for your feed reader. Whoever has this address can read it; “Sign out everywhere” makes a new one.</p><pre class="tag" tabindex="0"><code>${feed}</code></pre>
${page.kind === 'json' && html`<h2>Secret of your webhook</h2><p class="hint">Every message is signed, as standardwebhooks.com describes: check webhook-signature with this.</p><pre class="tag" tabindex="0"><code>${secret}</code></pre>`}
</section>
${readersHtml(page.readers)}`,
  );
}

function stateHtml({ kind, isLost, devices, sentAt, failing, now }: NoticePage): Html {
  if (isLost) {
    return html`<p class="problem">The saved address was sealed with another ADMIN_TOKEN and cannot be read any more. Please enter it again.</p>`;
  }
  if (kind === null) return html`${devices.length === 0 && html`<p class="hint">None are sent yet.</p>`}`;
  if (failing) {
    return html`<p class="problem">The last try failed ${timeHtml(failing.triedAt, now)}: ${failing.answer} Nothing is lost; it is tried again.</p>`;
  }
  return html`<p class="hint">They go ${WAYS[kind]}.${sentAt !== null && html` The last one went out ${timeHtml(sentAt, now)}.`}</p>`;
}
