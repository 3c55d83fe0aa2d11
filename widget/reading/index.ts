// reading.js: what can be done with a thread beyond reading it from top to bottom. It comes once the comments are
// drawn. Read next: reading/api.ts for what it offers, reading/actions.ts and reading/head-and-foot.ts for what is
// drawn, reading/show.ts and reading/earlier.ts for what is fetched.

import { render } from 'preact';
import type { Branch, Thread } from '../../worker/contract/index.ts';
import type { Composer } from '../composer/api.ts';
import type { ComposerModule } from '../composer/index.ts';
import { receive } from '../embed/from-embed.ts';
import { readThread } from '../embed/read-thread.ts';
import type { Shared } from '../embed/shared.ts';
import type { App } from '../embed/state.ts';
import { withoutHash } from '../page.ts';
import css from '../styles/reading.css?inline';
import { more, openForm } from './actions.ts';
import type { Reading } from './api.ts';
import { countOf, seen, take } from './comments.ts';
import { fullIn } from './dates.ts';
import { gap, positionsOf } from './earlier.ts';
import { extras, revision } from './extras.ts';
import { closed, foot, head, status, stuck } from './head-and-foot.ts';
import { hydrateThread } from './hydrate.ts';
import { keepPlace, returnToPlace } from './place.ts';
import { giveBack } from './room.ts';
import { shared as preact } from './shared.ts';
import { show } from './show.ts';
import { slicesOf } from './slices.ts';
import { wordsOf } from './words.ts';

const TICK = 60_000;
/** A reader who is back sooner is not told of new comments. */
const RECENT = 30_000;

export type ReadingModule = { default: typeof reading };

export default function reading(shared: Shared, app: App): Reading {
  receive(shared);
  app.wear(css);
  app.focus = (id) => app.root.getElementById(id)?.focus();
  const { state, memory, host, root } = app;
  const words = wordsOf(app);
  const { coming } = positionsOf(app);
  const full = fullIn(app);
  const stops: (() => void)[] = [];
  let isStarted = false;
  let isOver = false;

  function on(target: EventTarget, type: string, job: (event: Event) => void): void {
    target.addEventListener(type, job);
    stops.push(() => target.removeEventListener(type, job));
  }

  function permalink(): void {
    const [, id] = /^#comment-(\w+)$/.exec(location.hash) ?? [];
    if (id) show(app, id);
  }

  function unseen(): string[] {
    if (!state.fresh) return [];
    const here = new Set(seen(state).comments.map(({ id }) => id));
    return state.fresh.comments.map(({ id }) => id).filter((id) => !here.has(id));
  }

  /** The reader is back, or the connection is. One conditional request, and no timer. */
  async function wake(): Promise<void> {
    if (document.hidden) return;
    if (memory.read('outbox')) app.withComposer((composer) => composer.flush());
    if (!state.thread) return app.load();
    if (app.now() - state.readAt < RECENT) return;
    const { value, copyAt } = await app.ask<Thread>(`/api/thread?${app.query}`);
    if (!value || copyAt) return app.set({ old: true });
    // Nothing moves under the eyes of a reader: what is new shows when asked for.
    app.set({ fresh: readThread(value), readAt: app.now(), old: false });
    if (unseen().length === 0) showFresh();
  }

  function showFresh(): void {
    const [first] = unseen();
    const { fresh } = state;
    if (!fresh) return;
    app.set({ ...take(state, fresh), thread: fresh, fresh: null });
    settle();
    if (first) show(app, first);
  }

  /** For a reader who has ever written here: her draft, her own comments, her likes, and what waits to be sent. */
  function settle(): void {
    if (state.form.restored || memory.read('key')) app.withComposer((composer) => composer.settle());
  }

  /**
   * A link to a comment leads there even if the address names it already: then no `hashchange` comes. Where a router
   * keeps its route behind the `#`, it leads there and leaves the address alone.
   */
  function follow(event: Event): void {
    const link = (event.composedPath()[0] as Element).closest?.('a');
    const [, id] = /^#comment-(\w+)$/.exec(link?.hash ?? '') ?? [];
    if (!id || withoutHash(link?.href ?? '') !== withoutHash(location.href)) return;
    const isRoute = /^#[/!]/.test(location.hash);
    if (isRoute) event.preventDefault();
    if (isRoute || link?.hash === location.hash) show(app, id);
  }

  /** The full date, on the time that is pointed at: to write it on each would cost more than to draw them. */
  function dateOn(event: Event): void {
    const time = event.composedPath().find((one) => (one as Element).localName === 'time') as
      | HTMLTimeElement
      | undefined;
    if (time && !time.title) time.title = full(time.dateTime);
  }

  let composing: Promise<Composer | undefined> | undefined;
  let attempts = 0;

  async function withComposer(job?: (composer: Composer) => void): Promise<void> {
    composing ??= app.bring<ComposerModule>('composer', attempts++).then(
      (module) => {
        const composer = module.default({ ...shared, ...preact }, app);
        app.set({ composer, stuck: false });
        return composer;
      },
      (error) => {
        // Blocked, or offline: the box keeps the text and offers to try again.
        composing = undefined;
        console.warn('Afterword:', error);
        app.set({ stuck: true });
        return undefined;
      },
    );
    const composer = await composing;
    if (composer) job?.(composer);
  }

  /** How many branches have their actions by now, and the ids of their comments. */
  let given = 0;
  const ready = new Set<string>();

  /** Actions for what stands there, and then the rest of a long thread. */
  function drawOn(): void {
    slicesOf(app).draw((n) => {
      if (isOver || state.drawn === Number.POSITIVE_INFINITY) return null;
      const all = seen(state).branches;
      const branches = all.slice(given, given + n);
      give(branches);
      given += n;
      // Once all are drawn there is no limit any more, so that what is posted from then on shows.
      const drawn = given < all.length ? Math.max(state.drawn, given) : Number.POSITIVE_INFINITY;
      return { change: { drawn }, branches };
    });
  }

  function give(branches: Branch[]): void {
    for (const { comment, replies } of branches) {
      ready.add(comment.id);
      give(replies);
    }
  }

  const isReady = (id: string) => state.drawn === Number.POSITIVE_INFINITY || ready.has(id);

  return {
    withComposer,
    hydrate() {
      hydrateThread(app);
      slicesOf(app);
    },
    start() {
      settle();
      drawOn();
      if (isStarted) return;
      isStarted = true;
      const others = [...document.querySelectorAll(host.localName)];
      // Two threads on a page are two regions, and their names tell them apart.
      if (others.length > 1) {
        root.querySelector('section')?.setAttribute('aria-label', `${words.title} ${others.indexOf(host) + 1}`);
      }
      const tick = setInterval(() => app.set({ now: app.now() }), TICK);
      stops.push(() => clearInterval(tick));
      on(window, 'hashchange', permalink);
      on(window, 'online', wake);
      on(window, 'beforeprint', () => app.set({ drawn: Number.POSITIVE_INFINITY }));
      on(document, 'visibilitychange', wake);
      on(document, 'click', follow);
      on(root, 'pointerover', dateOn);
      stops.push(giveBack(app));
      on(window, 'pagehide', () => keepPlace(app));
      permalink();
      returnToPlace(app);
    },
    stop() {
      isOver = true;
      for (const stop of stops) stop();
      render(null, app.into);
    },
    take: (thread) => ({ ...take(state, thread), fresh: null }),
    seen: () => seen(state),
    isComing: (id) => coming.has(id),
    count: () => countOf(state),
    head: (count) => head(app, words, count),
    status: () => status(app, words, unseen().length, showFresh),
    stuck: () => state.stuck && stuck(words, () => withComposer()),
    closed: () => closed(app, words),
    foot: () => foot(app, words),
    gap: (id) => gap(app, words, id),
    more: (id, limit, branches) => more(app, words, id, limit, branches),
    extras: (comment, size) => (isReady(comment.id) ? extras(app, words, comment, size) : undefined),
    revision: (comment) => (isReady(comment.id) ? revision(state, comment) : undefined),
    revisions: (branch) => slicesOf(app).revision(branch),
    openForm: (kind, about, label) => openForm(app, kind, about, label),
    show: (id) => show(app, id),
  };
}
