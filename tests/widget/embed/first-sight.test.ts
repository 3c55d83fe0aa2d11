// The first sight of the comments is made without Preact, and Preact takes its elements over. Nobody may notice: it has
// to be what Preact would have made, and what stands there has to stay, with its focus, its words and one listener
// each.

import { h, render } from 'preact';
import { describe, expect, it, vi } from 'vitest';
import { PEOPLE, POSTS } from '../../../demo/seed-comments.ts';
import type { Shared } from '../../../widget/embed/shared.ts';
import type { App, Bring } from '../../../widget/embed/state.ts';
import { setH } from '../../../widget/h.ts';
import type { Reading } from '../../../widget/reading/api.ts';
import type { ReadingModule } from '../../../widget/reading/index.ts';
import type { PublicComment, Thread } from '../../../worker/contract/index.ts';
import { toTree } from '../../../worker/rules/text/markdown.ts';
import { bring, comment, FakeWorker, NOW, newId, ok, Reader, settled, threadOf, until } from '../help/as-reader.ts';

type Look = (shared: Shared, app: App) => void;

/** A reader of the first sight, whose reading.js comes when the test lets it. */
interface Early {
  reader: Reader;
  worker: FakeWorker;
  /**
   * Lets reading.js come; `before` looks at what it is handed, `after` at what Preact has taken over, and nothing more
   * is drawn yet.
   */
  come(before?: Look, after?: Look): void;
}

function early(thread: Thread | 'down', attributes: Record<string, string> = {}): Early {
  const worker = new FakeWorker();
  worker.thread = thread;
  if (thread === 'down') worker.replies['/api/thread'] = () => 'down';
  let open: (looks: [Look, Look]) => void = () => {};
  const gate = new Promise<[Look, Look]>((done) => {
    open = done;
  });
  const late: Bring = async <T>(name: Parameters<Bring>[0]) => {
    if (name !== 'reading') return bring<T>(name);
    const [before, after] = await gate;
    const module = await bring<ReadingModule>('reading');
    const watched: ReadingModule = {
      default(shared, app): Reading {
        before(shared, app);
        const reading = module.default(shared, app);
        return {
          ...reading,
          hydrate() {
            reading.hydrate();
            after(shared, app);
          },
        };
      },
    };
    return watched as T;
  };
  const fetcher: typeof fetch = (...call) => worker.fetch(...call);
  const reader = new Reader(worker, attributes, { bring: late, fetch: fetcher });
  return { reader, worker, come: (before = () => {}, after = () => {}) => open([before, after]) };
}

/** The same, once the box is there. */
async function begun(...given: Parameters<typeof early>): Promise<Early> {
  const made = early(...given);
  await settled();
  return made;
}

async function arrived(given: Early): Promise<Early> {
  given.reader.app.start();
  await until(() => given.reader.heard.length > 0);
  await settled();
  return given;
}

/** Does it, and lets pass the time after which the widget says that it is loading. */
async function passing(job: () => void): Promise<void> {
  vi.useFakeTimers();
  job();
  await vi.advanceTimersByTimeAsync(500);
  vi.useRealTimers();
}

/** Every node with what it holds, one a line: unlike `isEqualNode`, this tells two texts side by side from one. */
function nodesIn(root: Node, depth = 0): string[] {
  return [...root.childNodes].flatMap((node) => {
    const own =
      node instanceof Element
        ? `${node.localName} ${[...node.attributes].map(({ name, value }) => `${name}=${value}`).sort()}`
        : JSON.stringify(node.nodeValue);
    return [`${' '.repeat(depth)}${own}`, ...nodesIn(node, depth + 1)];
  });
}

function demoThread(comments: (typeof POSTS)[number]['comments'], more: Partial<Thread> = {}): Thread {
  const ids = new Map<string, string>();
  const made = comments.map((one): PublicComment => {
    const { name, url, owner } = PEOPLE[one.by]!;
    const id = newId();
    if (one.as) ids.set(one.as, id);
    return {
      id,
      parent: (one.to && ids.get(one.to)) ?? null,
      author: { id: one.by, name, ...(url && { url }), ...(owner && { owner }) },
      body: toTree(one.body),
      createdAt: new Date(NOW - one.ago * 60_000).toISOString(),
      likes: 0,
    };
  });
  return threadOf(made, more);
}

/** One of each thing that a first sight can hold. */
function everything(more: Partial<Thread> = {}): Thread {
  const root = comment('Mia', 'Root', { editedAt: '2026-11-23T11:30:00.000Z' });
  const two = comment('Ben', 'Two', { parent: root.id, author: { id: 'b', name: 'Ben', owner: true } });
  const three = comment('Ada', 'Three', {
    parent: two.id,
    author: { id: 'a', name: 'Ada', url: 'https://ada.example/' },
  });
  const flat = comment('Ivo', 'Flat', { parent: three.id });
  const gone = comment('', '', { gone: 'removed', body: [] });
  const body = toTree(
    'Words, *words* and **more**, ~~not these~~, `code`, [a link](https://example.com/), <b>.\nA line below.\n\n' +
      '> quoted\n>\n> - and\n> - listed\n\n3. three\n4. four\n\n```js\nconst a = 1;\n```\n\n---\n\nEnd.',
  );
  return threadOf(
    [
      root,
      two,
      three,
      flat,
      gone,
      comment('Eva', 'To one that is gone', { parent: gone.id }),
      comment('Uwe', 'To one that is not here', { parent: newId() }),
      comment('אורי', 'שלום', { createdAt: 'no date' }),
      comment('Zoe', '', { body }),
      comment('', 'No name', { author: { name: '' } as never }),
    ],
    { pinned: [comment('Pia', 'Pinned', { pinned: true })], from: 12, total: 22, count: 19, ...more },
  );
}

const ALL: [string, Thread | 'down', Record<string, string>?][] = [
  ...POSTS.map(({ title, comments }): [string, Thread] => [`the demo: ${title}`, demoThread(comments)]),
  ['everything at once', everything()],
  ['the newest first', everything(), { 'data-sort': 'newest' }],
  ['the most liked first', everything(), { 'data-sort': 'liked' }],
  ['from right to left', everything(), { 'data-lang': 'ar' }],
  ['in a language that is not ours', everything(), { 'data-lang': 'tlh' }],
  ['a closed thread', everything({ open: false })],
  ['an empty thread', threadOf([])],
  ['no thread', 'down'],
  [
    'what no worker of ours would say',
    threadOf([{ ...comment('X', ''), gone: '__proto__' as never, body: [1, {}] as never }]),
  ],
];

/** What stands there, and what Preact makes of the same. */
async function both({ reader, come }: Early): Promise<[string[], string[]]> {
  const first = nodesIn(reader.root.querySelector('div') as Node);
  let preacts: string[] = [];
  come((shared, app) => {
    setH(h);
    const other = document.createElement('div');
    render(h(shared.Section, { app }), other);
    preacts = nodesIn(other);
  });
  await until(() => preacts.length > 0);
  return [first, preacts];
}

describe('the first sight', () => {
  it.each(ALL)('is what Preact makes: %s', async (_, thread, attributes) => {
    const [first, preacts] = await both(await arrived(early(thread, attributes)));
    expect(first.length).toBeGreaterThan(10);
    expect(first).toEqual(preacts);
  });

  it('is what Preact makes while it waits as well', async () => {
    const given = early(threadOf([]));
    given.worker.fetch = () => new Promise(() => {});
    await passing(() => given.reader.app.start());
    expect(given.reader.text).toContain('Loading');
    // The first key fetches what can be done.
    await given.reader.type('Leave a comment', 'x');
    const [first, preacts] = await both(given);
    expect(first).toEqual(preacts);
  });

  it('fills the window from a long thread, a few at a time, and no more; the form comes once it is full', async () => {
    const many = Array.from({ length: 100 }, (_, i) => comment(`N${i}`, `Words ${i}.`));
    vi.stubGlobal('innerHeight', 500);
    vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(function (this: Element) {
      // 120 pixels for each comment of the trunk.
      return { top: 0, bottom: this.childElementCount * 120 } as DOMRect;
    });
    const { reader } = await arrived(early(threadOf(many)));
    await until(() => reader.maybeField('Leave a comment'));
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
    expect(reader.comments).toHaveLength(6);
  });

  it('is all of the thread where reading.js is blocked, and the box keeps its words', async () => {
    const worker = new FakeWorker();
    worker.thread = threadOf(Array.from({ length: 30 }, (_, i) => comment(`N${i}`, `Words ${i}.`)));
    const reader = new Reader(worker, {}, { bring: () => Promise.reject(new Error('blocked')) });
    await settled();
    await reader.type('Leave a comment', 'Half a thought');
    reader.app.start();
    await until(() => reader.comments.length === 30);
    expect(reader.field('Leave a comment').value).toBe('Half a thought');
  });
});

describe('a redraw before Preact is there', () => {
  it('leaves the box alone in which somebody writes', async () => {
    const { reader } = await begun(everything());
    await reader.type('Leave a comment', 'Half a thought');
    const box = reader.field('Leave a comment');
    box.setSelectionRange(2, 4);
    const removed = vi.spyOn(box, 'remove');
    await arrived({ reader } as Early);
    expect(reader.comments.length).toBeGreaterThan(3);
    expect(reader.field('Leave a comment')).toBe(box);
    expect(reader.root.activeElement).toBe(box);
    expect([box.value, box.selectionStart, box.selectionEnd]).toEqual(['Half a thought', 2, 4]);
    expect(removed).not.toHaveBeenCalled();
    expect(reader.all('section')[0]?.className).toBe('root');
  });

  it('leaves a draft alone that was there', async () => {
    const first = await begun(everything());
    await first.reader.type('Leave a comment', 'From last time');
    first.reader.app.stop();
    const { reader } = await begun(everything());
    const box = reader.field('Leave a comment');
    expect(box.value).toBe('From last time');
    await arrived({ reader } as Early);
    expect(reader.field('Leave a comment')).toBe(box);
    expect(box.value).toBe('From last time');
  });

  it('makes a box anew that nobody uses, for what is new on a page has not moved', async () => {
    const { reader } = await begun(everything());
    const box = reader.field('Leave a comment');
    await arrived({ reader } as Early);
    expect(reader.field('Leave a comment')).not.toBe(box);
  });

  it('leaves “Try again” alone while it is tried again', async () => {
    const { reader, worker } = await arrived(early('down'));
    worker.fetch = () => new Promise(() => {});
    const button = reader.button('Try again');
    button.focus();
    await passing(() => button.click());
    expect(reader.text).toContain('Loading');
    expect(reader.root.activeElement).toBe(button);
  });

  it('takes away the form of a thread that turns out to be closed', async () => {
    const { reader } = await begun(everything({ open: false }));
    await reader.type('Leave a comment', 'Too late');
    await arrived({ reader } as Early);
    expect(reader.all('form')).toEqual([]);
  });
});

describe('when Preact takes over', () => {
  it('nothing that stands there is touched', async () => {
    const { reader, come } = await begun(everything());
    await reader.type('Leave a comment', 'Half a thought');
    const box = reader.field('Leave a comment');
    await arrived({ reader } as Early);
    box.setSelectionRange(2, 4);
    const into = reader.root.querySelector('div') as HTMLElement;
    const nodes = nodesIn(into);
    const watch = new MutationObserver(() => {});
    let records: MutationRecord[] | undefined;
    come(
      () => watch.observe(into, { subtree: true, childList: true, attributes: true, characterData: true }),
      () => {
        records = watch.takeRecords();
        expect(nodesIn(into)).toEqual(nodes);
      },
    );
    await until(() => reader.maybeButton('Reply to Mia'));
    expect(records).toEqual([]);
    expect(reader.field('Leave a comment')).toBe(box);
    expect(reader.root.activeElement).toBe(box);
    expect([box.value, box.selectionStart, box.selectionEnd]).toEqual(['Half a thought', 2, 4]);
  });

  it('what comes with it leaves every comment standing', async () => {
    const { reader, come } = await arrived(early(everything()));
    const before = reader.all('article, h2, form, textarea, .body *, time');
    come();
    await until(() => reader.maybeButton('Reply to Mia'));
    expect(before.filter((one) => !one.isConnected)).toEqual([]);
  });

  it('each listener is there once', async () => {
    const { reader, worker, come } = await arrived(early('down'));
    come();
    await until(() => reader.root.adoptedStyleSheets.length > 1 || reader.all('style').length > 1);
    await settled();
    worker.replies['/api/thread'] = () => ok(everything());
    const asked = worker.to('/api/thread').length;
    await reader.press('Try again');
    expect(worker.to('/api/thread')).toHaveLength(asked + 1);

    const keep = vi.spyOn(reader.memory, 'keep');
    const box = reader.field('Leave a comment');
    box.value = 'x';
    box.dispatchEvent(new Event('input', { bubbles: true }));
    expect(keep.mock.calls.filter(([name]) => name.startsWith('draft:'))).toHaveLength(1);
    const form = reader.all('form')[0] as HTMLFormElement;
    expect([form.onsubmit, box.onfocus, box.oninput].map(Boolean)).toEqual([false, false, false]);
  });
});

describe('reading.js', () => {
  it('is taken in once, whatever goes wrong in what is done with it', async () => {
    const { reader, come } = early(everything());
    const wrong = vi.spyOn(window, 'addEventListener').mockImplementation(() => {
      throw new Error('wrong');
    });
    await arrived({ reader } as Early);
    let taken = 0;
    come(() => taken++);
    await until(() => wrong.mock.calls.length > 0);
    await settled();
    wrong.mockRestore();
    await reader.press('Reply to Mia');
    await until(() => reader.maybeButton('Post reply'));
    expect(taken).toBe(1);
    expect(reader.all('section')).toHaveLength(1);
  });
});

describe('two threads on a page', () => {
  it('are each taken over at their own time', async () => {
    const one = await arrived(early(everything()));
    one.come();
    await until(() => one.reader.maybeButton('Reply to Mia'));
    const two = await arrived(early(everything()));
    expect(two.reader.maybeButton('Reply to Mia')).toBeUndefined();
    expect(two.reader.comments.length).toBeGreaterThan(3);
    await one.reader.press('Reply to Mia');
    expect(one.reader.maybeField('Reply to Mia')).toBeTruthy();
    two.come();
    await until(() => two.reader.maybeButton('Reply to Mia'));
  });
});
