// The script of the import's page (worker/views/desk/import.ts): takes the file and the choices, and shows how it goes.
// It reads no file and knows no format: that is reader.ts, in a thread of its own. Markup is made of elements and text,
// never of HTML.

import type { News, Order, ReadNews } from './messages.ts';
import { reportElement } from './report.ts';
import { importWords as words } from './words/import.ts';
import { fill } from './words/words.ts';

declare const READER_VERSION: string;

const get = <T extends HTMLElement>(id: string) => document.getElementById(id) as T;
const form = get<HTMLFormElement>('import');
const fields = get<HTMLFieldSetElement>('fields');
const file = get<HTMLInputElement>('file');
const drop = get('drop');
const site = get<HTMLSelectElement>('site');
const work = get('work');
const doing = get('doing');
const problem = get('problem');
const progress = get<HTMLProgressElement>('progress');
const report = get('report');
const choices = get('choices');
const status = get('status');
const look = get<HTMLButtonElement>('look');

let reader: Worker | null = null;
/** What the button "Try again" does. */
let retry: () => void = read;
/** Sending has begun. */
let isSent = false;

get('needs-script').hidden = true;
form.hidden = false;

form.addEventListener('submit', (event) => {
  event.preventDefault();
  read();
});
// A report holds only for the choices that it was made with.
form.addEventListener('input', () => stop());

drop.addEventListener('dragover', (event) => event.preventDefault());
drop.addEventListener('drop', (event) => {
  event.preventDefault();
  if (fields.disabled || !event.dataTransfer?.files.length) return;
  file.files = event.dataTransfer.files;
  stop();
});

addEventListener('beforeunload', (event) => {
  if (isSending()) event.preventDefault();
});

function read(): void {
  const [chosen] = file.files ?? [];
  if (!chosen) return;
  stop();
  fields.disabled = true;
  look.hidden = true;
  const others = [...site.options].map(({ value }) => value).filter((value) => value !== site.value);
  const options = {
    sites: [site.value, ...others].join(' '),
    rules: get<HTMLTextAreaElement>('rules').value,
    owners: linesOf(get<HTMLTextAreaElement>('owners').value),
    emails: get<HTMLInputElement>('emails').checked,
  };
  reader = new Worker(`/desk/reader.js?v=${READER_VERSION}`, { type: 'module' });
  reader.addEventListener('message', ({ data }: MessageEvent<News>) => show(data));
  reader.addEventListener('error', () => {
    show({ type: 'refused', problem: words.notLoaded });
  });
  retry = read;
  isSent = false;
  say(words.reading);
  progress.hidden = false;
  choose([button(words.cancel, stop)]);
  order({ type: 'read', file: chosen, options });
}

/** `isOwn`: with what a backup says of who may do what. */
function send(isOwn: boolean): void {
  isSent = true;
  retry = () => send(isOwn);
  fields.disabled = true;
  say(words.importing, true);
  progress.hidden = false;
  choose([button(words.cancel, cancelSending)]);
  order({ type: 'send', isOwn });
}

function order(order: Order): void {
  reader?.postMessage(order);
}

/** Whatever is going on ends here, and the form is free again. */
function stop(): void {
  reader?.terminate();
  reader = null;
  fields.disabled = false;
  look.hidden = false;
  work.hidden = true;
  status.textContent = '';
}

function cancelSending(): void {
  stop();
  say(words.stopped);
  tell(words.stoppedHint);
}

function isSending(): boolean {
  return reader !== null && isSent && !progress.hidden;
}

function show(news: News): void {
  switch (news.type) {
    case 'reading':
      progress.value = news.part;
      break;
    case 'read':
      showReport(news);
      break;
    case 'refused':
      stop();
      say(words.refused, true);
      tell(`${news.problem} ${words.nothingWritten}`);
      break;
    case 'sending':
      progress.value = news.of === 0 ? 1 : news.sent / news.of;
      doing.textContent = fill(words.importingOf, { n: news.sent, title: fill('{n}', { n: news.of }) });
      break;
    case 'failed':
      showFailure(news);
      break;
    case 'done':
      showDone(news);
  }
}

function showReport({ report: told, claims, toAdd, difference, troubles, hasMore }: ReadNews): void {
  fields.disabled = false;
  say(told.title, true);
  report.replaceChildren(...reportElement(told, difference, claims));
  report.hidden = false;
  if (troubles.length > 0) tell(troubles.join(' '));
  const other = button(words.chooseAgain, () => {
    stop();
    file.focus();
  });
  const label = toAdd === 0 ? words.importRest : fill(words.importComments, { n: toAdd });
  // If the file claims nothing, then there is nothing to leave out, so one button sends all of it. (Of another system's
  // export this includes which comments are the owner's: that was chosen in this form, and does not come from the
  // file.) If it does claim something, then neither button is the main one: the owner should choose after having read
  // what each does.
  const ways =
    claims === ''
      ? [button(label, () => send(true), 'main')]
      : [button(words.importAll, () => send(true)), button(words.commentsOnly, () => send(false))];
  choose(hasMore ? [...ways, other] : [other]);
}

function showFailure({ problem, isSignedOut }: Extract<News, { type: 'failed' }>): void {
  progress.hidden = true;
  doing.textContent = isSent ? words.notAllSent : words.notReached;
  tell(isSent ? `${problem} ${words.goesOn}` : problem);
  const again = button(words.tryAgain, () => retry(), 'main');
  choose([again, ...(isSignedOut ? [link(words.signIn, '/admin', true)] : []), button(words.cancel, stop)]);
  again.focus();
}

function showDone({ words: told }: Extract<News, { type: 'done' }>): void {
  stop();
  say(words.done, true);
  const paragraph = document.createElement('p');
  paragraph.textContent = told;
  report.replaceChildren(paragraph);
  report.hidden = false;
  choose([link(words.seeThreads, '/admin/threads'), link(words.seeWaiting, '/admin')]);
  file.value = '';
}

// ---- small things ----

/** Says what is going on, in the heading. `hasFocus`: it is what the owner waits for, so the focus goes there. */
function say(what: string, hasFocus = false): void {
  work.hidden = false;
  doing.textContent = what;
  status.textContent = hasFocus ? '' : what;
  problem.hidden = true;
  progress.hidden = true;
  progress.removeAttribute('value');
  report.hidden = true;
  choose([]);
  if (hasFocus) doing.focus();
  work.scrollIntoView({ block: 'nearest' });
}

function tell(what: string): void {
  problem.textContent = what;
  problem.hidden = false;
  status.textContent = what;
}

function choose(elements: HTMLElement[]): void {
  choices.replaceChildren(...elements);
}

function button(label: string, act: () => void, kind = ''): HTMLButtonElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.className = kind;
  element.textContent = label;
  element.addEventListener('click', act);
  return element;
}

function link(label: string, address: string, isElsewhere = false): HTMLAnchorElement {
  const element = document.createElement('a');
  element.className = 'button';
  element.href = address;
  element.textContent = label;
  if (isElsewhere) element.target = '_blank';
  return element;
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
