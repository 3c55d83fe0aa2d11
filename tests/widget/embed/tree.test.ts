// Flat comments into branches.

import { describe, expect, it } from 'vitest';
import { ABSENT, grow, type Sort } from '../../../widget/embed/tree.ts';
import type { Branch, PublicComment } from '../../../worker/contract/index.ts';
import { comment } from '../help/as-reader.ts';

function said(words: string, parent?: PublicComment, more: Partial<PublicComment> = {}): PublicComment {
  return comment(words, words, { parent: parent?.id ?? null, ...more });
}

function outline(comments: PublicComment[], sort: Sort = 'oldest'): string {
  const line = (branch: Branch): string =>
    branch.comment.author.name + (branch.replies.length > 0 ? `(${branch.replies.map(line).join(' ')})` : '');
  return grow(comments, sort).map(line).join(' ');
}

describe('branches', () => {
  const a = said('a');
  const b = said('b', a);
  const c = said('c', b);
  const d = said('d', c);
  const e = said('e', d);

  it('nests three levels and flattens what is deeper, in order of publication', () => {
    const f = said('f', b);
    expect(outline([a, b, c, d, f, e])).toBe('a(b(c d f e))');
  });

  it('says whom a flattened reply answers, and nothing where the indent shows it', () => {
    const [root] = grow([a, b, c, d, e], 'oldest');
    const flat = root?.replies[0]?.replies ?? [];
    expect(flat.map(({ answers }) => answers?.author.name)).toEqual([undefined, 'c', 'd']);
    expect(root?.answers).toBeUndefined();
  });

  it('keeps a reply whose comment is not loaded, and knows that it is one', () => {
    const [orphan] = grow([b], 'oldest');
    expect(orphan?.answers).toBeNull();
  });

  it('folds many replies to one that is not loaded below a stand-in, and a few not', () => {
    const few = Array.from({ length: 5 }, (_, i) => said(`r${i}`, a));
    expect(outline(few)).toBe('r0 r1 r2 r3 r4');
    const many = [...few, said('r5', a)];
    const [standIn, ...rest] = grow([said('z'), ...many], 'oldest');
    expect(standIn?.comment).toMatchObject({ id: a.id, gone: ABSENT });
    expect(standIn?.replies.map(({ answers }) => answers)).toEqual(many.map(() => undefined));
    expect(rest.map(({ comment }) => comment.author.name)).toEqual(['z']);
    expect(outline([a, ...many])).toBe('a(r0 r1 r2 r3 r4 r5)');
  });

  it('stands nothing in for what is no id', () => {
    const wild = Array.from({ length: 9 }, (_, i) => ({ ...said(`r${i}`), parent: (i % 2 ? {} : '') as never }));
    expect(grow(wild, 'oldest')).toHaveLength(9);
  });

  it('finds the comment of a reply that was published before it', () => {
    expect(outline([b, a])).toBe('a(b)');
  });

  it('draws a placeholder only while it has replies', () => {
    const goneAlone = said('x', undefined, { gone: 'removed' });
    const gone = said('y', undefined, { gone: 'withdrawn' });
    const goneReply = said('z', gone, { gone: 'removed' });
    expect(outline([goneAlone, gone, goneReply])).toBe('');
    expect(outline([gone, goneReply, said('r', goneReply)])).toBe('y(z(r))');
  });

  it('counts everything below', () => {
    expect(grow([a, b, c, d], 'oldest')[0]?.size).toBe(3);
  });

  it('turns the order of the threads, never that of the replies', () => {
    const g = said('g', undefined, { likes: 3 });
    const comments = [a, b, g, said('h', a)];
    expect(outline(comments, 'newest')).toBe('g a(b h)');
    expect(outline(comments, 'liked')).toBe('g a(b h)');
    expect(outline(comments, 'oldest')).toBe('a(b h) g');
  });

  it('puts pinned ones first', () => {
    expect(outline([a, said('p', undefined, { pinned: true })])).toBe('p a');
  });

  it('draws a comment once that comes twice', () => {
    expect(outline([a, b, a])).toBe('a(b)');
  });

  it('does not hang on a circle of parents, and draws each of it', () => {
    const one = said('one');
    const two = said('two', one);
    one.parent = two.id;
    const self = said('self');
    self.parent = self.id;
    expect(grow([one, two, self], 'oldest').reduce((sum, { size }) => sum + 1 + size, 0)).toBe(3);
  });

  it('takes ten thousand replies in one chain', () => {
    const chain = [said('0')];
    for (let i = 1; i < 10_000; i++) chain.push(said(String(i), chain[i - 1]));
    expect(grow(chain, 'oldest')[0]?.size).toBe(9_999);
  });
});
