// What is here already, for an import that is planned elsewhere, in the owner's browser: the names of the facts, and
// the indexes of bundles as they lie there, unread: some may be damaged, and who takes them says so. Reading them here
// would cost more time than one request has. A list for each 1,000 facts of the whole site, however many threads it
// has.
// Read next: transfer/present.ts, which reads these lines; routes/owner-api/transfer.ts.

import { StoreError } from '../kv/errors.ts';
import { keys, readFactKey, threadOfKey } from '../kv/keys.ts';
import { listPage, readTexts } from '../kv/kv.ts';

const AT_ONCE = 50;

/** JSON lines; the last says where the next answer begins, null at the end. Throws StoreError at any line. */
export async function* presentLines(kv: KVNamespace, cursor: string | null): AsyncIterable<string> {
  const page = await listPage<unknown>(kv, keys.allFacts, cursor);
  const ids = new Map<string, string[]>();
  const indexes: { name: string; thread: string }[] = [];
  for (const { name } of page.keys) {
    const key = readFactKey(name);
    const thread = threadOfKey(name);
    if (thread === null || key === null || 'field' in key || 'words' in key) continue;
    if ('bundle' in key) indexes.push({ name, thread });
    else if (key.kind === 'post') {
      const ofThread = ids.get(thread);
      if (ofThread) ofThread.push(key.id);
      else ids.set(thread, [key.id]);
    }
  }
  for (const [thread, ofThread] of ids) yield JSON.stringify({ thread, ids: ofThread });
  for (let i = 0; i < indexes.length; i += AT_ONCE) {
    const piece = indexes.slice(i, i + AT_ONCE);
    const texts = await readTexts(
      kv,
      piece.map(({ name }) => name),
    );
    for (const { name, thread } of piece) {
      const text = texts.get(name);
      // It was listed, so this is a stale miss. Without it nobody knows what is here already.
      if (text == null) throw new StoreError('the index of a bundle cannot be read yet');
      // In JSON a line's end is never more than white space.
      yield `{"thread":"${thread}","index":${text.replaceAll('\n', ' ')}}`;
    }
  }
  yield JSON.stringify({ cursor: page.cursor });
}
