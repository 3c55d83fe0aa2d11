// Which system a file comes from is found by what is in it, in whatever wrapping and encoding it comes; a file that is
// none of them is refused in a sentence.

import { describe, expect, test } from 'vitest';
import { jsonLines, moveIn } from '../help/moving-in.ts';

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

  test.each([
    ['[{"nick":"a",]', 'Line 1, letter 14: This is no JSON.'],
    ['{"a":1}\n{"b":2}\n{"c":}', 'Line 3: This is no JSON.'],
    ['{"a":1} and {"b":2}', 'Line 1, letter 9: This is no JSON.'],
  ])('broken JSON says where: %s', async (source, words) => {
    await expect(moveIn(source)).rejects.toThrow(words);
  });

  test.each([
    ['JSON, in a text', '[{"nick":"Ada","comm'],
    ['JSON, between two rows', '[{"nick":"Ada"},'],
    ['JSON lines', '{"nick":"Ada","comment":"x"}\n{"nick":"A \\"'],
    ['XML', '<disqus xmlns:dsq="x"><thread dsq:id="1"><link>https://blog.example/</li'],
  ])('%s that is cut off is told as what it is, and not in a parser’s words', async (_, source) => {
    await expect(moveIn(source)).rejects.toThrow(
      /^(Line \d+: )?The file ends too early: it was cut off\. Get it once more\.$/,
    );
  });
});

const row = { objectId: 'a', nick: 'Ada', comment: 'Hello', url: '/post/', createdAt: '2018-01-01T00:00:00.000Z' };
const shown = ['https://blog.example/post', '  - Ada: Hello'];

test('of XML it is said in which line it ends', async () => {
  const source = '\n<disqus xmlns:dsq="x">\n<thread dsq:id="1">\n';
  await expect(moveIn(source)).rejects.toThrow(/^Line 4: The file ends too early/);
});

describe('wrappings', () => {
  test.each([
    [
      'the first line of a table of LeanCloud’s',
      `#filetype:JSON-streaming {"type":"Class","class":"Comment"}\n${jsonLines(row)}`,
    ],
    [
      'the same with spaces and Windows’ line ends',
      `#filetype:JSON-streaming  {"type": "Class", "class": "Comment"}\r\n${jsonLines(row)}`,
    ],
    ['an answer of Twikoo’s server', { code: 0, data: [row] }],
    ['objects over several lines, one after the other', JSON.stringify(row, null, 2)],
  ])('%s', async (_, source) => {
    expect((await moveIn(source)).lines).toEqual(shown);
  });
});

describe('encodings', () => {
  const wxr = (declaration: string) =>
    `${declaration}<rss xmlns:wp="http://wordpress.org/export/1.0/"><channel><wp:wxr_version>1.0</wp:wxr_version><item><title>Café</title><link>https://blog.example/post/</link><wp:post_id>1</wp:post_id><wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_author>François</wp:comment_author><wp:comment_date_gmt>2009-01-01 11:00:00</wp:comment_date_gmt><wp:comment_content>Déjà vu</wp:comment_content><wp:comment_approved>1</wp:comment_approved></wp:comment></item></channel></rss>`;
  const read = ['https://blog.example/post', '  - François: Déjà vu'];
  const bytes = (text: string, size: 1 | 2, isBig = false) =>
    new Uint8Array(
      [...text].flatMap((letter) => {
        const code = letter.charCodeAt(0);
        return size === 1 ? [code] : isBig ? [code >> 8, code & 255] : [code & 255, code >> 8];
      }),
    );

  test.each(['ISO-8859-1', 'iso-8859-1', 'windows-1252', 'Latin1'])('XML that says %s', async (name) => {
    const source = bytes(wxr(`<?xml version="1.0" encoding="${name}" ?>`), 1);
    const { lines, plan } = await moveIn(source);
    expect(lines).toEqual(read);
    expect(plan.threads[0]!.comments[0]!.fact.title).toBe('Café');
  });

  test.each([
    ['little end first, with its mark', bytes(`\ufeff${wxr('<?xml version="1.0" encoding="UTF-16"?>')}`, 2)],
    ['big end first, with its mark', bytes(`\ufeff${wxr('<?xml version="1.0" encoding="UTF-16"?>')}`, 2, true)],
    ['without a mark', bytes(wxr('<?xml version="1.0"?>'), 2)],
  ])('UTF-16, %s', async (_, source) => {
    expect((await moveIn(source)).lines).toEqual(read);
  });

  test('UTF-16 of JSON, as Windows’ PowerShell writes it', async () => {
    expect((await moveIn(bytes(`\ufeff${JSON.stringify([row])}`, 2))).lines).toEqual(shown);
  });

  test('one that nobody knows is named', async () => {
    await expect(moveIn(wxr('<?xml version="1.0" encoding="EBCDIC-17"?>'))).rejects.toThrow(
      'The file says that it is written in ebcdic-17, which cannot be read here. Save it as UTF-8 with an editor first.',
    );
  });

  test('empty lines before the declaration, as plugins of WordPress print them, are no harm', async () => {
    expect((await moveIn(`\n \n\n${wxr('<?xml version="1.0" encoding="UTF-8"?>')}`)).lines).toEqual(read);
    const broken = wxr('\n\n<?xml version="1.0"?>\n').replace('</title>', '</titel>');
    await expect(moveIn(broken)).rejects.toThrow(/^Line 4: /);
  });
});
