// The script of the import's page (worker/views/desk/import.ts): takes the file and the choices, and shows how it goes.
// It reads no file and knows no format: that is reader.ts, in a thread of its own.

import { button, element, link } from './elements.ts';
import type { News, Order, ReadNews } from './messages.ts';
import { reportElement } from './report.ts';
import { scriptAddress } from './script-address.ts';
import {
  choose,
  doing,
  endAll,
  get,
  holdForm,
  isFormHeld,
  openForm,
  progress,
  releaseForm,
  say,
  show,
  tell,
} from './steps.ts';
import { importWords as words } from './words/import.ts';
import { fill } from './words/words.ts';

declare const READER_VERSION: string;

const form = get<HTMLFormElement>('import');
const file = get<HTMLInputElement>('file');
const drop = get('drop');
const site = get<HTMLSelectElement>('site');

let reader: Worker | null = null;
/** What the button "Try again" does. */
let retry: () => void = read;
/** Sending has begun. */
let isSent = false;

openForm(form, read);
// A report holds only for the choices that it was made with.
form.addEventListener('input', () => stop());

drop.addEventListener('dragover', (event) => event.preventDefault());
drop.addEventListener('drop', (event) => {
  event.preventDefault();
  if (isFormHeld() || !event.dataTransfer?.files.length) return;
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
  holdForm();
  const others = [...site.options].map(({ value }) => value).filter((value) => value !== site.value);
  const options = {
    sites: [site.value, ...others].join(' '),
    rules: get<HTMLTextAreaElement>('rules').value,
    owners: linesOf(get<HTMLTextAreaElement>('owners').value),
    emails: get<HTMLInputElement>('emails').checked,
  };
  reader = new Worker(scriptAddress(`/desk/reader.js?v=${READER_VERSION}`), { type: 'module' });
  reader.addEventListener('message', ({ data }: MessageEvent<News>) => hear(data));
  reader.addEventListener('error', () => {
    hear({ type: 'refused', problem: words.notLoaded });
  });
  retry = read;
  isSent = false;
  say(words.reading);
  progress.hidden = false;
  choose(button(words.cancel, stop));
  order({ type: 'read', file: chosen, options });
}

/** `isOwn`: with what a backup says of who may do what. */
function send(isOwn: boolean): void {
  isSent = true;
  retry = () => send(isOwn);
  holdForm();
  say(words.importing, true);
  progress.hidden = false;
  choose(button(words.cancel, cancelSending));
  order({ type: 'send', isOwn });
}

function order(order: Order): void {
  reader?.postMessage(order);
}

/** Whatever is going on ends here, and the form is free again. */
function stop(): void {
  reader?.terminate();
  reader = null;
  endAll();
}

function cancelSending(): void {
  stop();
  say(words.stopped);
  tell(words.stoppedHint);
}

function isSending(): boolean {
  return reader !== null && isSent && !progress.hidden;
}

function hear(news: News): void {
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
  releaseForm();
  say(told.title, true);
  show(...reportElement(told, difference, claims));
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
  choose(...(hasMore ? ways : []), other);
}

function showFailure({ problem, isSignedOut }: Extract<News, { type: 'failed' }>): void {
  progress.hidden = true;
  doing.textContent = isSent ? words.notAllSent : words.notReached;
  tell(isSent ? `${problem} ${words.goesOn}` : problem);
  const again = button(words.tryAgain, () => retry(), 'main');
  choose(again, ...(isSignedOut ? [link(words.signIn, '/admin', true)] : []), button(words.cancel, stop));
  again.focus();
}

function showDone({ words: told }: Extract<News, { type: 'done' }>): void {
  stop();
  say(words.done, true);
  show(element('p', told));
  choose(link(words.seeThreads, '/admin/threads'), link(words.seeWaiting, '/admin'));
  file.value = '';
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
