// When the words of a hidden comment are to be deleted, and until when it can be brought back.

import { describe, expect, it } from 'vitest';
import { type CommentMeta, type HideAct, metaOf, type PostMeta } from '../../../../worker/rules/comment/facts.ts';
import { addMeta, type Entry, emptyEntry, settle } from '../../../../worker/rules/comment/settle.ts';
import { isPastRestoring, wordsGoAt } from '../../../../worker/rules/comment/words-go.ts';
import { DAY, HOUR } from '../../../../worker/rules/time.ts';

const AT = 1_000_000;
const POST: PostMeta = { k: 'post', at: AT, h: 'h', s: 'approved', a: 'a', p: null };
const hide = (act: HideAct, at = AT + HOUR): CommentMeta => metaOf({ v: 1, kind: 'hide', at, act });

function entryOf(...metas: CommentMeta[]): Entry {
  const entry = emptyEntry();
  for (const meta of metas) addMeta(entry, meta);
  return entry;
}

describe('the words of a comment', () => {
  it.each<[string, CommentMeta[], ReturnType<typeof wordsGoAt>]>([
    ['stay while it is public', [POST], null],
    ['stay while it waits', [{ ...POST, s: 'pending' }], null],
    ['stay when it waits again', [POST, hide('wait')], null],
    ['stay when it was restored', [POST, hide('restore')], null],
    ['go 25 hours after it was removed', [POST, hide('remove')], AT + 26 * HOUR],
    ['go 25 hours after it was removed last', [POST, hide('remove', AT + 10 * HOUR)], AT + 35 * HOUR],
    ['go 25 hours after it was withdrawn', [POST, { k: 'gone', at: AT }], AT + 25 * HOUR],
    ['go 30 days after the owner called it spam', [POST, hide('spam')], AT + HOUR + 30 * DAY],
    ['go when their touch says, where screening called it spam', [{ ...POST, s: 'spam' }], 'unknown'],
    ['go at once when it is erased', [POST, hide('erase')], 0],
    ['go at once where some of them are gone already', [{ ...POST, x: 1 }, hide('remove')], 0],
    ['go at once where an edit came after the others went', [{ ...POST, x: 1 }, hide('restore')], 0],
  ])('%s', (_, metas, at) => {
    const entry = entryOf(...metas);
    expect(wordsGoAt(entry, settle(entry)!)).toBe(at);
  });

  it('say nothing of a comment that is not hidden', () => {
    const entry = entryOf(POST);
    expect(isPastRestoring(entry, settle(entry)!, AT + 1_000 * DAY)).toBe(false);
  });

  it.each([
    ['a moment before', 26 * HOUR - 1, false],
    ['from then on', 26 * HOUR, true],
  ])('can be brought back until they go: %s', (_, after, isPast) => {
    const entry = entryOf(POST, hide('remove'));
    expect(isPastRestoring(entry, settle(entry)!, AT + after)).toBe(isPast);
  });
});
