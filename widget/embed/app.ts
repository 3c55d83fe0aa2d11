// One thread on one page: loads it, keeps its state, draws it. No markup (components/), no fetch (api.ts), no
// localStorage (storage.ts). Everything it needs from outside is a parameter. What is not needed for the first sight of
// the comments is in reading/, which comes once they are drawn, and in composer/, which comes when somebody writes.
// Read next: embed/state.ts, embed/components/section.ts.

import type { Thread } from '../../worker/contract/index.ts';
import { type Answer, askerOf } from '../api.ts';
import { wordsIn } from '../language.ts';
import { pageHere, queryOf, type Setting } from '../page.ts';
import type { Reading } from '../reading/api.ts';
import type { ReadingModule } from '../reading/index.ts';
import type { Memory } from '../storage.ts';
import css from '../styles/embed.css?inline';
import { english, type Words } from '../words/english.ts';
import { say } from '../words/say.ts';
import { since } from '../words/since.ts';
import { Article, Item } from './components/comment.ts';
import { Section } from './components/section.ts';
import { draw } from './first-sight.ts';
import { readThread, text } from './read-thread.ts';
import { shared } from './shared.ts';
import { FIRST_BRANCHES } from './sizes.ts';
import type { App, Bring, Draft, Form, State } from './state.ts';
import { nextFrame, nextTask } from './tasks.ts';
import type { Sort } from './tree.ts';

export interface Services {
  /** Where the worker is. */
  origin: string;
  fetch: typeof fetch;
  memory: Memory;
  now(): number;
  bring: Bring;
}

export interface Mounted {
  /** Loads, once: later calls do nothing. */
  start(): void;
  load(): Promise<void>;
  readonly state: Pick<State, 'thread'>;
  stop(): void;
}

const SLOW = 400;

/** What the page holds is not asked for again for so long. */
const FRESH = 60_000;

/** A header's time is in whole seconds, and it was under way. */
const PRECISE = 5_000;

export function mount(host: HTMLElement, setting: Setting, services: Services): Mounted {
  const { memory, origin, bring } = services;
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const into = document.createElement('div');
  /** How much the reader's clock is ahead of the worker's, whose times all others are. */
  let ahead = 0;
  const now = () => services.now() - ahead;
  const ask = askerOf(origin, services.fetch, (date) => {
    const off = services.now() - Date.parse(date);
    ahead = Math.abs(off) > PRECISE ? off : 0;
  });
  const page = pageHere(setting);
  const query = queryOf(page);
  const lang = setting('data-lang') || host.closest<HTMLElement>('[lang]')?.lang;
  let words: Words | undefined;
  let coming: Promise<Reading> | undefined;
  /** How often loading began: an answer counts if no other has begun since. */
  let generation = 0;
  let attempts = 0;
  /** The thread as the page holds it already, by its build or from the edge (docs/in-the-page.md). */
  let held: Answer<Thread> | undefined;
  /** It has to be asked for when the reader comes near. */
  let asks = true;
  let filling: Promise<void> | undefined;

  const state: State = {
    thread: null,
    readAt: 0,
    loaded: [],
    from: 0,
    sort: (setting('data-sort') || 'oldest') as Sort,
    // By address, not by thread: what is typed is kept before the worker has said which thread this is.
    form: formAt(`draft:${query}:comment:`),
    unfolded: {},
    drawn: FIRST_BRANCHES,
    now: now(),
  };

  const app: App = {
    ...services,
    now,
    state,
    words: english,
    host,
    root,
    into,
    Article,
    Item,
    redraw: () => draw(into, () => Section({ app })),
    page,
    query,
    lang,
    ask,
    setting,
    set,
    load: () => load(),
    formAt,
    wear,
    withComposer: (job) => withReading((reading) => reading.withComposer(job)),
    keepDraft,
    focus() {},
    emit: (type, detail) => host.dispatchEvent(new CustomEvent(`afterword-${type}`, { bubbles: true, detail })),
    say: (text, values) => say(text, app.words.code, values),
    relative(iso) {
      const [unit, n] = since(iso, state.now);
      return app.say(app.words.ago[unit], { n });
    },
  };

  function formAt(name: string): Form {
    const draft = draftAt(name);
    const kept = text(draft?.text);
    return {
      kind: 'comment',
      about: null,
      label: '',
      name,
      id: 'box',
      draft: { ...draft, text: kept },
      kept,
      restored: kept,
      open: !!kept,
    };
  }

  function draftAt(name: string): Draft | undefined {
    return memory.read(name) as Draft | undefined;
  }

  /**
   * Where another tab has written under the name of this form, the form takes another name: neither loses its words,
   * though the other tab be closed by now. A browser tells a tab within milliseconds what another one keeps. Of two
   * that begin in the same ones both may take one name; then the first that writes on finds the other's words there and
   * takes another name.
   */
  function keepDraft(form: Form): void {
    const { draft } = form;
    const isOthers = (words?: string) => words && words !== form.kept && words !== draft.text;
    while (isOthers(draftAt(form.name)?.text)) form.name += '+';
    form.kept = draft.text;
    memory.keep(form.name, draft.text && draft);
  }

  function set(change: Partial<State>): void {
    Object.assign(state, change);
    // Before the words are there, there is nothing to say it with.
    if (words) app.redraw();
  }

  async function load(given?: Answer<Thread>): Promise<void> {
    const mine = ++generation;
    const slow = setTimeout(() => set({ slow: true }), SLOW);
    const { value, copyAt, error } = given ?? (await ask<Thread>(`/api/thread?${query}`));
    clearTimeout(slow);
    await ready;
    if (mine !== generation) return; // reloaded, or taken off the page, meanwhile
    if (error) {
      set({ failed: true, slow: false, now: now() });
      // Who can mend a broken set-up reads the console, not the page.
      console.warn('Afterword:', error.code, origin, page.page);
      app.emit('error', { code: error.code });
    } else {
      const thread = readThread(value);
      const { comments, from, count, open } = thread;
      set({
        ...(state.reading?.take(thread) ?? { loaded: comments, from }),
        thread,
        failed: false,
        now: now(),
        readAt: Date.parse(copyAt ?? '') || now(),
        old: !given && !!copyAt,
        full: state.full || !comments.length,
      });
      filling = fill();
      app.emit('ready', { count, open });
    }
    withReading((reading) => mine === generation && reading.start());
  }

  /** Draws comments until the window is full: reading.js, which draws the rest, may take a while to come. */
  async function fill(): Promise<void> {
    while (!state.full && into.parentNode) {
      await nextFrame();
      const list = into.querySelector('.list>ol');
      const isFull =
        !list || list.childElementCount < state.drawn || list.getBoundingClientRect().bottom >= innerHeight;
      set(isFull ? { full: true } : { drawn: state.drawn + FIRST_BRANCHES });
    }
  }

  /** Fetches what can be done with a thread, once, and does something with it. */
  async function withReading(job: (reading: Reading) => unknown): Promise<void> {
    try {
      coming ??= bring<ReadingModule>('reading', attempts++).then(takeIn);
      job(await coming);
    } catch {
      // Blocked, or offline: the thread can be read, the box keeps its text, and the next key tries again.
      coming = undefined;
      into.style.minBlockSize = '';
      set({ drawn: Number.POSITIVE_INFINITY });
    }
  }

  /** Each step is a task of its own, so that the page can be scrolled between them. */
  async function takeIn(module: ReadingModule): Promise<Reading> {
    await nextTask();
    await filling;
    if (state.reading) return state.reading;
    const reading = module.default(shared, app);
    await nextTask();
    reading.hydrate();
    await nextTask();
    set({ reading });
    await nextTask();
    return reading;
  }

  /** Constructed sheets pass a page's strict CSP; browsers without them (Safari before 16.4) get an element. */
  function wear(css: string): void {
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    } catch {
      const style = document.createElement('style');
      style.textContent = css;
      root.append(style);
    }
  }

  /**
   * Waits for a task of its own: if it ran on from the script, the page could not be scrolled meanwhile. Only the
   * language is asked for at once.
   */
  async function makeReady(): Promise<void> {
    const coming = wordsIn(lang || navigator.language, bring);
    await nextTask();
    if (!into.parentNode) return;
    wear(css);
    app.words = await coming;
    // Who has the focus or a selection in what stands there keeps it.
    while (held && (host.matches(':focus-within') || (`${getSelection()}` && getSelection()?.containsNode(host, true))))
      await nextFrame();
    words = app.words;
    if (held) into.textContent = '';
    set({});
  }

  host.style.colorScheme = setting('data-theme')?.replace('auto', '') || '';
  root.append(into);
  try {
    const { afterword, readAt } = host.querySelector<HTMLElement>('[data-afterword]')!.dataset;
    held = { value: JSON.parse(afterword!), copyAt: readAt! };
    asks = now() - Date.parse(readAt!) > FRESH;
    into.append(document.createElement('slot'));
  } catch {} // nobody has put them into the page
  // A page whose letters are commands judges by the target, which outside of here is the element and no field.
  for (const type of ['keydown', 'keypress', 'keyup'] as const) {
    into.addEventListener(type, (event) => {
      const isOurs = root.activeElement?.matches('input,textarea,select');
      if (isOurs && !/^(Esc|Tab)/.test(event.key)) event.stopPropagation();
    });
  }
  // In the first window nothing below may move when the comments come, so room is kept down to its end. At once: in the
  // next frame what is below may have been painted in the way. Where it does not show it has no place to keep. Taken
  // back in reading/room.ts.
  if (host.checkVisibility?.() !== false) {
    const { top, height } = host.getBoundingClientRect();
    into.style.minBlockSize = `${Math.max(height, innerHeight - top)}px`;
  }
  const start = () => {
    if (asks) load();
    asks = false;
  };
  into.addEventListener('focusin', start);
  const ready = makeReady();
  if (held) load(held);
  return {
    start,
    load: app.load,
    state,
    stop() {
      generation++; // so that answers under way change nothing
      state.reading?.stop();
      root.textContent = '';
      root.adoptedStyleSheets = [];
    },
  };
}
