// Which system a file comes from is found by what is in it; a file that is none of them is refused in a sentence.

import { describe, expect, test } from 'vitest';
import { moveIn } from '../help/moving-in.ts';

describe('what cannot be read', () => {
  test.each([
    ['nothing', ''],
    ['something else', 'Dear all,'],
    ['another XML', '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"></feed>'],
    ['another JSON', '{"name":"package","version":"1"}'],
    ['an empty list', '[]'],
  ])('%s is refused with a sentence', async (_, source) => {
    await expect(moveIn(source)).rejects.toThrow(/^(The file|This is no export).*\.$/);
  });

  test('broken JSON says where', async () => {
    await expect(moveIn('[{"nick":"a",]')).rejects.toThrow(/position|line|column/i);
  });
});
