// The page where the owner takes everything away: a choice of formats, and what the browser's script makes of it
// (desk/export.ts). Without that script the page shows the command.

import { type Html, html } from '../html.ts';
import { deskPage } from './page.ts';

/** Asked for anew each time, so that it is never older than the worker; what it loads is named by its content. */
const SCRIPT = '/desk/export.js';

const FORMATS = [
  ['ndjson', 'Backup', 'Everything, to be put back here: comments, verdicts, likes, settings.'],
  ['wxr', 'WordPress (WXR)', 'For WordPress, Isso, and whatever reads WordPress’ exports.'],
  ['disqus', 'Disqus (XML)', 'For Isso, Remark42, Waline and others. Published comments only.'],
  ['csv', 'Table (CSV)', 'For a spreadsheet.'],
] as const;

/** `worker`: its own address. */
export function exportPage({ site, worker }: { site: string; worker: string }): Html {
  return deskPage(
    { title: 'Export', site, here: 'settings', script: SCRIPT },
    html`<p class="crumb"><a href="/admin/settings">Settings</a></p>
<h1>Export</h1>
<p class="hint">Your comments as a file. Nothing changes here. If you keep readers’ e-mail addresses, they are in it: keep the file to yourself.</p>
<p class="problem" id="needs-script">This page needs JavaScript to put the file together. The command below does the same without it.</p>
<form class="settings" id="export" hidden>
<fieldset id="fields"><legend>What to write</legend>
<div class="choices">${FORMATS.map(
      ([format, name, says], i) =>
        html`<label class="tick"><input type="radio" name="format" value="${format}" ${i === 0 && html`checked`}><span>${name}<span class="hint">${says}</span></span></label>`,
    )}</div>
</fieldset>
<div class="acts"><button class="main" id="write">Download</button></div>
</form>
<section class="import" id="work" hidden><h2 id="doing" tabindex="-1"></h2><p class="problem" id="problem" hidden></p><progress id="progress" aria-label="Progress" hidden></progress><ul class="notes" id="words" hidden></ul><div class="acts" id="choices"></div></section>
<p class="unseen" role="status" id="status"></p>
<section class="settings"><h2>From a terminal</h2><p class="hint">Where the project is, the command does the same; it asks for your ADMIN_TOKEN. It goes on where it broke off, which suits a large site.</p><pre class="tag">npm run export -- --from ${worker}</pre></section>`,
  );
}
