// What the doctor found, a line each. Read next: actions/doctor/index.ts.

import type { DoctorLine } from '../../contract/index.ts';
import { type Html, html } from '../html.ts';
import { deskPage } from './page.ts';
import { doctorWords as words } from './words/doctor.ts';
import { fill } from './words/words.ts';

const STATES: Record<Exclude<DoctorLine['state'], 'fine'>, string> = {
  look: words.pleaseLook,
  wrong: words.wrong,
};
/** Null: not asked yet. */
export function doctorPage(site: string, lines: DoctorLine[] | null): Html {
  const of = (state: DoctorLine['state']) => lines?.filter((line) => line.state === state) ?? [];
  const problems = [...of('wrong'), ...of('look')];
  const fine = of('fine');
  return deskPage(
    { title: words.doctor, site, here: 'settings' },
    html`<p class="crumb"><a href="/admin/settings">${words.settings}</a></p>
<h1>${words.doctor}</h1>
<p class="hint">${lines === null ? words.hint : problems.length === 0 ? words.allFine : fill(words.toLookAt, { n: problems.length })}</p>
${problems.length > 0 && listHtml(problems)}
${fine.length > 0 && html`<details class="fold"><summary>${fill(problems.length > 0 ? words.othersFine : words.checksFine, { n: fine.length })}</summary>${listHtml(fine)}</details>`}
<form class="acts" method="post" action="/admin/doctor"><button class="main">${lines === null ? words.look : words.lookAgain}</button></form>`,
  );
}

function listHtml(lines: DoctorLine[]): Html {
  return html`<ul class="list doctor" role="list">${lines.map(lineHtml)}</ul>`;
}

function lineHtml({ name, state, says }: DoctorLine): Html {
  // The command says the same, and names the desk's pages by their paths.
  const said = says.split(/(\/admin\/\w+)/).map((part, n) => (n % 2 ? html`<a href="${part}">${part}</a>` : part));
  return html`<li class="item"><div class="what"><h2>${name}${state !== 'fine' && html` <span class="badge alarm">${STATES[state]}</span>`}</h2><p>${said}</p></div></li>`;
}
