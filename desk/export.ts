// The script of the export's page (worker/views/desk/export.ts): takes the choice, and hands the file to the browser.
// It knows no format: that is writer.ts, in a thread of its own.

import { button, element, link } from './elements.ts';
import type { WriteNews, WriteOrder } from './messages.ts';
import { scriptAddress } from './script-address.ts';
import { choose, doing, endAll, get, holdForm, openForm, progress, say, show, tell } from './steps.ts';
import { exportWords } from './words/export.ts';
import { fill } from './words/words.ts';

declare const WRITER_VERSION: string;

const form = get<HTMLFormElement>('export');

let writer: Worker | null = null;
/** Of the file that was made; it is held until there is another one. */
let address = '';

openForm(form, begin);

function begin(): void {
  stop();
  const format = new FormData(form).get('format') as WriteOrder['format'];
  holdForm();
  say(exportWords.fetching);
  progress.hidden = false;
  choose(button(exportWords.cancel, stop));
  writer = new Worker(scriptAddress(`/desk/writer.js?v=${WRITER_VERSION}`), { type: 'module' });
  writer.addEventListener('message', ({ data }: MessageEvent<WriteNews>) => hear(data));
  writer.addEventListener('error', () => {
    hear({ type: 'failed', problem: exportWords.notLoaded, isSignedOut: false });
  });
  writer.postMessage({ format } satisfies WriteOrder);
}

/** Whatever is going on ends here, and the form is free again. */
function stop(): void {
  writer?.terminate();
  writer = null;
  endAll();
}

function hear(news: WriteNews): void {
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
      tell(news.problem);
      choose(
        button(exportWords.tryAgain, begin, 'main'),
        ...(news.isSignedOut ? [link(exportWords.signIn, '/admin', true)] : []),
      );
  }
}

function showFile({ name, file, words: said }: Extract<WriteNews, { type: 'written' }>): void {
  stop();
  say(fill(exportWords.written, { name }), true);
  show(...said.map((each) => element('li', each)));
  URL.revokeObjectURL(address);
  address = URL.createObjectURL(file);
  const save = link(exportWords.saveAgain, address);
  save.download = name;
  choose(save);
  save.click();
}
