// One thread on one page: loads it, keeps its state, and does what the reader asks. No markup (components/), no
// fetch (api.ts), no localStorage (storage.ts). Everything it needs from outside is a parameter.

import { Component, Fragment, h, render } from 'preact';
import { type Api, apiAt } from './api.ts';
import { Section } from './components/section.ts';
import { datesIn } from './dates.ts';
import type { App, ComposerModule, Form } from './kit.ts';
import { keepOwn, readOwn, stillOwn, withOwn } from './own.ts';
import { isPreview, pageQuery, readPage, type Setting } from './page.ts';
import type { State } from './state.ts';
import type { Memory } from './storage.ts';
import { number, readComments, readThread, text } from './thread.ts';
import { grow, type Sort } from './tree.ts';
import { english } from './words/english.ts';
import { type Plural, say, type Values } from './words/say.ts';

export interface Services {
  /** Where the worker is. */
  origin: string;
  fetch: typeof fetch;
  memory: Memory;
  now(): number;
  /** `attempt` counts failures: browsers remember a module that failed to load by its address. */
  importComposer(attempt: number): Promise<ComposerModule>;
}

/** What the components get: the app, and the ways of this file's own. */
export interface View extends App {
  readonly host: HTMLElement;
  readonly lang: string | undefined;
  relative(iso: string): string;
  full(iso: string): string;
  say(words: string | Plural, values?: Values): string;
  /** Loads the rest of the form, once. */
  compose(): void;
  openReply(id: string): void;
  earlier(): void;
  focus(id: string): void;
  /** Why nobody can write here now, or null. */
  shut(): string | null;
}

export interface Mounted {
  start(): void;
  load(): Promise<void>;
  /** The count of the thread, null until it was read. */
  count(): number | null;
  /** Goes to the comment that the address names, if it is here. */
  permalink(): void;
  unmount(): void;
}

export function mount(host: HTMLElement, root: ShadowRoot, setting: Setting, services: Services): Mounted {
  const { memory, now } = services;
  const api: Api = apiAt(services.origin, services.fetch);
  const page = readPage(setting);
  const query = pageQuery(page.url, page.id);
  const lang =
    setting('data-lang') || (host.closest('[lang]') as HTMLElement | null)?.lang || navigator.language || undefined;
  const dates = datesIn(lang);
  const sort = (setting('data-sort') || 'oldest') as Sort;
  const into = document.createElement('div');
  const words = english;
  let round = 0;
  let attempts = 0;
  let composing = false;
  let ticking: ReturnType<typeof setInterval> | undefined;

  let state: State = {
    phase: 'loading',
    slow: false,
    thread: null,
    loaded: [],
    from: 0,
    own: [],
    sort,
    formFirst: sort !== 'oldest',
    form: newForm(null),
    reply: null,
    composer: null,
    composerFailed: false,
    unfolded: {},
    marked: '',
    said: '',
    now: now(),
  };

  const view: View = {
    get state() {
      return state;
    },
    host,
    page,
    api,
    memory,
    lang,
    now,
    relative: (iso) => dates.relative(iso, state.now),
    full: dates.full,
    say: (text, values = {}) => say(text, values, words.code),
    set,
    load,
    compose,
    earlier,
    focus,
    show,
    draftOf,
    emit(type, detail) {
      host.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true, detail }));
    },
    own({ id, status, comment }) {
      const own = [...state.own.filter((one) => one.id !== id), { id, status, comment, at: now() }];
      set({ own });
      if (state.thread) keepOwn(memory, state.thread.thread, own);
    },
    openReply(id) {
      const parent = withOwn(state.loaded, state.own).find((comment) => comment.id === id);
      if (!parent) return;
      set({ reply: newForm(parent) });
      compose();
      focus('box-reply');
    },
    closeReply() {
      const { reply } = state;
      set({ reply: null });
      if (reply?.parent) focus(`reply-${reply.parent.id}`);
    },
    shut() {
      const { thread } = state;
      if (!thread) return null;
      if (isPreview(thread.page)) return words.preview;
      const open = thread.open && !(thread.closesAt && Date.parse(thread.closesAt) < state.now);
      return open ? null : words.closed;
    },
  };

  function newForm(parent: Form['parent']): Form {
    const form: Form = { parent, text: '', restored: false, redraw() {} };
    const draft = memory.read(draftOf(form)) as { text?: unknown } | undefined;
    form.text = text(draft?.text);
    form.restored = form.text !== '';
    return form;
  }

  function draftOf(form: Form): string {
    return `draft:${page.key}:${form.parent?.id ?? ''}`;
  }

  function set(change: Partial<State>): void {
    state = { ...state, ...change };
    draw();
  }

  function draw(): void {
    render(h(Section, { view, words }), into);
  }

  function focus(id: string): void {
    root.getElementById(id)?.focus();
  }

  async function load(): Promise<void> {
    const mine = ++round;
    const slow = setTimeout(() => set({ slow: true }), 400);
    set({ phase: 'loading' });
    const answer = await api.get('/api/thread', query);
    clearTimeout(slow);
    if (mine !== round) return; // reloaded, or taken off the page, meanwhile
    if (!answer.ok) {
      const { code } = answer.error;
      // The one who can mend a broken set-up reads the console, not the page.
      console.warn(`Afterword: ${services.origin} did not give the comments of ${page.url} (${code}).`);
      set({ phase: 'failed' });
      view.emit('afterword-error', { code });
      return;
    }
    const thread = readThread(answer.value);
    const before = readOwn(memory, thread.thread);
    const own = stillOwn(before, thread, now());
    if (own.length < before.length) keepOwn(memory, thread.thread, own);
    set({ phase: 'ready', thread, loaded: thread.comments, from: thread.from, own, now: now() });
    view.emit('afterword-ready', { count: thread.count, open: view.shut() === null });
    permalink();
    if (state.form.restored || own.some(({ status }) => status === 'pending')) compose();
  }

  async function earlier(): Promise<void> {
    const part = Math.floor((state.from - 1) / 100);
    const answer = await api.get<{ from: number; comments: unknown }>('/api/thread', `${query}&part=${part}`);
    if (!answer.ok) {
      set({ said: words.failed });
      return;
    }
    const here = new Set(state.loaded.map((comment) => comment.id));
    const brought = readComments(answer.value.comments).filter(({ id }) => !here.has(id));
    set({ loaded: [...brought, ...state.loaded], from: Math.min(number(answer.value.from), part * 100), said: '' });
    const first = grow(brought, state.sort)[0];
    if (first) focus(`comment-${first.comment.id}`);
  }

  function show(id: string): void {
    const all = withOwn(state.loaded, state.own);
    const byId = new Map(all.map((comment) => [comment.id, comment]));
    const unfolded = { ...state.unfolded };
    for (let up = byId.get(id)?.parent, steps = 0; up && steps < all.length; up = byId.get(up)?.parent, steps++) {
      unfolded[up] = true;
    }
    set({ marked: id, unfolded });
    const article = root.getElementById(`comment-${id}`);
    article?.scrollIntoView({ block: 'start' });
    article?.focus({ preventScroll: true });
  }

  function permalink(): void {
    const id = /^#comment-(\w+)$/.exec(location.hash)?.[1];
    if (id) show(id);
  }

  async function compose(): Promise<void> {
    if (composing || state.composer) return;
    composing = true;
    try {
      const module = await services.importComposer(attempts);
      const composer = module.default({ h, Component, Fragment, say });
      addStyles(root, composer.css);
      set({ composer, composerFailed: false });
      if (state.own.some(({ status }) => status === 'pending')) composer.mine(view);
    } catch {
      // Blocked, offline, or gone since this embed was cached: the box keeps the text and offers to try again.
      attempts++;
      set({ composerFailed: true });
    }
    composing = false;
  }

  root.append(into);
  draw();
  return {
    start() {
      ticking = setInterval(() => set({ now: now() }), 60_000);
      load();
    },
    load,
    count: () => state.thread && state.thread.count,
    permalink,
    unmount() {
      round++;
      clearInterval(ticking);
      render(null, into);
      into.remove();
    },
  };
}

/** Constructed sheets pass a page's strict CSP; browsers without them (Safari before 16.4) get an element. */
export function addStyles(root: ShadowRoot, css: string): void {
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
