// The site's rules: one form, each field with a sentence of what it does. What was on the page goes along with the
// form, so that only what was changed is saved, and two tabs do not undo each other.

import type { Plural, Values } from '../../../widget/words/say.ts';
import { type FieldProblems, MAX_NAME, type SettingName, type SiteSettings } from '../../contract/index.ts';
import { MAX_BLOCKED_WORDS, MAX_FURTHER_SITES } from '../../rules/limits.ts';
import { BRAKE_RULES } from '../../rules/screening/brake.ts';
import { described, problemHtml, type WrongFields } from '../form.ts';
import { type Html, html } from '../html.ts';
import { sayHtml } from './flash.ts';
import { deskPage } from './page.ts';
import { settingsWords as words } from './words/settings.ts';
import { fill } from './words/words.ts';

/** As the fields of a form hold them. */
export type SettingTexts = Record<SettingName, string>;

interface SettingsForm {
  site: string;
  /** Saved, as far as this worker knows. */
  saved: SiteSettings;
  /** What was sent and not taken. */
  sent?: SettingTexts;
  problems?: FieldProblems;
  said?: 'saved' | 'same';
  /** The variable SITES. */
  origins: string[];
}

const PROBLEMS: Partial<Record<SettingName, [words: string | Plural, values?: Values]>> = {
  maxLinks: [words.wrongLinks],
  blockedWords: [words.wrongWords, { n: MAX_BLOCKED_WORDS }],
  ownerName: [words.wrongName, { n: MAX_NAME }],
  closeAfterDays: [words.wrongDays],
  writesBeforeWork: [words.wrongNumber],
  writesBeforeClosed: [words.wrongNumber],
  sites: [words.wrongSites, { n: MAX_FURTHER_SITES }],
};

export function textsOf(settings: SiteSettings): SettingTexts {
  return {
    moderation: settings.moderation,
    maxLinks: String(settings.maxLinks),
    blockedWords: settings.blockedWords.join('\n'),
    ownerName: settings.ownerName,
    closeAfterDays: settings.closeAfterDays === null ? '' : String(settings.closeAfterDays),
    stop: settings.stop ? '1' : '',
    work: settings.work,
    writesBeforeWork: String(settings.writesBeforeWork),
    writesBeforeClosed: String(settings.writesBeforeClosed),
    sites: settings.sites.join('\n'),
  };
}

export function settingsPage({ site, saved, sent, problems, said, origins }: SettingsForm): Html {
  const was = textsOf(saved);
  const form: Entered = { texts: sent ?? was, wrong: wrongIn(problems ?? {}) };
  return deskPage(
    { title: words.settings, site, here: 'settings' },
    html`${said && sayHtml(words[said])}${problems && sayHtml(words.notSaved, true)}
<h1>${words.settings}</h1>
<ul class="list ways" role="list">${WAYS.map(
      ([path, name, says]) =>
        html`<li class="item"><div class="what"><h2><a href="/admin/${path}">${name}</a></h2><p class="hint">${says}</p></div></li>`,
    )}</ul>
<form class="settings" id="rules" method="post" action="/admin/settings">
${Object.entries(was).map(([name, text]) => html`<textarea name="was-${name}" hidden>${text}</textarea>`)}
<fieldset><legend>${words.whatWaits}</legend>
${choice(form, 'moderation', [
  ['first-time', words.firstTime, words.firstTimeHint],
  ['all', words.all, words.allHint],
  ['open', words.open, words.openHint],
])}
${field(form, 'maxLinks', words.maxLinks, words.maxLinksHint, 'number')}
${area(form, 'blockedWords', words.blockedWords, words.blockedWordsHint)}
</fieldset>
<fieldset><legend>${words.you}</legend>
${field(form, 'ownerName', words.ownerName, words.ownerNameHint, 'text')}
</fieldset>
<fieldset><legend>${words.closing}</legend>
${field(form, 'closeAfterDays', words.closeAfterDays, words.closeAfterDaysHint, 'number')}
${tick(form, 'stop', words.stop, words.stopHint)}
</fieldset>
<details class="fold" ${isWrong(form, FLOODS) && html`open`}><summary>${isUsual(saved) ? words.floodsUsual : words.floodsOwn}</summary>
<fieldset aria-label="${words.floods}">
${choice(form, 'work', [
  ['auto', words.workAuto, ''],
  ['always', words.workAlways, ''],
  ['off', words.workOff, ''],
])}
${field(form, 'writesBeforeWork', words.writesBeforeWork, words.writesBeforeWorkHint, 'number')}
${field(form, 'writesBeforeClosed', words.writesBeforeClosed, words.writesBeforeClosedHint, 'number')}
</fieldset></details>
<fieldset><legend>${words.sites}</legend>
<p class="hint">${words.sitesHint}</p>${
      origins.length === 0
        ? html`<p class="problem">${words.noSites}</p>`
        : html`<ul class="origins" role="list">${origins.map((origin) => html`<li><code>${origin}</code></li>`)}</ul>`
    }
${area(form, 'sites', words.furtherSites, words.furtherSitesHint)}
</fieldset>
<div class="acts"><button class="main">${words.save}</button><output class="unsaved" id="unsaved" hidden>${words.unsaved}</output></div>
</form>
<section class="settings"><h2>${words.signOutEverywhere}</h2><p class="hint">${words.signOutHint}</p><form method="post" action="/admin/sign-out-everywhere"><button>${words.signOutEverywhere}</button></form></section>`,
  );
}

/** What a new owner looks for first, each on a page of its own. */
const WAYS = [
  ['notices', words.notices, words.noticesHint],
  ['import', words.movingIn, words.movingInHint],
  ['export', words.movingOut, words.movingOutHint],
  ['numbers', words.numbers, words.numbersHint],
  ['doctor', words.doctor, words.doctorHint],
] as const;

const FLOODS: SettingName[] = ['work', 'writesBeforeWork', 'writesBeforeClosed'];

function isUsual({ work, writesBeforeWork, writesBeforeClosed }: SiteSettings): boolean {
  const isSame = writesBeforeWork === BRAKE_RULES.writesBeforeWork;
  return work === 'auto' && isSame && writesBeforeClosed === BRAKE_RULES.writesBeforeClosed;
}

// ---- fields ----

/** What is in the fields, and what is wrong with it. */
interface Entered {
  texts: SettingTexts;
  wrong: WrongFields;
}

function isWrong({ wrong }: Entered, names: SettingName[]): boolean {
  return names.some((name) => wrong[name] !== undefined);
}

function wrongIn(problems: FieldProblems): WrongFields {
  const names = Object.keys(problems) as SettingName[];
  return Object.fromEntries(names.map((name) => [name, fill(...(PROBLEMS[name] ?? [words.wrongChoice]))]));
}

function field(form: Entered, name: SettingName, label: string, hint: string, type: 'text' | 'number'): Html {
  const { texts } = form;
  const input =
    type === 'number'
      ? html`<input type="text" inputmode="numeric" class="short" id="${name}" name="${name}" value="${texts[name]}" ${described(form.wrong, name)}>`
      : html`<input type="text" id="${name}" name="${name}" value="${texts[name]}" dir="auto" ${described(form.wrong, name)}>`;
  return html`<div class="field"><label for="${name}">${label}</label>${input}<p class="hint" id="${name}-hint">${hint}</p>${problemHtml(form.wrong, name)}</div>`;
}

function area(form: Entered, name: SettingName, label: string, hint: string): Html {
  return html`<div class="field"><label for="${name}">${label}</label><textarea id="${name}" name="${name}" rows="3" dir="auto" ${described(form.wrong, name)}>${form.texts[name]}</textarea><p class="hint" id="${name}-hint">${hint}</p>${problemHtml(form.wrong, name)}</div>`;
}

function tick(form: Entered, name: SettingName, label: string, hint: string): Html {
  return html`<div class="field"><label class="tick"><input type="checkbox" name="${name}" value="1" ${form.texts[name] === '1' && html`checked`} ${described(form.wrong, name)}> ${label}</label><p class="hint" id="${name}-hint">${hint}</p></div>`;
}

function choice(form: Entered, name: SettingName, choices: [value: string, label: string, hint: string][]): Html {
  return html`<div class="choices">${choices.map(
    ([value, label, hint]) =>
      html`<label class="tick"><input type="radio" name="${name}" value="${value}" ${form.texts[name] === value && html`checked`}> <span>${label}${hint && html`<span class="hint">${hint}</span>`}</span></label>`,
  )}${problemHtml(form.wrong, name)}</div>`;
}
