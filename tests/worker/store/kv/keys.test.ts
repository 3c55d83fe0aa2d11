// The names of everything in KV are read as what they were built of.

import { expect, it } from 'vitest';
import { KEY_KINDS, type Key, keys, readKey, SINGLES } from '../../../../worker/store/kv/keys.ts';
import { idOf, START, THREAD } from '../../help/store-with.ts';

const ID = idOf(1);
const AUTHOR = 'AAAAAAAAAAAAAAAA';
const HASH = 'BBBBBBBBBBBBBBBBBBBBBB';

const BUILT: [string, Key][] = [
  [keys.fact(THREAD, ID, 'post'), { kind: 'fact', thread: THREAD, about: { id: ID, kind: 'post' } }],
  [keys.fact(THREAD, ID, 'edit'), { kind: 'fact', thread: THREAD, about: { id: ID, kind: 'edit' } }],
  [keys.fact(THREAD, ID, 'ok', HASH), { kind: 'fact', thread: THREAD, about: { id: ID, kind: 'ok' } }],
  [keys.page(THREAD, 'open'), { kind: 'fact', thread: THREAD, about: { field: 'open', target: '' } }],
  [keys.page(THREAD, 'moved', HASH), { kind: 'fact', thread: THREAD, about: { field: 'moved', target: HASH } }],
  [keys.bundle(THREAD, HASH), { kind: 'fact', thread: THREAD, about: { words: HASH } }],
  [keys.bundleIndex(THREAD, HASH), { kind: 'fact', thread: THREAD, about: { bundle: HASH } }],
  [keys.bundles(THREAD), { kind: 'bundles', thread: THREAD }],
  [keys.view(THREAD), { kind: 'view', thread: THREAD }],
  [keys.view(THREAD, 3), { kind: 'view', thread: THREAD }],
  [keys.feed('https://blog.example'), { kind: 'view', thread: null }],
  [keys.like(THREAD, ID, AUTHOR), { kind: 'like', thread: THREAD, id: ID, authorId: AUTHOR }],
  [keys.likes(THREAD), { kind: 'likes', thread: THREAD }],
  [keys.report(THREAD, ID, HASH), { kind: 'report', thread: THREAD, id: ID, hash: HASH }],
  [keys.known(AUTHOR), { kind: 'known', authorId: AUTHOR }],
  [keys.trust(AUTHOR), { kind: 'trust', authorId: AUTHOR }],
  [keys.block(AUTHOR), { kind: 'block', authorId: AUTHOR }],
  [keys.me(AUTHOR), { kind: 'me', authorId: AUTHOR }],
  [keys.setting('stop'), { kind: 'settings', field: 'stop' }],
  [keys.device(AUTHOR), { kind: 'push', id: AUTHOR }],
  [keys.address(THREAD, ID), { kind: 'address', thread: THREAD, id: ID }],
  [keys.subscriber(THREAD, ID), { kind: 'subscriber', thread: THREAD, id: ID }],
  [keys.refusal(HASH), { kind: 'refusal', mark: HASH }],
  [keys.inboxRow('pending', THREAD, ID), { kind: 'inbox' }],
  [keys.bundleRow('spam', THREAD, ID, HASH), { kind: 'inbox' }],
  [keys.reportRow(THREAD, ID), { kind: 'inbox' }],
  [keys.touch(START, THREAD, ID, 'publish'), { kind: 'touch' }],
  ...SINGLES.map((kind): [string, Key] => [kind, { kind }]),
];

it.each(BUILT)('%s is read as what it was built of', (name, key) => {
  expect(readKey(name)).toEqual(key);
});

it('knows a key of every kind', () => {
  expect(new Set(BUILT.map(([, { kind }]) => kind))).toEqual(new Set(KEY_KINDS));
});

it.each([
  ...['', 'fact', 'fact:x', `fact:${THREAD}:x`, `fact:x:${ID}`, `${keys.fact(THREAD, ID, 'edit')}:more`],
  `fact:AAAA:${'A'.repeat(17)}:${ID}`,
  ...['level:x', 'settings:', 'settings:a:b', 'known:', `likes:${THREAD}:x`, `inbox:gone:1:${THREAD}:${ID}`],
  ...[`like:${THREAD}:${ID}`, `report:${THREAD}:x:${HASH}`, `touch:1:${THREAD}:${ID}:publish`, 'other:program'],
])('"%s" is none of ours', (name) => {
  expect(readKey(name)).toBeNull();
});
