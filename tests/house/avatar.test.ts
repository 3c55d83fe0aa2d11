// The avatar is drawn by two programs, the widget and the worker's pages. Who reads both has to know a person again.

import { h, isValidElement, type VNode } from 'preact';
import { beforeEach, expect, test, vi } from 'vitest';
import { Article } from '../../widget/embed/components/comment.ts';
import { setH } from '../../widget/h.ts';
import { avatarHtml } from '../../worker/views/avatar.ts';
import { read } from './sources.ts';

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
  return find(article, (props) => props.part === 'avatar')?.style.replace('--h:', '');
}

// biome-ignore lint/suspicious/noExplicitAny: what a test looks into
function find(node: unknown, isIt: (props: any) => boolean): any {
  if (Array.isArray(node)) return node.map((each) => find(each, isIt)).find((found) => found !== undefined);
  if (!isValidElement(node)) return undefined;
  const { props } = node as VNode;
  return isIt(props) ? props : find(props.children, isIt);
}

/** Red, green and blue, each from 0 to 1. */
type Colour = [number, number, number];

const MIX = /color-mix\(in srgb, hsl\(var\(--h\) (\d+)% (\d+)%\) (\d+)%, transparent\)/;

test.each(looks())('in the look %s, the letter of every disc stands out in the page’s own colour', (_, paper, ink) => {
  const [, saturation, lightness, part] = MIX.exec(read('widget/styles/embed.css'))!.map(Number) as number[];
  const worst = Array.from({ length: 360 }, (_, hue) => {
    const disc = fromHsl(hue, saturation! / 100, lightness! / 100);
    const mixed = disc.map((one, i) => (one * part!) / 100 + paper[i]! * (1 - part! / 100)) as Colour;
    return contrast(mixed, ink);
  }).sort((a, b) => a - b)[0]!;
  console.log(`least contrast of a disc: ${worst.toFixed(1)}`);
  expect(worst).toBeGreaterThan(6);
  const [circle, letter] = String(avatarHtml('Mia', 'Mia')).match(/fill="[^>]*/g)!;
  expect(circle).toMatch(`${saturation}% ${lightness}%)" fill-opacity=".${part! / 10}"`);
  expect(letter).toBe('fill="currentColor"');
});

/** Of the demo's blog: a name, the colour of the page and that of its words. */
function looks(): [string, Colour, Colour][] {
  const blocks = [...read('demo/style.css').matchAll(/:root(?:\[data-look="(\w+)"\])? \{([^}]*--paper[^}]*)\}/g)];
  return blocks.map(([, look = 'light', said]) => {
    const [paper, ink] = ['paper', 'ink'].map((name) => fromHex(new RegExp(`--${name}: #(\\w{6})`).exec(said!)![1]!));
    return [look, paper!, ink!];
  });
}

function fromHex(digits: string): Colour {
  return [0, 2, 4].map((at) => Number.parseInt(digits.slice(at, at + 2), 16) / 255) as Colour;
}

function fromHsl(hue: number, saturation: number, lightness: number): Colour {
  const reach = saturation * Math.min(lightness, 1 - lightness);
  return [0, 8, 4].map((n) => {
    const at = (n + hue / 30) % 12;
    return lightness - reach * Math.max(-1, Math.min(at - 3, 9 - at, 1));
  }) as Colour;
}

/** As WCAG counts it: from 1 to 21. */
function contrast(one: Colour, other: Colour): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

test('there are four looks to be held', () => {
  expect(looks().map(([name]) => name)).toEqual(['light', 'serif', 'dark', 'coloured']);
});
