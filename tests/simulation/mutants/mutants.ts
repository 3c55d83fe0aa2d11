// Our own store with one thing left out or done another way: each is a mistake that was made in a prototype, or nearly.
// If the suite lets one of them pass, it is blind. A mutant is the product's source with a line replaced, or a worse
// binding.

import { type Patch, type Program, patched } from '../platform/program.ts';

export interface Mutant {
  name: string;
  /** A seed that has shown it: it is played before the others, most of which show nothing. */
  seed: number;
  make(ours: Program): Promise<Program>;
}

function source(name: string, seed: number, ...patches: Patch[]): Mutant {
  return { name, seed, make: () => patched(name, patches) };
}

/** Where the store's one rule stands. */
const ACCEPT = '  const wait = due ? dueAfter(due) : null;\n  await Promise.all([\n';

export const MUTANTS: Mutant[] = [
  { name: 'no sweep', seed: 1, make: async (ours) => ({ ...ours, name: 'no sweep', sweeps: false }) },

  source(
    'an edit and the first words on one key',
    1,
    {
      file: 'actions/change-comment.ts',
      find: '  await acceptEdit(kv, state, fact, now, told);',
      replace: `  const rewritten = { ...state.post, at: fact.at, hash, words, screening };
  await acceptPost(kv, state.thread, id, rewritten, now);
  if (screening.status !== 'approved') return answerOf(state);
  scope.background(publish(kv, thread, [{ id, fact: rewritten }], now));
  return answerOf(state);`,
    },
    {
      file: 'actions/change-comment.ts',
      find: 'import { acceptEdit, acceptWithdrawal, editOf }',
      replace: 'import { acceptPost, acceptWithdrawal, editOf }',
    },
  ),

  source(
    'a removal bound to the words it judged',
    10,
    { file: 'rules/comment/facts.ts', find: 'd: fact.act };', replace: 'd: fact.act, h: fact.hash };' },
    {
      file: 'store/facts/verdicts.ts',
      find: 'at: after(now, hide?.at), act });',
      replace: 'at: after(now, hide?.at), act, hash: newest.hash });',
    },
    {
      file: 'rules/comment/settle.ts',
      find: 'switch (entry.hide?.d) {',
      replace: 'switch (entry.hide?.h === (entry.edit ?? entry.post)?.h ? entry.hide?.d : undefined) {',
    },
  ),

  source('a comment drawn with the version that the list names', 115, {
    file: 'store/views/drawn.ts',
    find: 'if (fact.hash === version.hash) return { words: fact.words, version };',
    replace: 'return { words: fact.words, version };',
  }),

  {
    name: 'the touch put after the answer',
    seed: 3,
    make: async (ours) => ({
      ...ours,
      name: 'the touch put after the answer',
      wrap: (kv, later) =>
        new Proxy(kv, {
          get: (target, method: keyof KVNamespace) => {
            if (method !== 'put') return target[method];
            return (name: string, ...rest: never[]) => {
              const put = () => (target.put as (...all: unknown[]) => Promise<void>)(name, ...rest);
              if (!name.startsWith('touch:')) return put();
              later(put);
              return Promise.resolve();
            };
          },
        }),
    }),
  },

  source('no merge of the fact just written', 1, {
    file: 'store/facts/list.ts',
    find: "  for (const change of changes) {\n    if ('field' in change) {",
    replace: "  for (const change of [] as Change[]) {\n    if ('field' in change) {",
  }),

  source('recent removals forgotten by the view', 4, {
    file: 'rules/thread/outline.ts',
    find: '  for (const [id, at] of goneAt) {',
    replace: '  for (const [id, at] of new Map<string, number>()) {',
  }),

  source('touches deleted before they are covered', 28, {
    file: 'store/sweep/sweep.ts',
    find: 'touches.filter((touch) => now - touch.time > SETTLED_AFTER);',
    replace: 'touches;',
  }),

  // What this suite found, so that it stays found.

  source('a verdict that takes effect before its row and its touch', 6, {
    file: 'store/facts/accept.ts',
    find: ACCEPT,
    replace: `  const isOfVerdict = ({ key }: Write) => /:(ok|hide|me)\\b/.test(key);
  for (const fact of facts.filter(isOfVerdict)) putWrite(kv, fact).catch(() => {});
  facts = facts.filter((fact) => !isOfVerdict(fact));
${ACCEPT}`,
  }),

  source('a fact, of whatever act, that is put before its row and its touch', 1, {
    file: 'store/facts/accept.ts',
    find: ACCEPT,
    replace: `  await Promise.all(facts.splice(0).map((fact) => putWrite(kv, fact)));
${ACCEPT}`,
  }),

  source('a removal taken for done already', 2, {
    file: 'store/facts/verdicts.ts',
    find: '  } else putHide(verdict);',
    replace: "  } else if ((hide?.d ?? 'restore') !== verdict) putHide(verdict);",
  }),

  source('an edit published without the comment it is of', 4, {
    file: 'store/facts/list.ts',
    find: 'change.known ? metasOf(change.known.entry) : []',
    replace: '[] as CommentMeta[]',
  }),

  // Likes, imports, moves.

  source('a like by a read that may be old', 28, {
    file: 'actions/like.ts',
    find: '  await acceptLike(kv, { thread, id, authorId, on }, now);',
    replace: `  const was = (await kv.get(\`like:\${thread}:\${id}:\${authorId}\`)) === '1';
  if (was !== on) await acceptLike(kv, { thread, id, authorId, on }, now);`,
  }),

  source(
    'likes counted by reading, adding and writing back',
    1,
    {
      file: 'store/facts/likes.ts',
      find: "  await accept(kv, { thread, id }, [like], { now, touches: [{ kind: 'likes' }] });",
      replace: `  await accept(kv, { thread, id }, [like], { now, touches: [{ kind: 'likes' }] });
  const counts = await readLikes(kv, thread);
  await put(kv, keys.likes(thread), { v: 1, counts: { ...counts, [id]: (counts[id] ?? 0) + (on ? 1 : -1) } });`,
    },
    {
      file: 'store/facts/likes.ts',
      find: '  await put(kv, keys.likes(thread), { v: 1, counts: likes });\n  return likes;',
      replace: '  return readLikes(kv, thread);',
    },
  ),

  source(
    'bundles numbered by a list that may be old',
    8,
    {
      file: 'store/facts/bundles.ts',
      find: '  const name = await digest(JSON.stringify(index), 22);',
      replace: '  const name = String(count);',
    },
    {
      file: 'store/facts/bundles.ts',
      find: '  comments: { id: string; fact: PostFact }[],\n  now: number,\n): Promise<{ name',
      replace: '  comments: { id: string; fact: PostFact }[],\n  now: number,\n  count: number,\n): Promise<{ name',
    },
    {
      file: 'store/backup/move-in.ts',
      find: '[...inBundles(posts)].map((bundle) => writesOfBundle(thread, bundle, now))',
      replace:
        '[...inBundles(posts)].map((bundle, i) => writesOfBundle(thread, bundle, now, present.bundles.size + i))',
    },
  ),

  source('an index that is put before its row and its touch', 70, {
    file: 'store/facts/bundles.ts',
    find: '  return { name, writes };',
    replace: '  return { name, writes: writes.reverse() };',
  }),

  source('an erasure that forgets the bundle', 3, {
    file: 'store/sweep/drop.ts',
    find: 'if (mayHold && (await emptyInBundle(kv, thread, bundle, stubs))) hadWords = true;',
    replace: '',
  }),

  source('a moved page whose new address does not say where its comments are', 12, {
    file: 'store/facts/pages.ts',
    find: '    await acceptPageChange(kv, to.thread, from, now);\n',
    replace: '',
  }),

  source('a move that leaves behind what was written at its address meanwhile', 22, {
    file: 'store/sweep/sweep.ts',
    find: '    await afterMove(kv, thread, home, now);\n',
    replace: '',
  }),

  source('settings saved with those that the tab did not change', 35, {
    file: 'actions/save-settings.ts',
    find: '  await acceptSettings(kv, settings);',
    replace: `  const { moderation, stop } = await memory.settings.get(kv, env, memory.runtime.now());
  await acceptSettings(kv, { moderation, stop, ...settings });`,
  }),
];

/** Of the brake: tests/simulation/play/brake.ts plays days. */
export const BRAKE_MUTANTS: Mutant[] = [
  source('a level that midnight does not end', 1, {
    file: 'store/settings/level.ts',
    find: 'if (stored?.day !== day) return',
    replace: 'if (stored === null) return',
  }),

  source('a level put by those who write as well', 1, {
    file: 'store/facts/posts.ts',
    find: '  const { status } = fact.screening;\n',
    replace: `  const { status } = fact.screening;
  const calm = { v: 1, value: 'calm', day: now - (now % 86_400_000), likes: 0 };
  if (fact.known) await kv.put('level', JSON.stringify(calm));
`,
  }),

  source('a brake that stops those who are known', 1, {
    file: 'actions/limits.ts',
    find: 'author.known || author.owner;',
    replace: 'author.owner;',
  }),
];
