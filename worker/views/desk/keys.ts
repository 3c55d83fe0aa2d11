// The list of keys, and their switch. The script opens it; without the script there are no keys and it stays away.

import { type Html, html } from '../html.ts';

const KEYS: [keys: string[], what: string][] = [
  [['j', 'k'], 'next, previous comment'],
  [['a'], 'approve'],
  [['s'], 'spam'],
  [['d'], 'remove'],
  [['r'], 'reply'],
  [['e'], 'edit'],
  [['x'], 'select'],
  [['u'], 'undo'],
  [['o'], 'open on page'],
  [['/'], 'search'],
  [['?'], 'this list'],
];

export function keysHtml(): Html {
  return html`<button class="plain keys" id="show-keys" hidden>Keyboard shortcuts</button>
<dialog id="keys" aria-labelledby="keys-title"><form method="dialog">
<h2 id="keys-title">Keyboard shortcuts</h2>
<label class="tick"><input type="checkbox" id="use-keys" checked> On</label>
<dl>${KEYS.map(([keys, what]) => html`<div><dt>${keys.map((key) => html`<kbd>${key}</kbd>`)}</dt><dd>${what}</dd></div>`)}</dl>
<button class="main">Close</button>
</form></dialog>`;
}
