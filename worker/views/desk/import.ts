// The page where the owner moves in: a form, and what the browser's script makes of it (desk/import.ts reads the file,
// shows what would become of each comment, and sends what is new). Without that script the page shows the command.

import { type Html, html } from '../html.ts';
import { deskPage } from './page.ts';
import { importWords as words } from './words/moving.ts';
import { fillHtml } from './words/words.ts';

/** Asked for anew each time, so that it is never older than the worker; what it loads is named by its content. */
const SCRIPT = '/desk/import.js';

interface ImportForm {
  site: string;
  /** The variable SITES, split. */
  origins: string[];
  /** The worker's own address. */
  worker: string;
}

export function importPage({ site, origins, worker }: ImportForm): Html {
  const [first = 'https://example.com'] = origins;
  return deskPage(
    { title: words.import, site, here: 'settings', script: SCRIPT },
    html`<p class="crumb"><a href="/admin/settings">${words.settings}</a></p>
<h1>${words.import}</h1>
<p class="hint">${words.hint}</p>
<p class="problem" id="needs-script">${words.needsScript}</p>
${origins.length === 0 && html`<p class="problem">${words.noSites}</p>`}
<form class="settings" id="import" hidden>
<fieldset id="fields"><legend>${words.what}</legend>
<div><div class="drop" id="drop"><label for="file">${words.file}</label><input type="file" id="file" required aria-describedby="file-hint"></div><p class="hint" id="file-hint">${words.fileHint}</p></div>
<div class="field"><label for="site">${words.site}</label><select id="site" aria-describedby="site-hint">${origins.map((origin) => html`<option>${origin}</option>`)}</select><p class="hint" id="site-hint">${words.siteHint}</p></div>
<details class="fold"><summary>${words.moreChoices}</summary>
<div class="field"><label for="rules">${words.rules}</label><textarea id="rules" rows="3" spellcheck="false" aria-describedby="rules-hint"></textarea><p class="hint" id="rules-hint">${fillHtml(words.rulesHint, { link: html`<code>https://old.example.com/* ${first}/*</code>` })}</p></div>
<div class="field"><label for="owners">${words.owners}</label><textarea id="owners" rows="2" spellcheck="false" aria-describedby="owners-hint"></textarea><p class="hint" id="owners-hint">${words.ownersHint}</p></div>
<div class="field"><label class="tick"><input type="checkbox" id="emails" aria-describedby="emails-hint"> ${words.emails}</label><p class="hint" id="emails-hint">${words.emailsHint}</p></div>
</details>
</fieldset>
<div class="acts"><button class="main" id="begin">${words.look}</button></div>
</form>
<section class="import" id="work" hidden><h2 id="doing" tabindex="-1"></h2><p class="problem" id="problem" hidden></p><progress id="progress" max="1" aria-label="${words.progress}" hidden></progress><div id="outcome"></div><div class="acts" id="choices"></div></section>
<p class="unseen" role="status" id="status"></p>
<section class="settings"><h2>${words.terminal}</h2><p class="hint">${fillHtml(words.terminalHint, { link: html`<code>--dry-run</code>` })}</p><pre class="tag">npm run import -- FILE --to ${worker} --site ${first} --dry-run</pre></section>`,
  );
}
