// The list of keys, and their switch. The script opens it; without the script there are no keys and it stays away.

import { type Html, html } from '../html.ts';
import { inboxWords as words } from './words/inbox.ts';

const KEYS: [keys: string[], what: string][] = [
  [['j', 'k'], words.keyMove],
  [['a'], words.keyApprove],
  [['s'], words.keySpam],
  [['d'], words.keyRemove],
  [['r'], words.keyReply],
  [['e'], words.keyEdit],
  [['x'], words.keySelect],
  [['u'], words.keyUndo],
  [['o'], words.keyOpen],
  [['/'], words.keySearch],
  [['?'], words.keyList],
];

/** Opens the list. */
export function keysButtonHtml(): Html {
  return html`<button class="plain keys" id="show-keys" hidden>${words.keys}</button>`;
}

export function keysHtml(): Html {
  return html`<dialog id="keys" aria-labelledby="keys-title"><form method="dialog">
<h2 id="keys-title">${words.keys}</h2>
<label class="tick"><input type="checkbox" id="use-keys" checked> ${words.keysOn}</label>
<dl>${KEYS.map(([keys, what]) => html`<div><dt>${keys.map((key) => html`<kbd>${key}</kbd>`)}</dt><dd>${what}</dd></div>`)}</dl>
<button class="main">${words.close}</button>
</form></dialog>`;
}
