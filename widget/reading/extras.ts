// What stands in and below a comment beyond its words: marks, notes, actions, boxes. Markup only.

import type { ComponentChildren } from 'preact';
import type { PublicComment } from '../../worker/contract/index.ts';
import { drawNodes } from '../embed/components/body.ts';
import { drawForm } from '../embed/components/form.ts';
import type { App, State } from '../embed/state.ts';
import { html } from '../html.ts';
import { actions } from './actions.ts';
import type { Extras } from './api.ts';
import type { ThreadWords } from './words.ts';

export function extras(app: App, words: ThreadWords, comment: PublicComment, size: number): Extras {
  const { inner, marked, told, composer } = app.state;
  const { id } = comment;
  const form = inner?.about?.id === id ? inner : null;
  const isEditing = form?.kind === 'edit';
  const own = composer?.extras(comment);
  return {
    look: [marked === id && 'marked', told?.id === id && 'fresh'].filter(Boolean).join(' '),
    badge: own?.badge,
    body: isEditing && drawForm(app, form),
    words: wordsIn(comment),
    below: [
      own?.note,
      !isEditing &&
        (own?.instead || html`<div class="acts" part="actions">${actions(app, words, comment, size, own?.acts)}</div>`),
      own?.below,
      form && !isEditing && drawForm(app, form),
    ],
  };
}

// A text does not change while its comment is the same object, and Preact passes over a vnode that it has seen: so of a
// thousand comments the rows below are drawn again and the words are not.
const drawn = new WeakMap<PublicComment, ComponentChildren>();

function wordsIn(comment: PublicComment): ComponentChildren {
  if (!drawn.has(comment)) drawn.set(comment, drawNodes(comment.body));
  return drawn.get(comment);
}

/**
 * What the extras of a comment are drawn from, to be compared. Where a form or a question is open, or the comment
 * waits, it is different each time, for those change without any of this.
 */
export function revision(
  { inner, asked, told, marked, unfolded, likes, composer, thread, me }: State,
  { id, status, author }: PublicComment,
): unknown {
  if (inner?.about?.id === id || asked?.id === id || status) return {};
  const like = likes?.[id];
  const isOwn = composer && me && author.id === me;
  return [
    marked === id,
    told?.id === id,
    unfolded[id] === 0,
    like && [like.on, like.n],
    isOwn,
    thread?.open,
    thread?.asks,
  ].join();
}
