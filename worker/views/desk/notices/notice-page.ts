// Where the owner is told of comments: one address, a test of it, how it has gone, and the feed for those who want
// none. Read next: devices.ts, reader-notices.ts.

import { type ChannelKind, WAYS } from '../../../rules/channel-kinds.ts';
import { described, hiddenFields, problemHtml } from '../../form.ts';
import { type Html, html } from '../../html.ts';
import { timeHtml } from '../../time.ts';
import { sayHtml } from '../flash.ts';
import { deskPage } from '../page.ts';
import { noticesWords as words } from '../words/notices.ts';
import { fill, fillHtml } from '../words/words.ts';
import { DEVICES_SCRIPT, type DeviceRow, devicesHtml } from './devices.ts';
import { type ReaderNotices, readersHtml } from './reader-notices.ts';
import { type RebuildHook, rebuildHtml } from './rebuild.ts';

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
  rebuild: RebuildHook;
  now: number;
}

const PROBLEMS: Record<NoticeProblem, string> = {
  to: words.wrongTo,
  mailKey: words.wrongKey,
  mailFrom: words.wrongFrom,
  mailNone: words.noProvider,
};

export function noticePage(page: NoticePage): Html {
  const { form, site, said, isProblem, secret, feed } = page;
  const isSetUp = page.kind !== null;
  const wrong = Object.fromEntries(page.problems.map((name) => [name, PROBLEMS[name]]));
  return deskPage(
    { title: words.notices, site, here: 'settings', script: DEVICES_SCRIPT },
    html`${said && sayHtml(said, isProblem)}
<p class="crumb"><a href="/admin/settings">${words.settings}</a></p>
<h1>${words.notices}</h1>
<p class="hint">${words.hint}</p>
${devicesHtml(page.devices, page.now)}
<form class="settings" method="post" action="/admin/notices">
${page.devices.length > 0 && hiddenFields([['devices', '1']])}
<fieldset><legend>${words.byMailOrChat}</legend>
${stateHtml(page)}
<div class="field"><label for="to">${words.to}</label><input type="text" id="to" name="to" value="${form.to}" autocomplete="off" autocapitalize="off" spellcheck="false" ${described(wrong, 'to')}>
<p class="hint" id="to-hint">${fillHtml(words.toHint, { link: html`https://api.telegram.org/bot<i>TOKEN</i>/sendMessage?chat_id=<i>ID</i>` })}</p>${problemHtml(wrong, 'to')}${problemHtml(wrong, 'mailNone')}</div>
</fieldset>
<fieldset><legend>${words.whatOf}</legend>
<div class="choices">
<label class="tick"><input type="radio" name="about" value="waiting" ${form.about === 'waiting' && html`checked`}> <span>${words.waiting}</span></label>
<label class="tick"><input type="radio" name="about" value="all" ${form.about === 'all' && html`checked`}> <span>${words.all}<span class="hint">${words.allHint}</span></span></label>
</div>
<div class="field"><label class="tick"><input type="checkbox" name="hourly" value="1" aria-describedby="hourly-hint" ${form.hourly && html`checked`}> ${words.hourly}</label><p class="hint" id="hourly-hint">${words.hourlyHint}</p></div>
</fieldset>
<fieldset><legend>${words.forMail}</legend>
<div class="field"><label for="mailKey">${words.mailKey}</label><input type="password" id="mailKey" name="mailKey" value="" autocomplete="off" ${described(wrong, 'mailKey')}>
<p class="hint" id="mailKey-hint">${page.hasMailBinding && `${words.notNeeded} `}${words.fromProvider} ${page.hasMailKey ? words.keySaved : words.keySealed}</p>${problemHtml(wrong, 'mailKey')}</div>
${page.hasMailKey && html`<div class="field"><label class="tick"><input type="checkbox" name="forgetKey" value="1"> ${words.forgetKey}</label></div>`}
<div class="field"><label for="mailFrom">${words.mailFrom}</label><input type="text" inputmode="email" id="mailFrom" name="mailFrom" value="${form.mailFrom}" autocomplete="off" ${described(wrong, 'mailFrom')}>
<p class="hint" id="mailFrom-hint">${words.mailFromHint}</p>${problemHtml(wrong, 'mailFrom')}</div>
${mailWaysHtml(page)}
</fieldset>
<div class="acts"><button class="main">${words.save}</button></div>
</form>
<section class="settings">
${isSetUp && html`<h2>${words.sendTest}</h2><p class="hint">${words.testHint}</p><form method="post" action="/admin/notices/test"><button>${words.sendTest}</button></form>`}
<h2>${words.byFeed}</h2><p class="hint">${words.byFeedHint}</p><pre class="tag" tabindex="0"><code>${feed}</code></pre>
${page.kind === 'json' && html`<h2>${words.secret}</h2><p class="hint">${words.secretHint}</p><pre class="tag" tabindex="0"><code>${secret}</code></pre>`}
</section>
${readersHtml(page.readers)}
${rebuildHtml(page.rebuild)}`,
  );
}

/** What the owner types, in every language the same. */
const CODE = ['[[send_email]]', 'name = "MAIL"', 'npm run deploy'];

/** Each from nothing to a test that arrived. docs/notices.md has the same steps. */
function mailWaysHtml({ hasMailBinding, hasMailKey }: NoticePage): Html {
  if (hasMailBinding || hasMailKey) return html``;
  const [table, name, deploy] = CODE.map((code) => html`<code>${code}</code>`) as [Html, Html, Html];
  return html`<details class="field"><summary>${words.byCloudflare}</summary><ol>
<li>${words.cloudflareDomain}</li>
<li>${words.cloudflareAddress}</li>
<li>${fillHtml(words.cloudflareLines, { link: html`${table} ${name}`, title: deploy })}</li>
<li>${words.cloudflareHere}</li>
</ol></details>
<details class="field"><summary>${words.byResend}</summary><ol>
<li>${words.resendDomain}</li>
<li>${words.resendKey}</li>
<li>${words.resendHere}</li>
</ol></details>`;
}

function stateHtml({ kind, isLost, devices, sentAt, failing, now }: NoticePage): Html {
  if (isLost) {
    return html`<p class="problem">${words.addressLost}</p>`;
  }
  if (kind === null) return html`${devices.length === 0 && html`<p class="hint">${words.none}</p>`}`;
  if (failing) {
    return html`<p class="problem">${fillHtml(words.failedKept, { time: timeHtml(failing.triedAt, now), title: failing.answer })}</p>`;
  }
  return html`<p class="hint">${fill(words.theyGo, { title: WAYS[kind] })}${sentAt !== null && html` ${fillHtml(words.lastOut, { time: timeHtml(sentAt, now) })}`}</p>`;
}
