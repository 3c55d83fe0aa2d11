// The page where the owner moves in: a form, and what the browser's script makes of it (desk/import.ts reads the file,
// shows what would become of each comment, and sends what is new). Without that script the page shows the command.

import { type Html, html } from '../html.ts';
import { deskPage } from './page.ts';

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
    { title: 'Import', site, here: 'settings', script: SCRIPT },
    html`<p class="crumb"><a href="/admin/settings">Settings</a></p>
<h1>Import</h1>
<p class="hint">Brings in the comments of another system, or puts a backup back. The file is read here, in your browser, and you see what would become of every comment before anything is written. What is here already stays as it is.</p>
<p class="problem" id="needs-script">This page needs JavaScript to read your file. The command below does the same without it.</p>
${origins.length === 0 && html`<p class="problem">The variable SITES is not set yet: there is no page that a comment could go to.</p>`}
<form class="settings" id="import" hidden>
<fieldset id="fields"><legend>What to bring in</legend>
<div class="field drop" id="drop"><label for="file">File</label><input type="file" id="file" required aria-describedby="file-hint"><p class="hint" id="file-hint">From Disqus, WordPress, Blogger, Isso, Remark42, Commento, Comentario, Cusdis, cwd, Waline, Valine, Twikoo, Artalk, Hyvor Talk, FastComments, Staticman (its folder as a .zip), giscus, utterances, or a backup from here; compressed or not. You can drop it here, too.</p></div>
<div class="field"><label for="site">Site</label><select id="site" aria-describedby="site-hint">${origins.map((origin) => html`<option>${origin}</option>`)}</select><p class="hint" id="site-hint">For pages that the file names by path alone.</p></div>
<div class="field"><label for="rules">Address rules</label><textarea id="rules" rows="3" spellcheck="false" aria-describedby="rules-hint"></textarea><p class="hint" id="rules-hint">If pages have other addresses now: old and new with a space between them, one rule a line. A * at the end of both stands for the rest: <code>https://old.example.com/* ${first}/*</code></p></div>
<div class="field"><label for="owners">Your names there</label><textarea id="owners" rows="2" spellcheck="false" aria-describedby="owners-hint"></textarea><p class="hint" id="owners-hint">Names or e-mail addresses that you wrote under, one a line. These comments carry your badge.</p></div>
<div class="field"><label class="tick"><input type="checkbox" id="emails" aria-describedby="emails-hint"> Keep readers’ e-mail addresses</label><p class="hint" id="emails-hint">For your eyes only. Otherwise they are dropped.</p></div>
</fieldset>
<div class="acts"><button class="main" id="look">Show what would happen</button></div>
</form>
<section class="import" id="work" hidden><h2 id="doing" tabindex="-1"></h2><p class="problem" id="problem" hidden></p><progress id="progress" max="1" aria-label="Progress" hidden></progress><div id="report"></div><div class="acts" id="choices"></div></section>
<p class="unseen" role="status" id="status"></p>
<section class="settings"><h2>From a terminal</h2><p class="hint">Where the project is, the command does the same; it asks for your ADMIN_TOKEN. Take <code>--dry-run</code> away when you like what it says.</p><pre class="tag">npm run import -- FILE --to ${worker} --site ${first} --dry-run</pre></section>`,
  );
}
