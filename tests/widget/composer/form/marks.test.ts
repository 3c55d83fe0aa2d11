// What the tools do to a text.

import { describe, expect, it } from 'vitest';
import { mark, type Tool } from '../../../../widget/composer/form/marks.ts';

/** `[` and `]` stand for the ends of the selection. */
function press(tool: Tool, marked: string): string {
  const start = marked.indexOf('[');
  const end = marked.indexOf(']') - 1;
  const { text, ...to } = mark(tool, { text: marked.replace(/[[\]]/g, ''), start, end });
  return `${text.slice(0, to.start)}<${text.slice(to.start, to.end)}>${text.slice(to.end)}`;
}

describe('a tool', () => {
  it.each([
    ['bold', 'a [b] c', 'a **<b>** c'],
    ['bold', 'a **[b]** c', 'a <b> c'],
    ['bold', 'a [] c', 'a **<>** c'],
    ['italic', 'a [b] c', 'a *<b>* c'],
    ['italic', 'a *[b]* c', 'a <b> c'],
    ['italic', 'a **[b]** c', 'a ***<b>*** c'],
    ['italic', 'a ***[b]*** c', 'a **<b>** c'],
    ['codeTool', 'a [b] c', 'a `<b>` c'],
    ['codeTool', 'a `[b]` c', 'a <b> c'],
    ['codeTool', 'a [b\nc] d', 'a \n```\n<b\nc>\n```\n d'],
    ['quote', 'one\nt[w]o\nthree', 'one\n> two<>\nthree'],
    ['quote', '> on[e\n> tw]o', 'one\ntwo<>'],
  ] as const)('%s makes %j into %j', (tool, before, after) => {
    expect(press(tool, before)).toBe(after);
  });

  it('of a link keeps the words and selects the address to be typed over', () => {
    expect(mark('link', { text: 'see here', start: 4, end: 8 })).toEqual({
      text: 'see [here](https://)',
      start: 11,
      end: 19,
    });
  });

  it('of a link takes an address that is selected for its target', () => {
    const { text, start, end } = mark('link', { text: 'https://a.example', start: 0, end: 17 });
    expect([text, start, end]).toEqual(['[](https://a.example)', 1, 1]);
  });
});
