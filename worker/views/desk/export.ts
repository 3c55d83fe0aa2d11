// The page where the owner takes everything away: a choice of formats, and what the browser's script makes of it
// (desk/export.ts). Without that script the page shows the command.

import { type Html, html } from '../html.ts';
import { deskPage } from './page.ts';
import { exportWords as words } from './words/moving.ts';

/** Asked for anew each time, so that it is never older than the worker; what it loads is named by its content. */
const SCRIPT = '/desk/export.js';

const FORMATS = [
  ['ndjson', words.backup, words.backupHint],
  ['wxr', words.wxr, words.wxrHint],
  ['disqus', words.disqus, words.disqusHint],
  ['csv', words.csv, words.csvHint],
] as const;

/** `worker`: its own address. */
export function exportPage({ site, worker }: { site: string; worker: string }): Html {
  return deskPage(
    { title: words.export, site, here: 'settings', script: SCRIPT },
    html`<p class="crumb"><a href="/admin/settings">${words.settings}</a></p>
<h1>${words.export}</h1>
<p class="hint">${words.hint}</p>
<p class="problem" id="needs-script">${words.needsScript}</p>
<form class="settings" id="export" hidden>
<fieldset id="fields"><legend>${words.what}</legend>
<div class="choices">${FORMATS.map(
      ([format, name, says], i) =>
        html`<label class="tick"><input type="radio" name="format" value="${format}" ${i === 0 && html`checked`}><span>${name}<span class="hint">${says}</span></span></label>`,
    )}</div>
</fieldset>
<div class="acts"><button class="main" id="begin">${words.download}</button></div>
</form>
<section class="import" id="work" hidden><h2 id="doing" tabindex="-1"></h2><p class="problem" id="problem" hidden></p><progress id="progress" aria-label="${words.progress}" hidden></progress><ul class="notes" id="outcome" hidden></ul><div class="acts" id="choices"></div></section>
<p class="unseen" role="status" id="status"></p>
<section class="settings"><h2>${words.terminal}</h2><p class="hint">${words.terminalHint}</p><pre class="tag">npm run export -- --from ${worker}</pre></section>`,
  );
}
