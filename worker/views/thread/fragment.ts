// The newest comments of a post as plain HTML, to stand in the post itself: for readers without JavaScript, printers,
// reader modes and search engines, and until the widget is there. No script, no style, no picture; marked up as
// schema.org Comments. The thread as JSON comes along in an attribute, so that the widget can go on from it without
// asking. The same for everybody and at any time, so dates are written out and not as "two hours ago".
// Read next: views/thread/body.ts; docs/in-the-page.md for how it gets there.

import type { AllWords } from '../../../widget/words/language.ts';
import { say } from '../../../widget/words/say.ts';
import { type Branch, branchesOf, PERMALINK_PREFIX, type PublicComment, type Thread } from '../../contract/index.ts';
import { type Html, html } from '../html.ts';
import { bodyHtml, linkHtml, type Room, roomOnPage } from './body.ts';
import { dateIn } from './when.ts';

export interface Fragment {
  thread: Thread;
  /** When the thread was read, ISO 8601. */
  readAt: string;
  /** The page without JavaScript, whole: the rest of the comments, and a form. */
  more: string;
  words: AllWords;
  /** The language of the post; '' where nobody said. */
  lang: string;
}

export function fragmentHtml(fragment: Fragment): Html {
  const { thread, readAt, more, words } = fragment;
  const pinned = thread.pinned ?? [];
  const first = new Set(pinned.map(({ id }) => id));
  const branches = [...branchesOf(pinned), ...branchesOf(thread.comments.filter(({ id }) => !first.has(id)))];
  const drawn = { ...fragment, room: roomOnPage(), date: dateIn(words) };
  const heading = thread.count === 0 ? words.title : say(words.count, words.code, { n: thread.count });
  return html`<section lang="${words.code}" dir="${words.dir}" data-afterword="${JSON.stringify(thread)}" data-read-at="${readAt}" itemscope itemtype="https://schema.org/WebPage"${thread.page !== '' && html` itemid="${thread.page}"`}>
<h2>${heading}</h2>
<meta itemprop="commentCount" content="${thread.count}">
${thread.from > 0 && html`<p><a href="${more}">${say(words.older, words.code, { n: thread.from })}</a></p>`}
${branches.length > 0 ? listHtml(drawn, branches) : html`<p>${words.empty}</p>`}
${thread.open && html`<p><a href="${more}#write">${words.leave}</a></p>`}
</section>
`;
}

interface DrawnFragment extends Fragment {
  room: Room;
  date: ReturnType<typeof dateIn>;
}

function listHtml(fragment: DrawnFragment, branches: Branch[]): Html {
  return html`<ol>${branches.map((branch) => branchHtml(fragment, branch))}</ol>`;
}

function branchHtml(fragment: DrawnFragment, { comment, replies, answers }: Branch): Html {
  const { words, lang } = fragment;
  const below = replies.length > 0 && listHtml(fragment, replies);
  if (comment.gone)
    return html`<li><p>${comment.gone === 'removed' ? words.removed : words.withdrawn}</p>${below}</li>`;
  return html`<li id="${PERMALINK_PREFIX}${comment.id}" itemprop="comment" itemscope itemtype="https://schema.org/Comment">
<p>${authorHtml(fragment, comment)}${answersHtml(fragment, answers)}</p>
<div itemprop="text" dir="auto"${lang !== '' && html` lang="${lang}"`}>${bodyHtml(comment.body, fragment.room)}</div>
${below}</li>`;
}

function authorHtml({ words, date }: DrawnFragment, comment: PublicComment): Html {
  const { id, author, createdAt, editedAt } = comment;
  const name = html`<bdi itemprop="name">${author.name}</bdi>`;
  return html`<b itemprop="author" itemscope itemtype="https://schema.org/Person">${author.url === undefined ? name : linkHtml(author.url, [name])}</b>${
    author.owner && html` (${words.author})`
  } · <a href="#${PERMALINK_PREFIX}${id}" itemprop="url"><time datetime="${createdAt}" itemprop="datePublished">${date(createdAt)}</time></a>${
    editedAt !== undefined && html` · <time datetime="${editedAt}" itemprop="dateModified">${words.edited}</time>`
  }`;
}

/** Whom it answers, where the indent does not show it. */
function answersHtml({ words }: DrawnFragment, answers: Branch['answers']): Html {
  if (answers === undefined || answers?.gone) return html``;
  if (answers === null) return html` · ${words.replyToEarlier}`;
  const said = say(words.replyTo, words.code, { name: answers.author.name });
  return html` · <a href="#${PERMALINK_PREFIX}${answers.id}">${said}</a>`;
}
