// The row below a comment, and the buttons of a branch. Markup only.

import type { ComponentChildren } from 'preact';
import type { Branch, PublicComment } from '../../worker/contract/index.ts';
import type { App, Form } from '../embed/state.ts';
import { html } from '../html.ts';
import { isClosed } from './closed.ts';
import { likesOf } from './comments.ts';
import type { ThreadWords } from './words.ts';

/** So many more show at each press. */
const NEXT = 100;
/** From so many on, a branch can be hidden. */
const FOLDABLE = 3;

export function actions(
  app: App,
  words: ThreadWords,
  comment: PublicComment,
  size: number,
  own: ComponentChildren,
): ComponentChildren {
  const { state } = app;
  const { id, gone, status, author } = comment;
  const { name } = author;
  const isPublic = !gone && !status;
  const folded = state.unfolded[id] === 0;
  const reportName = app.say(words.reportName, { name });
  return [
    isPublic && state.thread?.asks.includes('likes') && likeButton(app, words, comment),
    isPublic &&
      !isClosed(state.thread, state.now) &&
      html`<button class="act" id=${`reply-${id}`} aria-label=${app.say(words.replyName, { name })} onClick=${() =>
        openForm(app, 'reply', comment, app.say(words.replyName, { name }))}>
        ${words.reply}
      </button>`,
    own,
    size >= FOLDABLE &&
      html`<button class="act" aria-expanded=${String(!folded)} onClick=${() => unfold(app, id, folded ? NEXT : 0)}>
        ${app.say(folded ? words.show : words.hide, { n: size })}
      </button>`,
    isPublic &&
      !own &&
      html`<button class="act flag" id=${`report-${id}`} title=${reportName} aria-label=${reportName} onClick=${() =>
        app.withComposer((composer) => composer.report(comment))}>
        <svg viewBox="-1.5 0 16 16"><path d="M4 15V2h8.5l-2 3.5 2 3.5H4" /></svg>
      </button>`,
  ];
}

function likeButton(app: App, words: ThreadWords, comment: PublicComment): ComponentChildren {
  const mine = app.state.likes?.[comment.id];
  const n = likesOf(comment, mine);
  return html`<button class=${mine?.isFresh ? 'act fresh' : 'act'} aria-pressed=${String(!!mine?.on)} onClick=${() =>
    app.withComposer((composer) => composer.like(comment))}>
    <svg viewBox="0 0 16 16" role="img">
      <title>${app.say(words.likeName, { name: comment.author.name })}</title>
      <path d="M8 13.5 2.6 8.2a3.4 3.4 0 0 1 4.8-4.8l.6.6.6-.6a3.4 3.4 0 0 1 4.8 4.8Z" />
    </svg>
    ${n > 0 && html`<span key=${n}>${` ${n}`}</span>`}
  </button>`;
}

export function more(app: App, words: ThreadWords, id: string, limit: number, branches: Branch[]): ComponentChildren {
  const n = branches.slice(limit).reduce((sum, { size }) => sum + 1 + size, 0);
  return html`<li key="more"><button class="act" onClick=${() => unfold(app, id, limit + NEXT)}>${app.say(words.more, { n })}</button></li>`;
}

export function openForm(app: App, kind: 'reply' | 'edit', about: PublicComment, label: string): Form {
  const form = app.formAt(`draft:${app.query}:${kind}:${about.id}`);
  const inner: Form = { ...form, kind, about, label, id: `box-${kind}`, open: true };
  app.set({ inner, asked: null });
  app.withComposer();
  app.focus(`box-${kind}`);
  return inner;
}

function unfold(app: Pick<App, 'set' | 'state'>, id: string, to: number): void {
  app.set({ unfolded: { ...app.state.unfolded, [id]: to } });
}
