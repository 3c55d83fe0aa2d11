// Comments as HTML, one below the other: on the page without JavaScript and in what a post holds of them. Marked up as
// schema.org Comments by attributes (microdata), so that no words of a reader's stand in a script.
// Read next: contract/branches.ts, views/thread/body.ts.

import type { AllWords } from '../../../widget/words/language.ts';
import { say } from '../../../widget/words/say.ts';
import { type Branch, PERMALINK_PREFIX, type PublicComment } from '../../contract/index.ts';
import { partOf } from '../../rules/thread/draw.ts';
import { avatarHtml } from '../avatar.ts';
import { type Html, html } from '../html.ts';
import { bodyHtml, linkHtml, type Room } from './body.ts';
import type { whenIn } from './when.ts';

/** What all comments of one page are drawn with. */
export interface DrawnWith {
  words: AllWords;
  /** The language of the post; '' where nobody said. */
  lang: string;
  /** Of the page without JavaScript, without a part or a reply. */
  address: string;
  /** Which part is shown; undefined is the head. */
  part: number | undefined;
  /** There is a form to answer in. */
  hasForm: boolean;
  room: Room;
  when: ReturnType<typeof whenIn>;
}

export function listHtml(page: DrawnWith, branches: Branch[]): Html {
  // role: Safari takes a list without bullets for no list.
  return html`<ol class="comments" role="list">${branches.map((branch) => branchHtml(page, branch))}</ol>`;
}

function branchHtml(page: DrawnWith, { comment, replies, answers }: Branch): Html {
  const below = replies.length > 0 && listHtml(page, replies);
  if (comment.gone) {
    return html`<li><p class="gone">${comment.gone === 'removed' ? page.words.removed : page.words.withdrawn}</p>${below}</li>`;
  }
  return html`<li itemprop="comment" itemscope itemtype="https://schema.org/Comment">
<article class="comment" id="${PERMALINK_PREFIX}${comment.id}" aria-labelledby="name-${comment.id}">
${comment.pinned && html`<p class="pinned">${page.words.pinned}</p>`}
${authorHtml(page, comment, answersHtml(page, comment, answers))}
<div class="words" itemprop="text" dir="auto" lang="${page.lang}">${bodyHtml(comment.body, page.room)}</div>
${actsHtml(page, comment)}
</article>
${below}</li>`;
}

export function authorHtml(
  { words, when }: Pick<DrawnWith, 'words' | 'when'>,
  comment: PublicComment,
  answers: Html = html``,
): Html {
  const { id, author, createdAt, editedAt } = comment;
  const name = html`<bdi itemprop="name">${author.name}</bdi>`;
  return html`<header class="head">${avatarHtml(author.name, author.id ?? author.name, words.code)}
<div class="who"><h2 id="name-${id}" itemprop="author" itemscope itemtype="https://schema.org/Person">${
    author.url === undefined ? name : linkHtml(author.url, [name])
  }</h2>
${author.owner && html`<span class="badge">${words.author}</span>`}${comment.status === 'pending' && html`<span class="badge waits">${words.waiting}</span>`}
<span class="when"><a href="#${PERMALINK_PREFIX}${id}" itemprop="url">${when(createdAt)}</a>${editedAt !== undefined && ` · ${words.edited}`}${answers}</span></div>
<meta itemprop="datePublished" content="${createdAt}">${editedAt !== undefined && html`<meta itemprop="dateModified" content="${editedAt}">`}</header>`;
}

function answersHtml(
  { address, words }: DrawnWith,
  { parentPosition }: PublicComment,
  answers: Branch['answers'],
): Html {
  if (answers === undefined) return html``;
  if (answers === null) {
    const said = words.replyToEarlier;
    // Only where a comment before these is meant is there a part that holds it.
    return parentPosition === undefined
      ? html` · ${said}`
      : html` · <a href="${withQuery(address, { part: partOf(parentPosition) })}">${said}</a>`;
  }
  return answers.gone
    ? html``
    : html` · <a href="#${PERMALINK_PREFIX}${answers.id}">${say(words.replyTo, words.code, { name: answers.author.name })}</a>`;
}

function actsHtml(page: DrawnWith, { id, likes, author }: PublicComment): Html {
  const { words } = page;
  const reply =
    page.hasForm &&
    html`<a href="${withQuery(page.address, { ...(page.part !== undefined && { part: page.part }), reply: id })}#write" aria-label="${say(words.replyName, words.code, { name: author.name })}">${words.reply}</a>`;
  if (likes === 0 && !reply) return html``;
  return html`<p class="acts">${likes > 0 && html`<span>${say(words.likes, words.code, { n: likes })}</span>`}${reply}</p>`;
}

export function withQuery(address: string, query: Record<string, string | number>): string {
  return Object.entries(query).reduce((sum, [name, value]) => `${sum}&${name}=${value}`, address);
}
