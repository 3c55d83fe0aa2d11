// The tools below the box, their keys, and the preview.

import { describe, expect, it } from 'vitest';
import { ok, Reader, refused, settled, until } from '../../help/as-reader.ts';

const BOX = 'Leave a comment';

async function writing(text: string): Promise<Reader> {
  const reader = await Reader.at();
  await reader.type(BOX, text);
  await until(() => reader.maybeButton('Bold'));
  return reader;
}

function select(reader: Reader, start: number, end: number): HTMLTextAreaElement {
  const box = reader.field(BOX) as unknown as HTMLTextAreaElement;
  box.setSelectionRange(start, end);
  return box;
}

describe('the tools', () => {
  it('mark what is selected, leave it selected, and keep it', async () => {
    const reader = await writing('Hello you');
    const box = select(reader, 6, 9);
    await reader.press('Bold');
    expect(box.value).toBe('Hello **you**');
    expect([box.selectionStart, box.selectionEnd]).toEqual([8, 11]);
    expect(reader.root.activeElement).toBe(box);
    const back = await Reader.at(reader.worker);
    expect(back.field(BOX).value).toBe('Hello **you**');
  });

  it.each([
    ['b', false, '**x**'],
    ['i', false, '*x*'],
    ['k', false, '[x](https://)'],
    ['e', false, '`x`'],
    ['>', true, '> x'],
  ])('have their keys: %s', async (key, shiftKey, expected) => {
    const reader = await writing('x');
    const box = select(reader, 0, 1);
    const code = shiftKey ? 'Period' : `Key${key.toUpperCase()}`;
    box.dispatchEvent(
      new KeyboardEvent('keydown', { key, code, shiftKey, ctrlKey: true, bubbles: true, cancelable: true }),
    );
    await settled();
    expect(box.value).toBe(expected);
  });

  it('are one stop for the Tab key, with arrows within', async () => {
    const reader = await writing('x');
    const stops = () => reader.all('[role=toolbar] button').map((one) => one.getAttribute('tabindex'));
    expect(stops()).toEqual(['0', '-1', '-1', '-1', '-1']);
    const bar = reader.all('[role=toolbar]')[0] as HTMLElement;
    const key = async (name: string) => {
      bar.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true }));
      await settled();
    };
    await key('ArrowRight');
    expect(stops()).toEqual(['-1', '0', '-1', '-1', '-1']);
    expect(reader.root.activeElement).toBe(reader.button('Italic'));
    await key('End');
    expect(reader.root.activeElement).toBe(reader.button('Code'));
    await key('ArrowRight');
    expect(reader.root.activeElement).toBe(reader.button('Bold'));
  });
});

describe('the preview', () => {
  it('shows what will be published, in place of the text, and goes back to it', async () => {
    const reader = await writing('Hello **you**');
    reader.worker.replies['/api/preview'] = () => ok({ body: [{ t: 'p', c: ['Hello ', { t: 'b', c: ['you'] }] }] });
    await reader.press('Preview');
    await until(() => reader.maybeButton('Write'));
    expect(reader.all('.preview b')[0]?.textContent).toBe('you');
    expect(reader.field(BOX).hidden).toBe(true);
    expect(reader.worker.to('/api/preview')[0]?.body).toEqual({ body: 'Hello **you**' });
    await reader.press('Write');
    expect(reader.field(BOX).hidden).toBe(false);
    expect(reader.root.activeElement).toBe(reader.field(BOX));
  });

  it('says why there is none, and the words stay', async () => {
    const reader = await writing('Hello');
    reader.worker.replies['/api/preview'] = () => refused('rate_limited', 429, { retryAfter: 60 });
    await reader.press('Preview');
    await until(() => reader.alert);
    expect(reader.alert).toContain('Please try again in 60 seconds.');
    expect(reader.field(BOX).value).toBe('Hello');
  });

  it('of nothing asks for a few words', async () => {
    const reader = await writing(' ');
    await reader.press('Preview');
    await settled();
    expect(reader.text).toContain('Please write a few words.');
    expect(reader.worker.to('/api/preview')).toEqual([]);
  });
});
