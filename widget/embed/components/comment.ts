// A branch of comments: the list, and each comment. Markup only. What can be done with a comment is drawn by
// reading/, into a row whose room is kept here. Read next: embed/components/body.ts for the text.

import { type Branch, hueOf, initialOf } from '../../../worker/contract/index.ts';
import { h } from '../../h.ts';
import { type Html, html } from '../../html.ts';
import { withoutHash } from '../../page.ts';
import { text } from '../read-thread.ts';
import { FIRST_REPLIES } from '../sizes.ts';
import type { App, ArticleProps, ItemProps } from '../state.ts';
import { ABSENT } from '../tree.ts';
import { drawLink, drawNodes } from './body.ts';

interface ListProps {
  app: App;
  branches: Branch[];
  /** The comment these answer; '' for the thread itself. */
  id: string;
}

export function List({ app, branches, id }: ListProps): Html {
  const { unfolded, drawn, reading, sort } = app.state;
  const limit = id ? (unfolded[id] ?? FIRST_REPLIES) : drawn;
  return (
    branches.length > 0 &&
    limit > 0 &&
    html`<ol role="list" class=${id && 'replies'}>
      ${branches.slice(0, limit).flatMap((branch) => {
        const key = branch.comment.id;
        if (reading?.isComing(key)) return [];
        const both = [
          reading?.gap(key),
          id ? Item({ app, branch }) : h(app.Item, { key, app, branch, revision: reading?.revisions(branch) }),
        ];
        return sort === 'newest' ? both.reverse() : both;
      })}
      ${!!id && branches.length > limit && reading?.more(id, limit, branches)}
    </ol>`
  );
}

export function Item({ app, branch }: ItemProps): Html {
  const { comment, level, answers, size, replies } = branch;
  const { id } = comment;
  const revision = app.state.reading?.revision(comment);
  return html`<li key=${id}>
    ${h(app.Article, { app, comment, level, answers, size, ago: app.relative(comment.createdAt), revision })}
    ${h(List, { app, branches: replies, id })}
  </li>`;
}

export function Article({ app, comment, level, answers, size, ago }: ArticleProps): Html {
  const { id, gone, author, createdAt, editedAt, pinned } = comment;
  const { words, state } = app;
  const anchor = `${withoutHash(location.href)}#comment-`;
  const by = `by-${id}`;
  const extras = state.reading?.extras(comment, size);
  return html`<article id=${`comment-${id}`} class=${extras?.look} part="comment" tabindex="-1" aria-labelledby=${by}>
      ${
        gone
          ? html`<p class="gone muted" id=${by}>${(gone as string) === ABSENT ? html`<a href=${anchor + id}>${words.replyToEarlier}</a>` : words[gone]}</p>`
          : html`
            <div class="disc" part="avatar" aria-hidden="true" style=${`--h:${hueOf(text(author.id) || author.name)}`}>${initialOf(author.name, words.code)}</div>
            <div class="by">
              ${pinned && html`<p class="muted small">${words.pinned}</p>`}
              ${h(level > 1 ? 'h4' : 'h3', { id: by, part: 'name' }, html`<bdi>${drawLink(author.url, author.name)}</bdi>`)}
              ${author.owner && html`<span class="badge" part="badge">${words.author}</span>`}
              ${extras?.badge}
              <p class="when muted">
                ${
                  answers !== undefined &&
                  html`<a href=${anchor + comment.parent}>
                    ${answers ? app.say(words.replyTo, { name: answers.author.name }) : words.replyToEarlier}
                  </a>`
                }
                <a href=${anchor + id}><time key=${ago} datetime=${createdAt}>${ago}</time></a>
                ${editedAt && html`<time datetime=${editedAt}>${words.edited}</time>`}
              </p>
            </div>
            ${extras?.body || html`<div class="body" part="body" dir="auto" lang=${app.lang}>${extras ? extras.words : drawNodes(comment.body)}</div>`}
          `
      }
      ${extras ? extras.below : html`<div class="acts" />`}
    </article>`;
}
