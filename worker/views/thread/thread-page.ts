// The thread as a page that needs no JavaScript: what <noscript>, readers of text, search engines and printers get.
// Marked up as schema.org Comments by attributes (microdata), so that no words of a reader's stand in a script. Its
// canonical address is the post: this page is a copy of what belongs there.
// Read next: views/thread/thread-form.ts, views/thread/body.ts.

import { type Branch, branchesOf, PERMALINK_PREFIX, type PublicComment, type Thread } from '../../contract/index.ts';
import { withoutScheme } from '../../rules/page/page.ts';
import { PAGES } from '../../rules/paths.ts';
import { partOf } from '../../rules/thread/draw.ts';
import { avatarHtml } from '../avatar.ts';
import { addressOf, DESK_FILES } from '../desk/desk-files.ts';
import { type Html, html } from '../html.ts';
import { timeHtml } from '../time.ts';
import { bodyHtml, linkHtml } from './body.ts';
import { formHtml, type ThreadForm } from './thread-form.ts';

/** The post that the thread is about, and this page. */
export interface CommentedPost {
  /** On one of the site's origins, or null where it is on none: then there is nothing to lead to. */
  post: string | null;
  title: string;
  /** This page's own address, without a part or a reply; and its feed's. */
  address: string;
  feed: string;
}

export interface ThreadPage extends CommentedPost {
  thread: Thread;
  /** Which part is shown; undefined is the head. */
  part: number | undefined;
  /** The form, or why there is none. */
  form: ThreadForm | keyof typeof NO_FORM;
  now: number;
}

const NO_FORM = {
  closed: 'Comments on this page are closed.',
  elsewhere: 'Readers can write here once the page is online.',
  unavailable: 'Comments cannot be taken just now.',
};

export function threadPage(page: ThreadPage): Html {
  const { thread, part } = page;
  const heading =
    part === undefined ? countWords(thread.count) : `Comments, part ${part + 1} of ${Math.max(thread.parts, part + 1)}`;
  const pinned = thread.pinned ?? [];
  const inThread = new Set(pinned.map(({ id }) => id));
  const branches = branchesOf(thread.comments.filter(({ id }) => !inThread.has(id)));
  return documentHtml(
    page,
    heading,
    html`<main itemscope itemtype="https://schema.org/Article" ${page.post !== null && html`itemid="${page.post}"`}>
${headHtml(page, heading)}
${page.post !== null && html`<link itemprop="url" href="${page.post}">`}<meta itemprop="headline" content="${nameOf(page)}"><meta itemprop="commentCount" content="${thread.count}">
${pinned.length > 0 && listHtml(page, branchesOf(pinned))}
${olderHtml(page)}
${branches.length > 0 ? listHtml(page, branches) : pinned.length === 0 && html`<p class="empty">No comments yet. Yours would be the first.</p>`}
${newerHtml(page)}
${typeof page.form === 'string' ? html`<p class="empty" id="write">${NO_FORM[page.form]}</p>` : formHtml(page.form)}
</main>`,
  );
}

/** It was not taken: the form again, with what was typed. */
export function refusedPage(about: CommentedPost, said: string, form: ThreadForm | null): Html {
  return documentHtml(
    about,
    'Not posted',
    html`<main>${headHtml(about, 'Not posted yet')}
<p class="said problem" role="alert">${said}</p>
${form && formHtml(form)}</main>`,
  );
}

/** It was taken; `comment` is as its author sees it. `isAsked`: whether the address is theirs, by a mail. */
export function postedPage(
  about: CommentedPost,
  comment: PublicComment,
  { isAsked, now }: { isAsked: boolean; now: number },
): Html {
  const waits = comment.status === 'pending';
  return documentHtml(
    about,
    waits ? 'Waiting for approval' : 'Posted',
    html`<main>${headHtml(about, waits ? 'Waiting for approval' : 'Posted')}
<p class="said" role="status">${waits ? 'Thank you. Your comment is waiting for approval.' : 'Thank you. Your comment is public now.'}${isAsked && ' For replies by e-mail, please confirm your address: a mail asks you once the comment is public.'}</p>
<ol class="comments" role="list"><li><article class="comment" id="${PERMALINK_PREFIX}${comment.id}">${authorHtml(comment, now)}
<div class="words" dir="auto">${bodyHtml(comment.body)}</div></article></li></ol>
<p class="parts"><a class="button" href="${about.address}${waits ? '' : `#${PERMALINK_PREFIX}${comment.id}`}">All comments</a></p></main>`,
  );
}

/** There is nothing to show. */
export function absentPage(said: string): Html {
  return documentHtml(
    { post: null, title: '', address: '', feed: '' },
    'Comments',
    html`<main><h1>Comments</h1><p class="said problem" role="alert">${said}</p></main>`,
  );
}

// ---- the frame ----

function documentHtml(about: CommentedPost, title: string, main: Html): Html {
  const name = nameOf(about);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}${name !== '' && ` · ${name}`}</title>
${about.post !== null && html`<link rel="canonical" href="${about.post}">`}
${about.feed !== '' && html`<link rel="alternate" type="application/atom+xml" title="Comments" href="${about.feed}">`}
<link rel="icon" href="${addressOf(DESK_FILES.icon)}">
<link rel="stylesheet" href="${PAGES.threadStyle}">
</head>
<body>
<div class="page">
${about.post !== null && html`<header class="back"><a href="${about.post}">← Back to the page</a></header>`}
${main}
</div>
</body>
</html>`;
}

function headHtml(about: CommentedPost, heading: string): Html {
  const name = nameOf(about);
  return html`<h1>${heading}</h1>${name !== '' && html`<p class="on">on <cite dir="auto">${name}</cite></p>`}`;
}

/** What the page is called; where nobody has said, where it is. */
function nameOf({ title, post }: CommentedPost): string {
  return title || withoutScheme(post ?? '');
}

function countWords(count: number): string {
  if (count === 0) return 'Comments';
  return count === 1 ? '1 comment' : `${count.toLocaleString('en')} comments`;
}

function olderHtml({ thread, address }: ThreadPage): Html {
  if (thread.from === 0) return html``;
  const href = withQuery(address, { part: partOf(thread.from - 1) });
  return html`<nav class="parts" aria-label="Older comments"><a class="button" href="${href}">Show older comments (${thread.from})</a></nav>`;
}

function newerHtml({ thread, part, address }: ThreadPage): Html {
  if (part === undefined) return html``;
  // The head holds the last part whole, and whatever came since this part was written.
  const next =
    part + 2 < thread.parts
      ? html`<a class="button" href="${withQuery(address, { part: part + 1 })}">Show newer comments</a>`
      : html``;
  return html`<nav class="parts" aria-label="Newer comments">${next}<a class="button" href="${address}">Show the newest comments</a></nav>`;
}

function withQuery(address: string, query: Record<string, string | number>): string {
  return Object.entries(query).reduce((sum, [name, value]) => `${sum}&${name}=${value}`, address);
}

// ---- comments ----

function listHtml(page: ThreadPage, branches: Branch[]): Html {
  // role: Safari takes a list without bullets for no list.
  return html`<ol class="comments" role="list">${branches.map((branch) => branchHtml(page, branch))}</ol>`;
}

function branchHtml(page: ThreadPage, { comment, replies, answers }: Branch): Html {
  const below = replies.length > 0 && listHtml(page, replies);
  if (comment.gone) {
    const said = comment.gone === 'removed' ? 'Removed by the site.' : 'Deleted by its writer.';
    return html`<li><p class="gone">${said}</p>${below}</li>`;
  }
  return html`<li itemprop="comment" itemscope itemtype="https://schema.org/Comment">
<article class="comment" id="${PERMALINK_PREFIX}${comment.id}" aria-labelledby="name-${comment.id}">
${comment.pinned && html`<p class="pinned">Pinned</p>`}
${authorHtml(comment, page.now, answersHtml(page, comment, answers))}
<div class="words" itemprop="text" dir="auto">${bodyHtml(comment.body)}</div>
${actsHtml(page, comment)}
</article>
${below}</li>`;
}

function authorHtml(comment: PublicComment, now: number, answers: Html = html``): Html {
  const { id, author, createdAt, editedAt } = comment;
  const name = html`<bdi itemprop="name">${author.name}</bdi>`;
  return html`<header class="head">${avatarHtml(author.name, author.id ?? author.name)}
<div class="who"><h2 id="name-${id}" itemprop="author" itemscope itemtype="https://schema.org/Person">${
    author.url === undefined ? name : linkHtml(author.url, [name])
  }</h2>
${author.owner && html`<span class="badge">Author</span>`}${comment.status === 'pending' && html`<span class="badge waits">Waiting</span>`}
<span class="when"><a href="#${PERMALINK_PREFIX}${id}" itemprop="url">${timeHtml(createdAt, now)}</a>${editedAt !== undefined && ' · edited'}${answers}</span></div>
<meta itemprop="datePublished" content="${createdAt}">${editedAt !== undefined && html`<meta itemprop="dateModified" content="${editedAt}">`}</header>`;
}

function answersHtml({ address }: ThreadPage, { parentPosition }: PublicComment, answers: Branch['answers']): Html {
  if (answers === undefined) return html``;
  if (answers === null) {
    const said = 'in reply to an earlier comment';
    // Only where a comment before these is meant is there a part that holds it.
    return parentPosition === undefined
      ? html` · ${said}`
      : html` · <a href="${withQuery(address, { part: partOf(parentPosition) })}">${said}</a>`;
  }
  return answers.gone
    ? html``
    : html` · <a href="#${PERMALINK_PREFIX}${answers.id}">in reply to <bdi>${answers.author.name}</bdi></a>`;
}

function actsHtml(page: ThreadPage, { id, likes, author }: PublicComment): Html {
  const reply =
    typeof page.form !== 'string' &&
    html`<a href="${withQuery(page.address, { ...(page.part !== undefined && { part: page.part }), reply: id })}#write" aria-label="Reply to ${author.name}">Reply</a>`;
  if (likes === 0 && !reply) return html``;
  return html`<p class="acts">${likes > 0 && html`<span>${likes === 1 ? '1 like' : `${likes} likes`}</span>`}${reply}</p>`;
}
