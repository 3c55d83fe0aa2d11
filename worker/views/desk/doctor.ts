// What the doctor found, a line each. Read next: actions/doctor/index.ts.

import type { DoctorLine } from '../../contract/index.ts';
import { type Html, html } from '../html.ts';
import { deskPage } from './page.ts';
import { doctorWords as words } from './words/doctor.ts';
import { fill } from './words/words.ts';

const STATES: Record<DoctorLine['state'], string> = {
  fine: words.fine,
  look: words.pleaseLook,
  wrong: words.wrong,
};
/** What there is to do stands above what there is not. */
const ORDER = ['wrong', 'look', 'fine'] satisfies DoctorLine['state'][];

/** Null: not asked yet. */
export function doctorPage(site: string, lines: DoctorLine[] | null): Html {
  const wrong = lines?.filter(({ state }) => state !== 'fine').length ?? 0;
  return deskPage(
    { title: words.doctor, site, here: 'settings' },
    html`<p class="crumb"><a href="/admin/settings">${words.settings}</a></p>
<h1>${words.doctor}</h1>
<p class="hint">${lines === null ? words.hint : wrong === 0 ? words.allFine : fill(words.toLookAt, { n: wrong })}</p>
${lines !== null && html`<ul class="list doctor" role="list">${ORDER.flatMap((each) => lines.filter(({ state }) => state === each)).map(lineHtml)}</ul>`}
<form class="acts" method="post" action="/admin/doctor"><button class="main">${lines === null ? words.look : words.lookAgain}</button></form>`,
  );
}

function lineHtml({ name, state, says }: DoctorLine): Html {
  // The command says the same, and names the desk's pages by their paths.
  const said = says.split(/(\/admin\/\w+)/).map((part, n) => (n % 2 ? html`<a href="${part}">${part}</a>` : part));
  return html`<li class="item"><div class="what"><h2>${name} <span class="badge ${state !== 'fine' && 'alarm'}">${STATES[state]}</span></h2><p>${said}</p></div></li>`;
}
