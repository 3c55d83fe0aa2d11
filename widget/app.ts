// One thread on one page: loads it, keeps its state, and does what the reader asks. No markup (components/), no
// fetch (api.ts), no localStorage (storage.ts). Everything it needs from outside is a parameter. What the first
// sight of the comments does not need is in composer/ and comes later.

import { h, render } from 'preact';
import type { PublicComment, Thread } from '../worker/contract/index.ts';
import { askerOf } from './api.ts';
import { Section } from './components/section.ts';
import { datesIn } from './dates.ts';
import type { Setting } from './element.ts';
import type { App, Composer, ComposerModule, Draft, Form, State } from './kit.ts';
import { pageAddress, pageQuery } from './page.ts';
import type { Memory } from './storage.ts';
import css from './styles/embed.css?inline';
import { readThread, text } from './thread.ts';
import type { Sort } from './tree.ts';
import { english } from './words/english.ts';
import { say } from './words/say.ts';

export interface Services {
  /** Where the worker is. */
  origin: string;
  fetch: typeof fetch;
  memory: Memory;
  now(): number;
  /** `attempt` counts failures: browsers remember a module that failed to load by its address. */
  importComposer(attempt: number): Promise<ComposerModule>;
}

export interface Mounted {
  /** Loads, once: later calls do nothing. */
  start(): void;
  load(): Promise<void>;
  /** The count of the thread, null until it was read. */
  count(): number | null;
  /** Goes to the comment that the address names. */
  permalink(): void;
  stop(): void;
}

const SLOW = 400;
const TICK = 60_000;

export function mount(host: HTMLElement, setting: Setting, services: Services): Mounted {
  const { memory, now } = services;
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const into = document.createElement('div');
  const ask = askerOf(services.origin, services.fetch);
  const page = { url: pageAddress(setting), id: setting('data-page-id') };
  const query = pageQuery(page.url, page.id);
  const dates = datesIn(setting('data-lang') || host.closest<HTMLElement>('[lang]')?.lang || undefined);
  let round = 0;
  let attempts = 0;
  let composing: Promise<Composer | undefined> | undefined;
  let tick: ReturnType<typeof setInterval> | undefined;

  const state: State = {
    thread: null,
    failed: false,
    slow: false,
    loaded: [],
    from: 0,
    own: [],
    sort: (setting('data-sort') || 'oldest') as Sort,
    form: newForm(null),
    reply: null,
    composer: null,
    composerFailed: false,
    unfolded: {},
    marked: '',
    said: '',
    now: now(),
  };

  const app: App = {
    state,
    host,
    root,
    memory,
    page,
    query,
    ask,
    now,
    setting,
    set,
    load,
    later,
    emit,
    focus,
    openReply(parent) {
      set({ reply: newForm(parent) });
      later();
      focus('box-reply');
    },
    keepDraft({ parent, draft }) {
      memory.keep(draftName(parent), draft.text && draft);
    },
    say: (words, values) => say(words, english.code, values),
    relative: (iso) => dates.relative(iso, state.now),
    full: dates.full,
  };

  function newForm(parent: PublicComment | null): Form {
    const kept = memory.read(draftName(parent)) as Draft | undefined;
    const words = text(kept?.text);
    return { parent, draft: { ...kept, text: words }, restored: !!words, open: !!words || !!parent, redraw() {} };
  }

  // By address, not by thread: what is typed is kept before the worker has said which thread this is.
  function draftName(parent: PublicComment | null): string {
    return `draft:${query}:${parent?.id ?? ''}`;
  }

  function set(change: Partial<State>): void {
    Object.assign(state, change);
    render(h(Section, { app, words: english }), into);
  }

  function focus(id: string): void {
    root.getElementById(id)?.focus();
  }

  function emit(type: string, detail: object): void {
    host.dispatchEvent(new CustomEvent(`afterword-${type}`, { bubbles: true, detail }));
  }

  async function load(): Promise<void> {
    const mine = ++round;
    const slow = setTimeout(() => set({ slow: true }), SLOW);
    const { value, error } = (await ask<Thread>('/api/thread', query)) as { value: Thread; error?: { code: string } };
    clearTimeout(slow);
    if (mine !== round) return; // reloaded, or taken off the page, meanwhile
    set({ failed: !!error, slow: false, now: now() });
    if (error) {
      // Who can mend a broken set-up reads the console, not the page.
      console.warn('Afterword:', error.code, services.origin, page.url);
      emit('error', { code: error.code });
      return;
    }
    const thread = readThread(value);
    set({ thread, loaded: thread.comments, from: thread.from });
    emit('ready', { count: thread.count, open: thread.open });
    if (state.composer || state.form.restored || memory.read(`own:${thread.thread}`)) later((it) => it.settle(app));
    if (mine === 1) permalink();
  }

  function permalink(): void {
    const [, id] = /^#comment-(\w+)$/.exec(location.hash) ?? [];
    if (id) later((composer) => composer.show(app, id));
  }

  async function later(job?: (composer: Composer) => void): Promise<void> {
    composing ??= services.importComposer(attempts++).then(
      (module) => {
        const composer = module.default({ h });
        addStyles(root, composer.css);
        set({ composer, composerFailed: false });
        return composer;
      },
      () => {
        // Blocked, or offline: the box keeps the text and offers to try again.
        composing = undefined;
        set({ composerFailed: true });
        return undefined;
      },
    );
    const composer = await composing;
    if (composer) job?.(composer);
  }

  host.style.colorScheme = (setting('data-theme') ?? '').replace('auto', '');
  addStyles(root, css);
  root.append(into);
  set({});
  return {
    start() {
      if (tick) return;
      tick = setInterval(() => set({ now: now() }), TICK);
      load();
    },
    load,
    permalink,
    count: () => state.thread?.count ?? null,
    stop() {
      round++;
      clearInterval(tick);
      render(null, into);
      root.replaceChildren();
      root.adoptedStyleSheets = [];
    },
  };
}

/** Constructed sheets pass a page's strict CSP; browsers without them (Safari before 16.4) get an element. */
function addStyles(root: ShadowRoot, css: string): void {
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
