// The thread as a page that needs no JavaScript: what <noscript>, readers of text, search engines and printers get.
// Marked up as schema.org Comments by attributes (microdata), so that no words of a reader's stand in a script. Its
// canonical address is the post: this page is a copy of what belongs there.
// Read next: views/thread/thread-form.ts, views/thread/body.ts.

import type { AllWords } from '../../../widget/words/language.ts';
import { say } from '../../../widget/words/say.ts';
import { branchesOf, PERMALINK_PREFIX, type PublicComment, type Thread } from '../../contract/index.ts';
import { withoutScheme } from '../../rules/page/page.ts';
import { beside, PAGES } from '../../rules/paths.ts';
import { partOf } from '../../rules/thread/draw.ts';
import { addressOf, DESK_FILES } from '../desk/desk-files.ts';
import { type Html, html } from '../html.ts';
import { bodyHtml, roomOnPage } from './body.ts';
import { authorHtml, listHtml, withQuery } from './comments.ts';
import { formHtml, type ThreadForm } from './thread-form.ts';
import { whenIn } from './when.ts';

/** The post that the thread is about, and this page. */
export interface CommentedPost {
  /** On one of the site's origins, or null where it is on none: then there is nothing to lead to. */
  post: string | null;
  title: string;
  /** This page's own address, without a part or a reply; and its feed's. */
  address: string;
  feed: string;
  /** In the language of the post, or else of its reader. */
  words: AllWords;
  /** The language of the post, in which people write there; '' where nobody said. */
  lang: string;
}

export interface ThreadPage extends CommentedPost {
  thread: Thread;
  /** Which part is shown; undefined is the head. */
  part: number | undefined;
  /** The form, or why there is none. */
  form: ThreadForm | 'closed' | 'preview' | 'elsewhere' | 'unavailable';
  now: number;
}

export function threadPage(page: ThreadPage): Html {
  const { thread, part, words } = page;
  const heading = part === undefined ? countWords(page) : say(words.part, words.code, { n: part + 1 });
  const pinned = thread.pinned ?? [];
  const inThread = new Set(pinned.map(({ id }) => id));
  const drawn = { ...page, hasForm: typeof page.form !== 'string', room: roomOnPage(), when: whenIn(words, page.now) };
  const branches = branchesOf(thread.comments.filter(({ id }) => !inThread.has(id)));
  return documentHtml(
    page,
    heading,
    html`<main itemscope itemtype="https://schema.org/Article" ${page.post !== null && html`itemid="${page.post}"`}>
${headHtml(page, heading)}
${page.post !== null && html`<link itemprop="url" href="${page.post}">`}<meta itemprop="headline" content="${nameOf(page)}"><meta itemprop="commentCount" content="${thread.count}">
${pinned.length > 0 && listHtml(drawn, branchesOf(pinned))}
${olderHtml(page)}
${branches.length > 0 ? listHtml(drawn, branches) : pinned.length === 0 && html`<p class="empty">${words.empty}</p>`}
${newerHtml(page)}
${typeof page.form === 'string' ? html`<p class="empty" id="write">${noForm(words, page.form)}</p>` : formHtml(words, page.form)}
</main>`,
  );
}

/** It was not taken: the form again, with what was typed. */
export function refusedPage(about: CommentedPost, said: string[], form: ThreadForm | null): Html {
  return documentHtml(
    about,
    about.words.notPosted,
    html`<main>${headHtml(about, about.words.notPosted)}
<div class="said problem" role="alert">${said.map((each) => html`<p>${each}</p>`)}</div>
${form && formHtml(about.words, form)}</main>`,
  );
}

/** It was taken; `comment` is as its author sees it. `isAsked`: whether the address is theirs, by a mail. */
export function postedPage(
  about: CommentedPost,
  comment: PublicComment,
  { isAsked, now }: { isAsked: boolean; now: number },
): Html {
  const { words, lang } = about;
  const waits = comment.status === 'pending';
  return documentHtml(
    about,
    words.yours,
    html`<main>${headHtml(about, words.yours)}
<div class="said" role="status"><p>${waits ? words.thanks : words.nowPublic}</p>${isAsked && html`<p>${words.mailed}</p>`}</div>
<ol class="comments" role="list"><li><article class="comment" id="${PERMALINK_PREFIX}${comment.id}">${authorHtml({ words, when: whenIn(words, now) }, comment)}
<div class="words" dir="auto" lang="${lang}">${bodyHtml(comment.body)}</div></article></li></ol>
<p class="parts"><a class="button" href="${about.address}${waits ? '' : `#${PERMALINK_PREFIX}${comment.id}`}">${words.latest}</a></p></main>`,
  );
}

/** There is nothing to show. */
export function absentPage(words: AllWords, said: string): Html {
  return documentHtml(
    { post: null, title: '', address: '', feed: '', words, lang: '' },
    words.title,
    html`<main><h1>${words.title}</h1><p class="said problem" role="alert">${said}</p></main>`,
  );
}

function noForm(words: AllWords, why: Exclude<ThreadPage['form'], ThreadForm>): string {
  if (why === 'closed') return words.closed;
  return why === 'preview' ? words.preview : words.notHere;
}

// ---- the frame ----

function documentHtml(about: CommentedPost, title: string, main: Html): Html {
  const name = nameOf(about);
  const { words } = about;
  return html`<!doctype html>
<html lang="${words.code}" dir="${words.dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}${name !== '' && ` · ${name}`}</title>
${about.post !== null && html`<link rel="canonical" href="${about.post}">`}
${about.feed !== '' && html`<link rel="alternate" type="application/atom+xml" title="${words.title}" href="${about.feed}">`}
<link rel="icon" href="${beside(addressOf(DESK_FILES.icon))}">
<link rel="stylesheet" href="${beside(PAGES.threadStyle)}">
</head>
<body>
<div class="page">
${about.post !== null && html`<header class="back"><a href="${about.post}">${words.dir === 'rtl' ? '→' : '←'} ${words.back}</a></header>`}
${main}
</div>
</body>
</html>`;
}

function headHtml(about: CommentedPost, heading: string): Html {
  const name = nameOf(about);
  return html`<h1>${heading}</h1>${name !== '' && html`<p class="on"><cite dir="auto" lang="${about.lang}">${name}</cite></p>`}`;
}

/** What the page is called; where nobody has said, where it is. */
function nameOf({ title, post }: CommentedPost): string {
  return title || withoutScheme(post ?? '');
}

function countWords({ thread: { count }, words }: ThreadPage): string {
  return count === 0 ? words.title : say(words.count, words.code, { n: count });
}

function olderHtml({ thread, address, words }: ThreadPage): Html {
  if (thread.from === 0) return html``;
  const href = withQuery(address, { part: partOf(thread.from - 1) });
  const said = say(words.older, words.code, { n: thread.from });
  return html`<nav class="parts" aria-label="${said}"><a class="button" href="${href}">${said}</a></nav>`;
}

function newerHtml({ thread, part, address, words }: ThreadPage): Html {
  if (part === undefined) return html``;
  // The head holds the last part whole, and whatever came since this part was written.
  const next =
    part + 2 < thread.parts
      ? html`<a class="button" href="${withQuery(address, { part: part + 1 })}">${words.newer}</a>`
      : html``;
  return html`<nav class="parts" aria-label="${words.newer}">${next}<a class="button" href="${address}">${words.latest}</a></nav>`;
}
