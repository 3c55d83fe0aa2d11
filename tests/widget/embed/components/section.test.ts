// A thread as a reader meets it.

import { describe, expect, it, vi } from 'vitest';
import {
  comment,
  FakeWorker,
  goTo,
  NOW,
  newId,
  ok,
  Reader,
  refused,
  settled,
  threadOf,
  until,
} from '../../help/as-reader.ts';

function workerWith(...given: Parameters<typeof threadOf>): FakeWorker {
  const worker = new FakeWorker();
  worker.thread = threadOf(...given);
  return worker;
}

describe('reading', () => {
  it('shows the section, its heading and the box before the thread is there', async () => {
    const reader = new Reader();
    await settled();
    expect(reader.all('section')[0]?.getAttribute('aria-label')).toBe('Comments');
    expect(reader.all('h2')[0]?.textContent).toBe('Comments');
    expect(reader.field('Leave a comment')).toBeTruthy();
  });

  it('asks once, by address, with nothing that would need a preflight or carry a cookie', async () => {
    const reader = await Reader.at();
    const [call, ...more] = reader.worker.calls;
    expect(more).toEqual([]);
    expect(call?.query.get('page')).toBe(location.href.split('#')[0]);
    expect(call?.init).toMatchObject({ cache: 'no-cache' });
    // With it the browser would not take what the page has preloaded.
    expect(call?.init).not.toHaveProperty('credentials');
    expect(call?.init.headers).toBeUndefined();
  });

  it('says so when nobody has written', async () => {
    expect((await Reader.at()).text).toContain('No comments yet. Yours would be the first.');
  });

  it('says the same where all comments are gone, and not where older ones are still to be loaded', async () => {
    const worker = new FakeWorker();
    const gone = comment('', '', { gone: 'removed', body: [] });
    worker.thread = threadOf([gone, { ...gone, id: newId(), parent: gone.id, gone: 'withdrawn' }]);
    expect((await Reader.at(worker)).text).toContain('No comments yet. Yours would be the first.');
    worker.thread = threadOf([gone], { from: 100, total: 101, parts: 2, count: 100 });
    expect((await Reader.at(worker)).text).not.toContain('No comments yet');
  });

  it('shows who, when and what', async () => {
    const mia = comment('Mia', 'Hello', { editedAt: 'x', createdAt: new Date(NOW - 3 * 86_400_000).toISOString() });
    const reader = await Reader.at(
      workerWith([mia, comment('Ben', 'Hi', { author: { id: 'b', name: 'Ben', owner: true } })]),
    );
    expect(reader.all('h2')[0]?.textContent).toBe('2 comments');
    const article = reader.article('Hello');
    expect(article.querySelector('h3')?.textContent).toBe('Mia');
    const time = article.querySelector('time');
    expect(time?.textContent).toBe('3 days ago');
    expect(time?.getAttribute('datetime')).toBe(mia.createdAt);
    time?.dispatchEvent(new Event('pointerover', { bubbles: true, composed: true }));
    expect(time?.title).toContain('2026');
    expect(article.querySelector('a')?.getAttribute('href')).toMatch(new RegExp(`#comment-${mia.id}$`));
    expect(article.textContent).toContain('edited');
    expect(reader.article('Hi').textContent).toContain('Author');
  });

  it('leaves no trace in the browser', async () => {
    await Reader.at(workerWith([comment('Mia', 'Hello')]));
    expect(localStorage.length).toBe(0);
  });

  it('survives a date that is none', async () => {
    const reader = await Reader.at(workerWith([comment('Mia', 'Hello', { createdAt: 'yesterday' })]));
    expect(reader.comments).toEqual(['Hello']);
  });

  it('survives a language that is none', async () => {
    const reader = await Reader.at(workerWith([comment('Mia', 'Hello')]), { 'data-lang': 'not a language' });
    expect(reader.comments).toEqual(['Hello']);
  });

  it('speaks of dates in the language of the page', async () => {
    const mia = comment('Mia', 'Hello', { createdAt: new Date(NOW - 3 * 86_400_000).toISOString() });
    expect((await Reader.at(workerWith([mia]), { 'data-lang': 'de-AT' })).text).toContain('vor 3 Tagen');
    // Where we have no words in it, dates in it would stand among English ones.
    expect((await Reader.at(workerWith([mia]), { 'data-lang': 'tlh' })).text).toContain('3 days ago');
  });

  it('says that the comments could not be loaded, keeps the box, and tries again', async () => {
    const worker = workerWith([comment('Mia', 'Hello')]);
    worker.replies['/api/thread'] = () => 'down';
    const reader = await Reader.at(worker);
    expect(reader.heard).toEqual([['error', { code: 'unreachable' }]]);
    expect(reader.text).toContain('Comments could not be loaded just now.');
    expect(reader.field('Leave a comment')).toBeTruthy();
    worker.replies['/api/thread'] = () => ok(worker.thread);
    await reader.press('Try again');
    expect(reader.comments).toEqual(['Hello']);
    expect(reader.text).not.toContain('could not');
  });

  it('does not say that it is loading what could not be loaded, however long that took', async () => {
    const worker = workerWith([comment('Mia', 'Hello')]);
    worker.replies['/api/thread'] = () => 'down';
    const late: typeof fetch = async (...call) => {
      await new Promise((done) => setTimeout(done, 500));
      return worker.fetch(...call);
    };
    const reader = new Reader(worker, {}, { fetch: late });
    await settled();
    reader.app.start();
    await until(() => reader.text.includes('Loading comments…'));
    await until(() => reader.heard.length > 0);
    expect(reader.text).toContain('Comments could not be loaded just now.');
    expect(reader.text).not.toContain('Loading');
    await reader.press('Try again');
    await until(() => reader.text.includes('Loading comments…'));
    expect(reader.text).toContain('Comments could not be loaded just now.');
  });

  it('takes an answer that is not ours for no answer', async () => {
    const worker = new FakeWorker();
    worker.fetch = async () => new Response('<html>Sign in to this network</html>');
    const reader = await Reader.at(worker);
    expect(reader.heard).toEqual([['error', { code: 'unreachable' }]]);
  });

  it('tells the page that it is ready, and how many there are', async () => {
    const reader = await Reader.at(workerWith([comment('Mia', 'Hello')]));
    expect(reader.heard).toEqual([['ready', { count: 1, open: true }]]);
    expect(reader.app.state.thread?.count).toBe(1);
  });
});

describe('the form is not there', () => {
  it('when the thread is closed', async () => {
    const reader = await Reader.at(workerWith([comment('Mia', 'Hello')], { open: false }));
    expect(reader.text).toContain('Comments on this page are closed.');
    expect(reader.maybeField('Leave a comment')).toBeUndefined();
    expect(reader.maybeButton('Reply to Mia')).toBeUndefined();
  });

  it('when its closing time has passed', async () => {
    const reader = await Reader.at(workerWith([], { closesAt: '2026-11-23T11:59:00.000Z' }));
    expect(reader.text).toContain('Comments on this page are closed.');
  });

  it('on a page of another host than the thread', async () => {
    const reader = await Reader.at(workerWith([comment('Mia', 'Hello')], { page: 'https://blog.example/post' }));
    expect(reader.comments).toEqual(['Hello']);
    expect(reader.text).toContain('Preview: readers can write here once the page is online.');
    expect(reader.maybeField('Leave a comment')).toBeUndefined();
  });
});

describe('a page that is online and not in SITES', () => {
  it('says that comments are closed there, and to the owner, on the console, what to add where', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const before = location.href;
    goTo('https://new.example/post');
    try {
      const reader = await Reader.at(workerWith([comment('Mia', 'Hello')], { page: 'https://blog.example/post' }));
      expect(reader.text).toContain('Comments on this page are closed.');
      expect(reader.text).not.toContain('Preview');
      expect(warn.mock.calls).toEqual([
        ['Afterword: https://new.example is not in SITES. Add it at the desk: Settings, Further sites'],
      ]);
    } finally {
      goTo(before);
      warn.mockRestore();
    }
  });
});

describe('a long thread', () => {
  function replies(n: number): ReturnType<typeof comment>[] {
    const root = comment('Mia', 'Root');
    return [root, ...Array.from({ length: n }, (_, i) => comment('Ben', `Reply ${i}`, { parent: root.id }))];
  }

  it('shows the first five replies, then the rest when asked', async () => {
    const reader = await Reader.at(workerWith(replies(8)));
    expect(reader.comments).toHaveLength(6);
    await reader.press('Show 3 more replies');
    expect(reader.comments).toHaveLength(9);
  });

  it('hides a branch of three or more, and shows it again', async () => {
    const reader = await Reader.at(workerWith(replies(4)));
    expect(reader.button('Hide 4 replies').getAttribute('aria-expanded')).toBe('true');
    await reader.press('Hide 4 replies');
    expect(reader.comments).toEqual(['Root']);
    await reader.press('Show 4 replies');
    expect(reader.comments).toHaveLength(5);
    expect((await Reader.at(workerWith(replies(2)))).text).not.toContain('Hide');
  });

  it('offers an order from four comments on, and the form stays where it is', async () => {
    const three = [comment('a', '1'), comment('b', '2'), comment('c', '3')];
    expect((await Reader.at(workerWith(three))).all('select')).toEqual([]);
    const reader = await Reader.at(workerWith([...three, comment('d', '4')], { asks: ['likes'] }));
    const select = reader.all('select')[0] as HTMLSelectElement;
    expect(select.getAttribute('aria-label')).toBe('Sort comments');
    expect([...select.options].map((option) => option.text)).toEqual(['Oldest first', 'Newest first', 'Most liked']);
    select.value = 'newest';
    select.dispatchEvent(new Event('change', { bubbles: true }));
    expect(reader.comments).toEqual(['4', '3', '2', '1']);
    const [list, form] = ['.list', 'form'].map((one) => reader.all(one)[0] as HTMLElement);
    expect(list?.compareDocumentPosition(form as HTMLElement)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  });

  it('has the form above when the page asks for the newest first', async () => {
    const reader = await Reader.at(workerWith([comment('a', '1'), comment('b', '2')]), { 'data-sort': 'newest' });
    expect(reader.comments).toEqual(['2', '1']);
    const [list, form] = ['.list', 'form'].map((one) => reader.all(one)[0] as HTMLElement);
    expect(list?.compareDocumentPosition(form as HTMLElement)).toBe(Node.DOCUMENT_POSITION_PRECEDING);
  });

  it('fetches the part below, puts it in its place and the focus on the first it brought', async () => {
    const old = [comment('a', 'old 1'), comment('b', 'old 2')];
    const fresh = [comment('c', 'new 1')];
    const worker = workerWith(fresh, { from: 112, total: 113 });
    const head = worker.thread;
    worker.replies['/api/thread'] = ({ query }) =>
      ok(query.get('part') === '1' ? threadOf([...old, ...fresh], { from: 100 }) : head);
    const reader = await Reader.at(worker);
    await reader.press('Show earlier comments (112)');
    await until(() => reader.comments.length === 3);
    expect(reader.comments).toEqual(['old 1', 'old 2', 'new 1']);
    await until(() => reader.root.activeElement);
    expect(reader.root.activeElement).toBe(reader.article('old 1'));
    expect(reader.maybeButton('Show earlier comments (100)')).toBeTruthy();
  });

  it('keeps what is there when the part does not come', async () => {
    const worker = workerWith([comment('c', 'new 1')], { from: 12 });
    const reader = await Reader.at(worker);
    worker.replies['/api/thread'] = () => refused('unavailable', 503);
    await reader.press('Show earlier comments (12)');
    await until(() => reader.maybeButton('Try again'));
    expect(reader.text).toContain('Comments could not be loaded just now.');
    expect(reader.comments).toEqual(['new 1']);
  });

  it('goes to the comment that the address names, also in a branch that is not unfolded', async () => {
    const thread = replies(8);
    location.hash = `#comment-${thread[8]?.id}`;
    const reader = await Reader.at(workerWith(thread));
    await until(() => reader.root.activeElement);
    expect(reader.root.activeElement).toBe(reader.article('Reply 7'));
  });

  it('says whom a reply answers that is not loaded', async () => {
    const reader = await Reader.at(workerWith([comment('Ben', 'Yes', { parent: comment('x', 'x').id })]));
    expect(reader.text).toContain('in reply to an earlier comment');
  });

  it('keeps a removed comment in place for its replies', async () => {
    const gone = comment('', '', { gone: 'removed', body: [] });
    const reader = await Reader.at(workerWith([gone, comment('Ben', 'Yes', { parent: gone.id })]));
    expect(reader.comments).toEqual(['Removed by a moderator.', 'Yes']);
    expect(reader.all('button').map((one) => one.getAttribute('aria-label'))).not.toContain('Reply to ');
  });
});

describe('leaving', () => {
  it('draws nothing more after it was taken off the page', async () => {
    const reader = new Reader();
    reader.app.start();
    reader.app.stop();
    await settled();
    expect(reader.root.childNodes).toHaveLength(0);
    expect(reader.heard).toEqual([]);
  });
});
