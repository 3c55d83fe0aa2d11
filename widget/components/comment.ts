// A branch of comments: the list, each comment, and what can be done with it. Markup only.
// Read next: body.ts for the text, form.ts for the reply box.

import { type ComponentChildren, h } from 'preact';
import type { PublicComment } from '../../worker/contract/index.ts';
import { type Html, html } from '../html.ts';
import { withoutHash } from '../page.ts';
import { text } from '../thread.ts';
import type { Branch } from '../tree.ts';
import { drawLink, drawNodes } from './body.ts';
import { Box } from './form.ts';
import { type Props, whyShut } from './shared.ts';

/** More replies than this are shown when asked for. */
const FIRST = 5;
/** From so many on, a branch can be hidden. */
const FOLDABLE = 3;

interface ListProps extends Props {
  branches: Branch[];
  /** The comment these answer; '' for the thread itself. */
  id: string;
}

export function List({ app, words, branches, id }: ListProps): Html {
  const { unfolded } = app.state;
  const shown = !id || unfolded[id] ? branches : branches.slice(0, FIRST);
  const n = branches.slice(shown.length).reduce((sum, { size }) => sum + 1 + size, 0);
  return (
    branches.length > 0 &&
    html`<ol role="list" class=${id && 'replies'}>
      ${shown.map((branch) => h(Comment, { key: branch.comment.id, app, words, branch }))}
      ${n > 0 && html`<li><button class="act" onClick=${() => unfold(app, id, true)}>${app.say(words.more, { n })}</button></li>`}
    </ol>`
  );
}

function unfold({ state, set }: Props['app'], id: string, open: boolean): void {
  set({ unfolded: { ...state.unfolded, [id]: open } });
}

function Comment({ app, words, branch }: Props & { branch: Branch }): Html {
  const { comment, replies, size, level, answers } = branch;
  const { id, gone, author, status, createdAt } = comment;
  const { name } = author;
  const { unfolded, reply, marked } = app.state;
  const folded = unfolded[id] === false;
  const here = withoutHash(location.href);
  return html`<li>
    <article id=${`comment-${id}`} class=${marked === id && 'marked'} part="comment" tabindex="-1" aria-labelledby=${`by-${id}`}>
      ${
        gone
          ? html`<p class="gone muted" id=${`by-${id}`}>${gone === 'removed' ? words.removed : words.withdrawn}</p>`
          : html`
            <div class="disc" part="avatar" aria-hidden="true" style=${{ '--h': hue(text(author.id) || name) }}>${[...name][0]?.toUpperCase()}</div>
            <div class="by">
              ${comment.pinned && html`<p class="muted small">${words.pinned}</p>`}
              ${html`<${level > 1 ? 'h4' : 'h3'} id=${`by-${id}`} part="name"><bdi>${drawLink(author.url, name)}</bdi></>`}
              ${author.owner && html`<span class="badge" part="badge">${words.author}</span>`}
              ${status && html`<span class="badge waits" part="badge">${words.waiting}</span>`}
              <p class="when muted">
                ${answers && html`<a href=${`${here}#comment-${answers.id}`}>${app.say(words.replyTo, { name: answers.author.name })}</a>`}
                ${answers === null && html`<span>${words.replyToEarlier}</span>`}
                <a href=${`${here}#comment-${id}`}><time datetime=${createdAt} title=${app.full(createdAt)}>${app.relative(createdAt)}</time></a>
                ${comment.editedAt && html`<span>${words.edited}</span>`}
              </p>
            </div>
            <div class="body" part="body" dir="auto">${bodyOf(comment)}</div>
            ${status && html`<p class="note muted">${words.onlyYou}</p>`}`
      }
      <div class="acts" part="actions">
        ${
          !gone &&
          !whyShut(app, words) &&
          html`<button class="act" id=${`reply-${id}`} aria-label=${app.say(words.replyName, { name })} onClick=${() => app.openReply(comment)}>
            ${words.reply}
          </button>`
        }
        ${
          size >= FOLDABLE &&
          html`<button class="act" aria-expanded=${String(!folded)} onClick=${() => unfold(app, id, folded)}>
            ${app.say(folded ? words.show : words.hide, { n: size })}
          </button>`
        }
      </div>
      ${reply?.parent?.id === id && h(Box, { app, words, form: reply })}
    </article>
    ${!folded && h(List, { app, words, branches: replies, id })}
  </li>`;
}

// A text does not change while its comment is the same object, and preact passes over a vnode it has seen: so a
// thread of a thousand comments redraws its rows and not its words.
const bodies = new WeakMap<PublicComment, ComponentChildren>();

function bodyOf(comment: PublicComment): ComponentChildren {
  if (!bodies.has(comment)) bodies.set(comment, drawNodes(comment.body));
  return bodies.get(comment);
}

/** A colour for who it is, the same everywhere. */
function hue(seed: string): number {
  let sum = 0;
  for (const letter of seed) sum = (sum * 31 + (letter.codePointAt(0) as number)) % 360;
  return sum;
}
