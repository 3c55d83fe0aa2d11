// The site's rules: one form, each field with a sentence of what it does. What was on the page goes along with the
// form, so that only what was changed is saved, and two tabs do not undo each other.

import { type FieldProblems, MAX_NAME, type SettingName, type SiteSettings } from '../../contract/index.ts';
import { MAX_BLOCKED_WORDS, MAX_FURTHER_SITES } from '../../rules/limits.ts';
import { described, problemHtml, type WrongFields } from '../form.ts';
import { type Html, html } from '../html.ts';
import { sayHtml } from './flash.ts';
import { deskPage } from './page.ts';

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

const SAID = { saved: 'Saved. It holds everywhere within a minute or two.', same: 'Nothing was changed.' };

const PROBLEMS: Partial<Record<SettingName, string>> = {
  maxLinks: 'A whole number from 0 to 100.',
  blockedWords: `Up to ${MAX_BLOCKED_WORDS} words, each up to 80 characters.`,
  ownerName: `A name can have up to ${MAX_NAME} characters.`,
  closeAfterDays: 'A whole number of days, or nothing.',
  writesBeforeWork: 'A whole number.',
  writesBeforeClosed: 'A whole number.',
  sites: `Up to ${MAX_FURTHER_SITES} addresses such as https://example.org. Only localhost may have http, or * for its port.`,
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
    { title: 'Settings', site, here: 'settings' },
    html`${said && sayHtml(SAID[said])}${problems && sayHtml('Not saved: see what is marked below.', true)}
<h1>Settings</h1>
<form class="settings" method="post" action="/admin/settings">
${Object.entries(was).map(([name, text]) => html`<textarea name="was-${name}" hidden>${text}</textarea>`)}
<fieldset><legend>What waits for you</legend>
${choice(form, 'moderation', [
  [
    'first-time',
    'A reader’s first comment',
    'Once one is approved, the next ones appear at once, unless something else is found.',
  ],
  ['all', 'Every comment', 'Nothing appears that you have not seen.'],
  ['open', 'Only what is suspicious', 'Links and first comments do not wait; blocked words still do.'],
])}
${field(form, 'maxLinks', 'Links in one comment', 'More than this, and it waits, whoever wrote it.', 'number')}
${area(form, 'blockedWords', 'Blocked words', 'One a line. A comment that holds one of them waits, or is spam if it has links too. Whole words, capitals or not.')}
</fieldset>
<fieldset><legend>You</legend>
${field(form, 'ownerName', 'Your name', 'Your replies from here are signed with it, and others who use it wait.', 'text')}
</fieldset>
<fieldset><legend>Closing</legend>
${field(form, 'closeAfterDays', 'Close threads after days', 'Counted from a thread’s first comment. Leave it empty, and they stay open.', 'number')}
${tick(form, 'stop', 'Stop all comments', 'No page takes new comments until this is off again. What is there stays.')}
</fieldset>
<fieldset><legend>Floods</legend>
${choice(form, 'work', [
  ['auto', 'Ask browsers for a short calculation when many comments come in', ''],
  ['always', 'Ask for it always', ''],
  ['off', 'Never ask', ''],
])}
${field(form, 'writesBeforeWork', 'Writes a day before it is asked of everybody', 'Of authors who are not known. Likes wait from then on. The free plan has 1,000 a day for everything.', 'number')}
${field(form, 'writesBeforeClosed', 'Writes a day before only known authors write', 'Others are asked to come back after midnight UTC; their drafts are kept.', 'number')}
</fieldset>
<fieldset><legend>Sites</legend>
<p class="hint">Pages on these may have comments. They are the variable SITES in wrangler.toml.</p>${
      origins.length === 0
        ? html`<p class="problem">None yet.</p>`
        : html`<ul class="origins" role="list">${origins.map((origin) => html`<li><code>${origin}</code></li>`)}</ul>`
    }
${area(form, 'sites', 'Further sites', 'Pages on these may have comments too, with the same tag and without a new deploy. One address a line, such as https://example.org.', 3)}
</fieldset>
<div class="acts"><button class="main">Save</button></div>
</form>
<section class="settings"><h2>Notices</h2><p class="hint">How you hear of comments when you are not here: by e-mail, webhook or feed.</p><p><a class="button" href="/admin/notices">Set up notices</a></p>
<h2>Moving in</h2><p class="hint">Comments of another system, or a backup of this one.</p><p><a class="button" href="/admin/import">Import comments</a></p>
<h2>Moving out, backup</h2><p class="hint">Everything as one file, or your comments as other systems read them.</p><p><a class="button" href="/admin/export">Export comments</a></p>
<h2>Doctor</h2><p class="hint">Looks at everything that can go wrong, and says what to do.</p><p><a class="button" href="/admin/doctor">See the doctor</a></p>
<h2>Sign out everywhere</h2><p class="hint">Ends the session of every device within a minute or two, this one too.</p><form method="post" action="/admin/sign-out-everywhere"><button>Sign out everywhere</button></form></section>`,
  );
}

// ---- fields ----

/** What is in the fields, and what is wrong with it. */
interface Entered {
  texts: SettingTexts;
  wrong: WrongFields;
}

function wrongIn(problems: FieldProblems): WrongFields {
  const names = Object.keys(problems) as SettingName[];
  return Object.fromEntries(names.map((name) => [name, PROBLEMS[name] ?? 'That is none of the choices.']));
}

function field(form: Entered, name: SettingName, label: string, hint: string, type: 'text' | 'number'): Html {
  const { texts } = form;
  const input =
    type === 'number'
      ? html`<input type="text" inputmode="numeric" class="short" id="${name}" name="${name}" value="${texts[name]}" ${described(form.wrong, name)}>`
      : html`<input type="text" id="${name}" name="${name}" value="${texts[name]}" dir="auto" ${described(form.wrong, name)}>`;
  return html`<div class="field"><label for="${name}">${label}</label>${input}<p class="hint" id="${name}-hint">${hint}</p>${problemHtml(form.wrong, name)}</div>`;
}

function area(form: Entered, name: SettingName, label: string, hint: string, rows = 5): Html {
  return html`<div class="field"><label for="${name}">${label}</label><textarea id="${name}" name="${name}" rows="${rows}" dir="auto" ${described(form.wrong, name)}>${form.texts[name]}</textarea><p class="hint" id="${name}-hint">${hint}</p>${problemHtml(form.wrong, name)}</div>`;
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
