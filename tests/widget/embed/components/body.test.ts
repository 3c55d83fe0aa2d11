// The text of a comment on the page: what may be drawn, and what may not.

import { describe, expect, it } from 'vitest';
import { comment, FakeWorker, Reader, threadOf } from '../../help/as-reader.ts';

async function drawn(body: unknown, more: object = {}): Promise<HTMLElement> {
  const worker = new FakeWorker();
  worker.thread = threadOf([{ ...comment('Mia', ''), body, ...more } as never]);
  const reader = await Reader.at(worker);
  return reader.all('.body')[0] as HTMLElement;
}

describe('the text of a comment', () => {
  it('draws every kind of node', async () => {
    const body = await drawn([
      { t: 'p', c: ['a ', { t: 'b', c: ['b'] }, { t: 'i', c: ['i'] }, { t: 's', c: ['s'] }, { t: 'br' }] },
      { t: 'quote', c: [{ t: 'p', c: ['q'] }] },
      { t: 'ul', c: [{ t: 'li', c: ['one'] }] },
      { t: 'ol', c: [{ t: 'li', c: ['three'] }], start: 3 },
      { t: 'p', c: [{ t: 'code', text: 'x < y' }] },
      { t: 'pre', text: '<b>', lang: 'html' },
      { t: 'hr' },
      { t: 'p', c: [{ t: 'a', href: 'https://example.com/', c: ['link'] }] },
    ]);
    const tags = [...body.querySelectorAll('*')].map((one) => one.localName);
    expect(tags.join(' ')).toBe('p b i s br blockquote p ul li ol li p code pre code hr p a');
    expect(body.querySelector('ol')?.getAttribute('start')).toBe('3');
    expect(body.querySelector('pre')?.textContent).toBe('<b>');
  });

  it('marks links as not vouched for', async () => {
    const body = await drawn([{ t: 'a', href: 'https://example.com/', c: ['link'] }]);
    expect(body.querySelector('a')?.getAttribute('rel')).toBe('nofollow ugc noopener');
  });

  it.each([
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    '/x',
  ])('keeps the words of a link to %s, and drops the link', async (href) => {
    const body = await drawn([{ t: 'a', href, c: ['words'] }]);
    expect(body.querySelector('a')).toBeNull();
    expect(body.textContent).toBe('words');
  });

  it('draws text that looks like HTML as text', async () => {
    const body = await drawn([{ t: 'p', c: ['<img src=x onerror=alert(1)>'] }]);
    expect(body.textContent).toBe('<img src=x onerror=alert(1)>');
    expect(body.querySelector('img')).toBeNull();
  });

  it.each([
    ['an unknown kind', [{ t: 'script', c: ['x'] }]],
    ['a kind that is no string', [{ t: { toString: 'b' }, c: ['x'] }]],
    [
      'a kind named like a method',
      [
        { t: 'constructor', c: ['x'] },
        { t: '__proto__', c: ['x'] },
      ],
    ],
    ['a forged vnode', [{ type: 'img', props: { src: 'x', onerror: 'alert(1)' }, constructor: null, __v: 1 }]],
    ['a vnode as text', [{ t: 'code', text: { type: 'img', props: {} } }]],
    ['a vnode as an address', [{ t: 'a', href: { type: 'img' }, c: [] }]],
    ['numbers, null and lists', [1, null, true, [['x']]]],
    ['children that are no list', [{ t: 'p', c: { type: 'img', props: {} } }]],
    ['a body that is no list', { type: 'img', props: {} }],
  ])('draws nothing of %s', async (_, body) => {
    const element = await drawn(body);
    expect(element.textContent).toBe('');
    expect(element.querySelector('img, script')).toBeNull();
  });

  it('stops at a depth, so that a wrong answer cannot overflow the stack', async () => {
    let node: unknown = 'deep';
    for (let i = 0; i < 500; i++) node = { t: 'quote', c: [node] };
    expect((await drawn([node])).textContent).toBe('');
  });
});

describe('the fields around it', () => {
  it('draws no object as a name, and no javascript: address behind one', async () => {
    const worker = new FakeWorker();
    const forged = { type: 'img', props: { src: 'x' }, constructor: null };
    worker.thread = threadOf([
      comment('Mia', 'one', { author: { id: forged as never, name: forged as never } }),
      comment('Ben', 'two', {
        author: { id: 'b', name: 'Ben', url: 'javascript:alert(1)' },
        createdAt: forged as never,
      }),
      comment('Ana', 'three', { author: { id: 'a', name: 'Ana', url: 'https://ana.example/' } }),
      { id: forged } as never,
      null as never,
    ]);
    const reader = await Reader.at(worker);
    expect(reader.comments).toEqual(['one', 'two', 'three']);
    expect(reader.all('img')).toEqual([]);
    expect(reader.all('h3 a').map((link) => link.getAttribute('href'))).toEqual(['https://ana.example/']);
  });
});
