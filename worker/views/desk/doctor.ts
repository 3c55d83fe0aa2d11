// What the doctor found, a line each. Read next: actions/doctor/index.ts.

import type { DoctorLine } from '../../contract/index.ts';
import { type Html, html } from '../html.ts';
import { deskPage } from './page.ts';

const STATES: Record<DoctorLine['state'], string> = { fine: 'Fine', look: 'Please look', wrong: 'Not working' };
/** What there is to do stands above what there is not. */
const ORDER = ['wrong', 'look', 'fine'] satisfies DoctorLine['state'][];

/** Null: not asked yet. */
export function doctorPage(site: string, lines: DoctorLine[] | null): Html {
  const wrong = lines?.filter(({ state }) => state !== 'fine').length ?? 0;
  return deskPage(
    { title: 'Doctor', site, here: 'settings' },
    html`<p class="crumb"><a href="/admin/settings">Settings</a></p>
<h1>Doctor</h1>
<p class="hint">${
      lines === null
        ? 'Looks at the token, the store, the sweep, your pages and the limits. It writes one small record and deletes it again, and opens a few of your pages.'
        : wrong === 0
          ? 'Everything is fine.'
          : `${wrong === 1 ? 'One thing' : `${wrong} things`} to look at.`
    }</p>
${lines !== null && html`<ul class="list doctor" role="list">${ORDER.flatMap((each) => lines.filter(({ state }) => state === each)).map(lineHtml)}</ul>`}
<form class="acts" method="post" action="/admin/doctor"><button class="main">${lines === null ? 'Look now' : 'Look again'}</button></form>`,
  );
}

function lineHtml({ name, state, says }: DoctorLine): Html {
  // The command says the same, and names the desk's pages by their paths.
  const words = says.split(/(\/admin\/\w+)/).map((part, n) => (n % 2 ? html`<a href="${part}">${part}</a>` : part));
  return html`<li class="item"><div class="what"><h2>${name} <span class="badge ${state !== 'fine' && 'alarm'}">${STATES[state]}</span></h2><p>${words}</p></div></li>`;
}
