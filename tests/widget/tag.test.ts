// Where the comments go, by where the tag stands.

import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type {} from '../../widget/afterword.d.ts';
import { placeInContainer } from '../../widget/counts/containers.ts';
import { defineElement } from '../../widget/element.ts';
import { memoryOf } from '../../widget/storage.ts';
import { placeAt } from '../../widget/tag.ts';
import { bring, FakeWorker, NOW, ORIGIN, settled } from './help/as-reader.ts';

const worker = new FakeWorker();
const TAG = 'afterword-comments';

beforeAll(() => {
  const services = {
    origin: ORIGIN,
    fetch: worker.fetch,
    memory: memoryOf(() => localStorage),
    now: () => NOW,
    bring,
  };
  defineElement(services, null);
});
afterEach(() => {
  worker.calls = [];
});

function page(body: string): void {
  document.body.innerHTML = body;
}

function tag(inside: Element, attributes: Record<string, string> = {}): HTMLScriptElement {
  const script = document.createElement('script');
  for (const [name, value] of Object.entries(attributes)) script.setAttribute(name, value);
  inside.append(script);
  return script;
}

describe('a tag in the body', () => {
  it('puts the comments where it stands, with its own attributes', () => {
    page('<main><p>Post</p></main><footer></footer>');
    placeAt(tag(document.querySelector('main') as Element, { 'data-page-id': 'one', id: 'x' }));
    const element = document.querySelector(`main > script + ${TAG}`);
    expect(element?.getAttribute('data-page-id')).toBe('one');
    expect(element?.id).toBe('afterword');
  });

  it('makes a second thread when it comes twice', () => {
    page('<main></main><aside></aside>');
    placeAt(tag(document.querySelector('main') as Element, { 'data-page-id': 'one' }));
    placeAt(tag(document.querySelector('aside') as Element, { 'data-page-id': 'two' }));
    expect([...document.querySelectorAll(TAG)].map((one) => one.getAttribute('data-page-id'))).toEqual(['one', 'two']);
  });

  it('leaves it to a page that has put the element itself', () => {
    page(`<${TAG}></${TAG}><main></main>`);
    placeAt(tag(document.querySelector('main') as Element));
    expect(document.querySelectorAll(TAG)).toHaveLength(1);
  });
});

describe('a tag in the head', () => {
  it('inserts nothing by itself', () => {
    page('<main></main>');
    placeInContainer();
    expect(document.querySelector(TAG)).toBeNull();
  });

  it.each([
    'id="afterword"',
    'id="comments"',
    'id="disqus_thread"',
    'id="cusdis_thread"',
    'id="commento"',
    'id="isso-thread"',
    'id="remark42"',
    'class="giscus"',
    'id="waline"',
  ])('appends to <div %s>, below what is there', (name) => {
    page(`<div ${name}><p>Before</p></div>`);
    placeInContainer();
    expect(document.querySelector(`div > p + ${TAG}`)).toBeTruthy();
  });

  // On an About page with comments off, the whole form was in the heading, in its size.
  it.each(['<h2 id="afterword">Afterword</h2>', '<h3 id="comments">Comments</h3>', '<p id="comments">Words</p>'])(
    'leaves %s alone, and takes the container that comes after it',
    (words) => {
      page(words);
      placeInContainer();
      expect(document.querySelector(TAG)).toBeNull();
      page(`${words}<div id="comments"></div>`);
      placeInContainer();
      expect(document.querySelector(`div > ${TAG}`)).toBeTruthy();
    },
  );

  it('takes the element before a container, and inserts once', () => {
    page(`<${TAG}></${TAG}><div id="comments"></div>`);
    placeInContainer();
    placeInContainer();
    expect(document.querySelectorAll(TAG)).toHaveLength(1);
  });
});

describe('the element', () => {
  it('mounts when it is connected, again when an attribute changes, and goes when it is taken away', async () => {
    const element = document.createElement(TAG);
    element.setAttribute('data-lazy', 'off');
    document.body.append(element);
    await settled();
    expect(element.count).toBe(0);
    expect(worker.to('/api/thread')).toHaveLength(1);
    element.setAttribute('data-page-id', 'other');
    await settled();
    expect(worker.to('/api/thread').map(({ query }) => query.get('id'))).toEqual([null, 'other']);
    expect(element.shadowRoot?.querySelectorAll('section')).toHaveLength(1);
    await element.reload();
    expect(worker.to('/api/thread')).toHaveLength(3);
    element.remove();
    await settled();
    expect(element.shadowRoot?.childNodes).toHaveLength(0);
    expect(element.count).toBeNull();
  });

  it('begins in a task of its own, and not at all where it is gone by then', async () => {
    const element = document.createElement(TAG);
    element.setAttribute('data-lazy', 'off');
    document.body.append(element);
    expect(element.shadowRoot).toBeNull();
    element.remove();
    await settled();
    expect(element.shadowRoot).toBeNull();
    expect(worker.calls).toEqual([]);
  });

  it('waits until it is near, or has the focus', async () => {
    const element = document.createElement(TAG);
    document.body.append(element);
    await settled();
    expect(worker.calls).toEqual([]);
    element.shadowRoot?.querySelector('textarea')?.focus();
    await settled();
    expect(worker.to('/api/thread')).toHaveLength(1);
    dispatchEvent(new Event('beforeprint'));
    await settled();
    expect(worker.to('/api/thread')).toHaveLength(1);
  });

  it('starts at once for a permalink', async () => {
    location.hash = '#comment-01JD';
    document.body.append(document.createElement(TAG));
    await settled();
    expect(worker.to('/api/thread')).toHaveLength(1);
  });

  it('takes a colour scheme only from two words', async () => {
    const element = document.createElement(TAG);
    element.setAttribute('data-theme', 'dark');
    document.body.append(element);
    await settled();
    expect(element.style.colorScheme).toBe('dark');
    element.setAttribute('data-theme', 'auto');
    expect(element.style.colorScheme).toBe('');
  });
});
