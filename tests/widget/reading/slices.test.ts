// A long thread is drawn in slices, and a slice passes over what it has no business with.

import { afterEach, describe, expect, it, vi } from 'vitest';
import type { App, Bring } from '../../../widget/embed/state.ts';
import type { ReadingModule } from '../../../widget/reading/index.ts';
import type { PublicComment } from '../../../worker/contract/index.ts';
import { bring, type Call, comment, FakeWorker, ok, Reader, threadOf, until } from '../help/as-reader.ts';

afterEach(() => vi.unstubAllGlobals());

/** A browser that is slow to draw one. */
const noFrame = () => 0;

/**
 * A reader of a thread of so many, and how often a comment of the trunk, or any comment, was drawn by Preact. `begins`
 * is called when it begins to.
 */
async function watched(
  total: number,
  begins = () => {},
): Promise<{ reader: Reader; items: () => number; articles: () => number }> {
  const all: PublicComment[] = Array.from({ length: total }, (_, i) => comment(`N${i}`, `Words ${i}.`));
  const worker = new FakeWorker();
  const frame = { count: total, total, parts: Math.ceil(total / 100) };
  worker.replies['/api/thread'] = ({ query }: Call) => {
    const from = query.has('part') ? Number(query.get('part')) * 100 : Math.max(0, total - 100);
    return ok(threadOf(all.slice(from, from + 100), { ...frame, from }));
  };
  const drawn = { Item: 0, Article: 0 };
  const count = (app: App, name: 'Item' | 'Article') => {
    const { prototype } = app[name] as unknown as { prototype: { render(props: object): unknown } };
    const { render } = prototype;
    vi.spyOn(prototype, 'render').mockImplementation(function (this: unknown, props) {
      drawn[name]++;
      return render.call(this, props);
    });
  };
  const counting: Bring = async <T>(name: Parameters<Bring>[0]) => {
    const module = await bring<T>(name);
    if (name !== 'reading') return module;
    return {
      default(shared, app) {
        const reading = (module as ReadingModule).default(shared, app);
        return {
          ...reading,
          hydrate() {
            reading.hydrate();
            begins();
            count(app, 'Item');
            count(app, 'Article');
          },
        };
      },
    } satisfies ReadingModule as T;
  };
  const reader = await Reader.at(worker, {}, { bring: counting });
  return { reader, items: () => drawn.Item, articles: () => drawn.Article };
}

const flags = (reader: Reader) => reader.all('.flag').length;

describe('a thread of a hundred', () => {
  it('is drawn a comment at a time, and none of them over and over', async () => {
    const { reader, items, articles } = await watched(100);
    await until(() => flags(reader) === 100);
    // Once when it comes, and once more where it was the first sight, for its actions and for the last redraw.
    expect(items()).toBeLessThan(220);
    expect(articles()).toBeLessThan(120);
  });
});

describe('a page that is printed', () => {
  it('has every comment, also while they are still being drawn', async () => {
    const { reader } = await watched(100, () => vi.stubGlobal('requestAnimationFrame', noFrame));
    await until(() => reader.maybeButton('Reply to N0'));
    expect(reader.comments.length).toBeLessThan(100);
    dispatchEvent(new Event('beforeprint'));
    expect(reader.comments).toHaveLength(100);
  });
});

describe('“Show earlier comments”', () => {
  it('draws what it brought, and leaves alone what was there', async () => {
    const { reader, items, articles } = await watched(200);
    await until(() => flags(reader) === 100);
    const [wereItems, wereArticles] = [items(), articles()];
    await reader.press('Show earlier comments (100)');
    await until(() => flags(reader) === 200);
    expect(items() - wereItems).toBeLessThan(220);
    expect(articles() - wereArticles).toBeLessThan(120);
    expect(reader.comments).toHaveLength(200);
    expect(reader.comments[0]).toBe('Words 0.');
  });

  it('gives every comment its actions, also where it is pressed before all of the first were drawn', async () => {
    const { reader } = await watched(200, () => vi.stubGlobal('requestAnimationFrame', noFrame));
    await until(() => reader.maybeButton('Show earlier comments (100)'));
    expect(flags(reader)).toBeLessThan(100);
    await reader.press('Show earlier comments (100)');
    vi.unstubAllGlobals();
    await until(() => flags(reader) === 200);
  });
});
