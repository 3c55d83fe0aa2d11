// The pages where the owner writes: a reply with the badge, and other words for a comment. Read next:
// routes/desk/writing.ts.

import type { Plural } from '../../../widget/words/say.ts';
import { type FieldProblem, MAX_BODY, type Node } from '../../contract/index.ts';
import { hiddenFields } from '../form.ts';
import { type Html, html } from '../html.ts';
import { bodyHtml } from '../thread/body.ts';
import { sayHtml } from './flash.ts';
import { deskPage } from './page.ts';
import { fill, fillHtml } from './words/words.ts';
import { writingWords as words } from './words/writing.ts';

interface Writing {
  site: string;
  /** The comment that is answered, or reworded. */
  name: string;
  title: string;
  body: Node[];
  /** In the box. */
  text: string;
  /** The form's other fields; a ticket is among them. */
  fields: [name: string, value: string][];
  /** Where Cancel leads. */
  back: string;
  /** Why it was not taken. */
  problem?: FieldProblem | 'stale' | 'gone';
}

const PROBLEMS: Partial<Record<NonNullable<Writing['problem']>, string | Plural>> = {
  missing: words.missing,
  too_long: words.tooLong,
  stale: words.stale,
  gone: words.gone,
};

/** `approves`: it waits, so answering it publishes it first. */
export function replyPage(writing: Writing & { as: string; approves: boolean }): Html {
  const { name, as, approves } = writing;
  return writingPage(writing, {
    heading: fill(words.replyTo, { name }),
    action: '/admin/replies',
    label: words.yourReply,
    hint: `${fill(words.replyHint, { name: as })}${approves ? ` ${fill(words.approvesToo, { name })}` : ''}`,
    isQuoted: true,
    button: approves ? words.approveAndReply : words.postReply,
  });
}

/** `publishes`: it is not public, and the owner's words need nobody's approval. */
export function editPage(writing: Writing & { publishes: boolean }): Html {
  return writingPage(writing, {
    heading: fill(words.editOf, { name: writing.name }),
    action: '/admin/edits',
    label: words.words,
    hint: words.editHint,
    // The words are in the box; beside it only where others have come meanwhile.
    isQuoted: writing.problem === 'stale',
    button: writing.publishes ? words.saveAndPublish : words.save,
  });
}

interface Form {
  heading: string;
  action: string;
  label: string;
  hint: string;
  /** Whether the comment's words stand above the box. */
  isQuoted: boolean;
  button: string;
}

function writingPage(
  { site, title, name, body, text, fields, back, problem }: Writing,
  { heading, action, label, hint, isQuoted, button }: Form,
): Html {
  return deskPage(
    { title: heading, site, here: 'inbox' },
    html`${problem && sayHtml(fill(PROBLEMS[problem] ?? words.notUnderstood, { n: MAX_BODY }), true)}
<h1>${heading}</h1>
<p class="on">${fillHtml(words.on, { title: html`<cite dir="auto">${title}</cite>` })}</p>
${isQuoted && html`<blockquote class="quoted words" dir="auto" aria-label="${fill(words.commentOf, { name })}">${bodyHtml(body)}</blockquote>`}
<form class="writing" method="post" action="${action}">${hiddenFields(fields)}
<div class="field"><label for="body">${label}</label><textarea id="body" name="body" rows="8" dir="auto" maxlength="${MAX_BODY}" required autofocus aria-describedby="hint">${text}</textarea><p class="hint" id="hint">${hint}</p></div>
<div class="acts"><button class="main">${button}</button><a class="button" href="${back}">${words.cancel}</a></div>
</form>`,
  );
}
