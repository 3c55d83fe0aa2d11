// A branch of comments: the list, each comment, and what can be done with it. Markup only.
// Read next: body.ts for the text, form.ts for the reply box.

import { type ComponentChildren, h } from 'preact';
import type { PublicComment } from '../../worker/contract/index.ts';
import { type Html, html } from '../html.ts';
import type { Branch } from '../tree.ts';
import { drawLink, drawNodes } from './body.ts';
import { Box } from './form.ts';
import type { Props } from './section.ts';

/** More replies than this are shown when asked for. */
const FIRST = 5;
/** From so many on, a branch can be hidden. */
const FOLDABLE = 3;

interface ListProps extends Props {
  branches: Branch[];
  /** The comment these answer; '' for the thread itself. */
  id: string;
}

export function List({ view, words, branches, id }: ListProps): Html {
  if (branches.length === 0) return null;
  const { unfolded } = view.state;
  const all = !id || unfolded[id] || branches.length <= FIRST;
  const rest = all ? [] : branches.slice(FIRST);
  const n = rest.reduce((sum, branch) => sum + 1 + branch.size, 0);
  return html`<ol role="list" class=${id ? 'replies' : ''}>
    ${(all ? branches : branches.slice(0, FIRST)).map((branch) => h(Comment, { key: branch.comment.id, view, words, branch }))}
    ${
      n > 0 &&
      html`<li><button type="button" class="act" onClick=${() => view.set({ unfolded: { ...unfolded, [id]: true } })}>
      ${view.say(words.more, { n })}
    </button></li>`
    }
  </ol>`;
}

interface CommentProps extends Props {
  branch: Branch;
}

function Comment({ view, words, branch }: CommentProps): Html {
  const { comment, replies, size, level } = branch;
  const { id, gone, author } = comment;
  const { state } = view;
  const hidden = state.unfolded[id] === false;
  const name = author.name;
  const reply = state.reply;
  return html`<li>
    <article id=${`comment-${id}`} tabindex="-1" part="comment" class=${state.marked === id ? 'marked' : ''} aria-labelledby=${`by-${id}`}>
      ${
        gone
          ? html`<p id=${`by-${id}`} class="gone muted">${gone === 'removed' ? words.removed : words.withdrawn}</p>`
          : html`
            <div class="disc" part="avatar" aria-hidden="true" style=${{ '--h': hue(author.id || name) }}>${[...name][0]?.toUpperCase()}</div>
            <div class="by">
              ${comment.pinned && html`<p class="muted small">${words.pinned}</p>`}
              ${html`<${level > 1 ? 'h4' : 'h3'} id=${`by-${id}`} part="name"><bdi>${author.url ? drawLink(author.url, name) : name}</bdi></>`}
              ${author.owner && html`<span class="badge" part="badge">${words.author}</span>`}
              ${comment.status && html`<span class="badge waits" part="badge">${words.waiting}</span>`}
              <div class="when muted">
                ${'answers' in branch && h(Answers, { view, words, to: branch.answers ?? null })}
                <a href=${`${location.pathname}${location.search}#comment-${id}`}>
                  <time datetime=${comment.createdAt} title=${view.full(comment.createdAt)}>${view.relative(comment.createdAt)}</time>
                </a>
                ${comment.editedAt && html`<span>${words.edited}</span>`}
              </div>
            </div>
            <div class="body" part="body" dir="auto">${bodyOf(comment)}</div>
            ${comment.status && html`<p class="note muted">${words.onlyYou}</p>`}`
      }
      <div class="acts" part="actions">
        ${
          !gone &&
          !view.shut() &&
          html`<button type="button" class="act" id=${`reply-${id}`} aria-label=${view.say(words.replyName, { name })} onClick=${() => view.openReply(id)}>
            ${words.reply}
          </button>`
        }
        ${
          size >= FOLDABLE &&
          html`<button type="button" class="act" aria-expanded=${String(!hidden)} onClick=${() =>
            view.set({ unfolded: { ...state.unfolded, [id]: hidden } })}>
            ${view.say(hidden ? words.show : words.hide, { n: size })}
          </button>`
        }
      </div>
      ${reply?.parent?.id === id && h(Box, { view, words, form: reply, key: id })}
    </article>
    ${!hidden && h(List, { view, words, branches: replies, id })}
  </li>`;
}

function Answers({ view, words, to }: Props & { to: PublicComment | null }): Html {
  if (!to) return html`<span>${words.replyToEarlier}</span>`;
  return html`<a href=${`${location.pathname}${location.search}#comment-${to.id}`} onClick=${(event: Event) => {
    event.preventDefault();
    view.show(to.id);
  }}>${view.say(words.replyTo, { name: to.author.name })}</a>`;
}

// A text does not change while its comment is the same object: preact passes over a vnode it has seen, so a
// thread of a thousand comments redraws its rows and not its words.
const bodies = new WeakMap<PublicComment, ComponentChildren>();

function bodyOf(comment: PublicComment): ComponentChildren {
  let body = bodies.get(comment);
  if (!body) {
    body = drawNodes(comment.body);
    bodies.set(comment, body);
  }
  return body;
}

function hue(seed: string): number {
  let sum = 0;
  for (let i = 0; i < seed.length; i++) sum = (sum * 31 + seed.charCodeAt(i)) % 360;
  return sum;
}
