// The avatar is drawn by two programs, the widget and the worker's pages. Who reads both has to know a person again.

import { h, isValidElement, type VNode } from 'preact';
import { beforeEach, expect, test, vi } from 'vitest';
import { Article } from '../../widget/embed/components/comment.ts';
import { setH } from '../../widget/h.ts';
import { avatarHtml } from '../../worker/views/avatar.ts';

beforeEach(() => {
  setH(h);
  vi.stubGlobal('location', { href: 'https://blog.example/post' });
  return () => vi.unstubAllGlobals();
});

test.each(['Mia', '😀 Sam', '𠮷野家'])('of %s has one hue in the widget and on the worker’s pages', (name) => {
  const [, onPage] = /<circle[^>]* fill="hsl\((\d+) /.exec(String(avatarHtml(name, name))) ?? [];
  expect(onPage).toMatch(/^\d+$/);
  expect(String(hueInWidget(name))).toBe(onPage);
});

/** Of an imported comment: its author has no id, so the name makes the hue. */
function hueInWidget(name: string): unknown {
  const comment = { id: 'A', parent: null, author: { id: null, name }, body: [], createdAt: '', likes: 0 };
  const article = Article({ app: { words: {}, state: {} }, comment, level: 1, size: 0, ago: '' } as never);
  return find(article, (props) => props.part === 'avatar')?.style['--h'];
}

// biome-ignore lint/suspicious/noExplicitAny: what a test looks into
function find(node: unknown, isIt: (props: any) => boolean): any {
  if (Array.isArray(node)) return node.map((each) => find(each, isIt)).find((found) => found !== undefined);
  if (!isValidElement(node)) return undefined;
  const { props } = node as VNode;
  return isIt(props) ? props : find(props.children, isIt);
}
