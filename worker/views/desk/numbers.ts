// The owner's numbers: a picture of the last weeks with its table, and the pages with what they have.
// Read next: views/desk/chart.ts, actions/desk/numbers.ts.

import type { OwnerThread } from '../../contract/index.ts';
import { type Html, html } from '../html.ts';
import { chartHtml, swatchHtml } from './chart.ts';
import { INBOX, viewAddress } from './inbox-view.ts';
import { deskPage } from './page.ts';
import { numbersWords as words } from './words/numbers.ts';
import { fill } from './words/words.ts';

interface Day {
  /** Milliseconds since 1970. */
  day: number;
  counts: { approved: number; pending: number; spam: number };
  likes: number;
}

interface NumbersPage {
  site: string;
  days: Day[];
  isWhole: boolean;
  pages: { thread: OwnerThread; lately: number; likes: number }[];
}

const PARTS = [
  ['approved', words.published],
  ['pending', words.waiting],
  ['spam', words.spam],
] as const;

export function numbersPage({ site, days, isWhole, pages }: NumbersPage): Html {
  const shown = days.filter((each) => sizeOf(each) > 0);
  return deskPage(
    { title: words.numbers, site, here: 'settings' },
    html`<p class="crumb"><a href="/admin/settings">${words.settings}</a></p>
<h1>${words.numbers}</h1>
<p class="hint">${words.hint}${!isWhole && days[0] && html` ${fill(words.since, { time: dayText(days[0].day) })}`}</p>
${shown.length === 0 ? html`<p class="empty">${words.empty}</p>` : html`${pictureHtml(days)}${tableHtml(shown)}`}
${pages.length > 0 && pagesHtml(pages)}`,
  );
}

function pictureHtml(days: Day[]): Html {
  const most = days.reduce((best, each) => (sizeOf(each) > sizeOf(best) ? each : best));
  const sums = [
    fill(words.sumPublished, { n: sumOf(days, 'approved') }),
    fill(words.sumWaiting, { n: sumOf(days, 'pending') }),
    fill(words.sumSpam, { n: sumOf(days, 'spam') }),
  ].join(', ');
  const peak = { n: sizeOf(most), time: dayText(most.day) };
  const bars = days.map(({ counts }) => ({ parts: PARTS.map(([kind]) => [kind, counts[kind]] as const) }));
  return html`<figure class="numbers">${chartHtml(bars, fill(words.picture, { title: sums, ...peak }))}
<p class="ends" aria-hidden="true"><span>${dayText(days[0]!.day)}</span><span>${dayText(days.at(-1)!.day)}</span></p>
<figcaption><ul class="legend" role="list">${PARTS.map(([kind, name]) => html`<li>${swatchHtml(kind)} ${name} <b>${sumOf(days, kind)}</b></li>`)}</ul><p class="hint">${fill(words.most, peak)}</p></figcaption></figure>`;
}

function tableHtml(days: Day[]): Html {
  return html`<details class="fold"><summary>${words.dayByDay}</summary>
<p class="hint">${words.dayByDayHint} ${words.likesHint}</p>
<table><thead><tr><th scope="col">${words.day}</th>${PARTS.map(([, name]) => html`<th scope="col">${name}</th>`)}<th scope="col">${words.likes}</th></tr></thead>
<tbody>${days
    .toReversed()
    .map(
      ({ day, counts, likes }) =>
        html`<tr><th scope="row">${dayText(day)}</th>${PARTS.map(([kind]) => html`<td>${counts[kind]}</td>`)}<td>${likes}</td></tr>`,
    )}</tbody></table></details>`;
}

function pagesHtml(pages: NumbersPage['pages']): Html {
  return html`<h2 class="section" id="pages">${words.pages}</h2>
<table aria-labelledby="pages"><thead><tr><th scope="col">${words.page}</th><th scope="col">${words.lately}</th><th scope="col">${words.inAll}</th><th scope="col">${words.likes}</th></tr></thead>
<tbody>${pages.map(
    ({ thread: { thread, title, page, count }, lately, likes }) =>
      html`<tr><th scope="row"><a href="${viewAddress({ ...INBOX, tab: 'approved', thread })}" dir="auto">${title || page}</a></th><td>${lately}</td><td>${count}</td><td>${likes}</td></tr>`,
  )}</tbody></table>`;
}

function sizeOf({ counts }: Day): number {
  return counts.approved + counts.pending + counts.spam;
}

function sumOf(days: Day[], kind: keyof Day['counts']): number {
  return days.reduce((all, { counts }) => all + counts[kind], 0);
}

/** "Tue, 24 Nov" */
function dayText(day: number): string {
  return new Date(day).toUTCString().slice(0, 11);
}
