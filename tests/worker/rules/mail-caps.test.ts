// How often readers are written to: by address, by author, and on a day.

import { describe, expect, it } from 'vitest';
import { type Contact, isWithinCaps, Written } from '../../../worker/rules/mail-caps.ts';
import { HOUR } from '../../../worker/rules/time.ts';

const NOW = Date.UTC(2026, 10, 20, 12);
const ask = (to: string, about = ''): Contact => ({ kind: 'ask', to, about });
const reply = (to: string, about: string): Contact => ({ kind: 'reply', to, about });

function after(contacts: Contact[], time = 0): Written {
  const before = new Written(null, NOW);
  for (const contact of contacts) before.add(contact);
  return new Written(before.text(), NOW + time);
}

describe('mail to readers', () => {
  it('asks about an address once a day, about three of one author, and about fifty in all', () => {
    expect(isWithinCaps(after([ask('ada')]), ask('ada', 'another author'))).toBe(false);
    expect(isWithinCaps(after([ask('ada')], 24 * HOUR), ask('ada'))).toBe(true);
    const three = ['one', 'two', 'three'].map((to) => ask(to, 'author'));
    expect(isWithinCaps(after(three), ask('four', 'author'))).toBe(false);
    expect(isWithinCaps(after(three), ask('four', 'another'))).toBe(true);
    const unknown = Array.from({ length: 50 }, (_, n) => ask(`reader ${n}`));
    expect(isWithinCaps(after(unknown.slice(1)), ask('one more'))).toBe(true);
    expect(isWithinCaps(after(unknown), ask('one more'))).toBe(false);
  });

  it('asks about a mailbox once a day, however its address is written', () => {
    const isAsked = (first: string, then: string) => !isWithinCaps(after([ask(first)]), ask(then));
    expect(isAsked('ada@mail.example', 'ada+1@mail.example')).toBe(true);
    expect(isAsked('ada+2@mail.example', 'Ada+1@mail.example')).toBe(true);
    expect(isAsked('ada.byron@gmail.com', 'a.d.abyron+x@googlemail.com')).toBe(true);
    expect(isAsked('ada.byron@mail.example', 'adabyron@mail.example')).toBe(false);
    expect(isAsked('ada@mail.example', 'ada@post.example')).toBe(false);
  });

  it('tells a reader once an hour about a page', () => {
    const told = [reply('ada', 'page'), ask('ben')];
    expect(isWithinCaps(after(told, HOUR / 2), reply('ada', 'page'))).toBe(false);
    expect(isWithinCaps(after(told, HOUR / 2), reply('ada', 'another page'))).toBe(true);
    expect(isWithinCaps(after(told, HOUR / 2), reply('ben', 'page'))).toBe(true);
    expect(isWithinCaps(after(told, HOUR), reply('ada', 'page'))).toBe(true);
  });

  it('that did not go out counts for nothing', () => {
    const written = after([ask('ben')]);
    written.add(ask('ada'));
    written.remove(ask('ada'));
    expect([isWithinCaps(written, ask('ada')), isWithinCaps(written, ask('ben'))]).toEqual([true, false]);
  });

  it('remembers nobody for longer than it must, and takes anything for a memory', () => {
    expect(after([ask('ada'), reply('ben', 'page')], HOUR).text()).not.toContain('ben');
    expect(after([ask('ada'), reply('ben', 'page')], 24 * HOUR).text()).toBe('[]');
    for (const text of ['{}', '[1]', '[["x"]]', 'null']) expect(new Written(text, NOW).text()).toBe('[]');
  });
});
