// Comments that travel flat become branches: their order, their depth, and parents that are missing or in a circle.

import { expect, it } from 'vitest';
import { type Branch, branchesOf, type PublicComment } from '../../../worker/contract/index.ts';

function comment(id: string, parent: string | null = null, more: Partial<PublicComment> = {}): PublicComment {
  return { id, parent, author: { id: null, name: id }, body: [], createdAt: '', likes: 0, ...more };
}

type Drawn = string | [string, Drawn[]];
function draw({ comment: { id }, replies, answers }: Branch): Drawn {
  const name = answers === undefined ? id : `${id}→${answers?.id ?? '?'}`;
  return replies.length > 0 ? [name, replies.map(draw)] : name;
}
const drawn = (...comments: PublicComment[]) => branchesOf(comments).map(draw);

it('puts replies below what they answer, in the order they came', () => {
  expect(drawn(comment('a'), comment('b'), comment('c', 'a'), comment('d', 'a'))).toEqual([['a', ['c', 'd']], 'b']);
});

it('puts a reply below a parent that was approved later', () => {
  expect(drawn(comment('b', 'a'), comment('a'))).toEqual([['a', ['b']]]);
});

it('goes flat after three levels and says whom it answers', () => {
  const chain = [comment('a'), comment('b', 'a'), comment('c', 'b'), comment('d', 'c'), comment('e', 'd')];
  expect(drawn(...chain)).toEqual([['a', [['b', ['c', 'd→c', 'e→d']]]]]);
});

it('shows a reply whose parent is not here', () => {
  expect(drawn(comment('b', 'x'))).toEqual(['b→?']);
});

it('keeps a tombstone for its replies only', () => {
  const gone = { gone: 'removed' } as const;
  expect(drawn(comment('a', null, gone), comment('b', 'a'), comment('c', null, gone))).toEqual([['a', ['b']]]);
});

it('ends where parents go round in a circle', () => {
  expect(branchesOf([comment('a', 'b'), comment('b', 'a')]).length).toBeGreaterThan(0);
});

it('is not deeper than its levels, however deep the replies go', () => {
  const deep = Array.from({ length: 10_000 }, (_, n) => comment(`c${n}`, n === 0 ? null : `c${n - 1}`));
  expect(branchesOf(deep)[0]!.replies[0]!.replies).toHaveLength(9_998);
});
