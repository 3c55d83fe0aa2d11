// The script of the export's page (worker/views/desk/export.ts): takes the choice, and hands the file to the browser.
// It knows no format: that is writer.ts, in a thread of its own.

import type { WriteNews, WriteOrder } from './messages.ts';
import { exportWords } from './words/export.ts';
import { fill } from './words/words.ts';

declare const WRITER_VERSION: string;

const get = <T extends HTMLElement>(id: string) => document.getElementById(id) as T;
const form = get<HTMLFormElement>('export');
const fields = get<HTMLFieldSetElement>('fields');
const work = get('work');
const doing = get('doing');
const problem = get('problem');
const progress = get<HTMLProgressElement>('progress');
const words = get('words');
const choices = get('choices');
const status = get('status');
const write = get<HTMLButtonElement>('write');

let writer: Worker | null = null;
/** Of the file that was made; it is held until there is another one. */
let address = '';

get('needs-script').hidden = true;
form.hidden = false;

form.addEventListener('submit', (event) => {
  event.preventDefault();
  begin();
});

function begin(): void {
  stop();
  const format = new FormData(form).get('format') as WriteOrder['format'];
  fields.disabled = true;
  write.hidden = true;
  say(exportWords.fetching);
  progress.hidden = false;
  choose([button(exportWords.cancel, stop)]);
  writer = new Worker(`/desk/writer.js?v=${WRITER_VERSION}`, { type: 'module' });
  writer.addEventListener('message', ({ data }: MessageEvent<WriteNews>) => show(data));
  writer.addEventListener('error', () => {
    show({ type: 'failed', problem: exportWords.notLoaded, isSignedOut: false });
  });
  writer.postMessage({ format } satisfies WriteOrder);
}

/** Whatever is going on ends here, and the form is free again. */
function stop(): void {
  writer?.terminate();
  writer = null;
  fields.disabled = false;
  write.hidden = false;
  work.hidden = true;
  status.textContent = '';
}

function show(news: WriteNews): void {
  switch (news.type) {
    case 'fetched':
      doing.textContent = fill(exportWords.fetchingSize, { n: Math.ceil(news.size / 1024) });
      break;
    case 'written':
      showFile(news);
      break;
    case 'failed':
      stop();
      say(exportWords.noFile, true);
      problem.textContent = news.problem;
      problem.hidden = false;
      choose([button(exportWords.tryAgain, begin, 'main'), ...(news.isSignedOut ? [signIn()] : [])]);
  }
}

function showFile({ name, file, words: said }: Extract<WriteNews, { type: 'written' }>): void {
  stop();
  say(fill(exportWords.written, { name }), true);
  words.replaceChildren(
    ...said.map((each) => {
      const item = document.createElement('li');
      item.textContent = each;
      return item;
    }),
  );
  words.hidden = said.length === 0;
  URL.revokeObjectURL(address);
  address = URL.createObjectURL(file);
  const save = document.createElement('a');
  save.className = 'button';
  save.href = address;
  save.download = name;
  save.textContent = exportWords.saveAgain;
  choose([save]);
  save.click();
}

// ---- small things ----

/** Says what is going on, in the heading. `hasFocus`: it is what the owner waits for, so the focus goes there. */
function say(what: string, hasFocus = false): void {
  work.hidden = false;
  doing.textContent = what;
  status.textContent = hasFocus ? '' : what;
  problem.hidden = true;
  progress.hidden = true;
  words.hidden = true;
  choose([]);
  if (hasFocus) doing.focus();
  work.scrollIntoView({ block: 'nearest' });
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

function signIn(): HTMLAnchorElement {
  const element = document.createElement('a');
  element.className = 'button';
  element.href = '/admin';
  element.target = '_blank';
  element.textContent = exportWords.signIn;
  return element;
}
