// The pages where the owner writes: a reply with the badge, and other words for a comment. Read next:
// routes/desk/writing.ts.

import { type FieldProblem, MAX_BODY, type Node } from '../../contract/index.ts';
import { hiddenFields } from '../form.ts';
import { type Html, html } from '../html.ts';
import { bodyHtml } from '../thread/body.ts';
import { sayHtml } from './flash.ts';
import { deskPage } from './page.ts';

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

const PROBLEMS: Partial<Record<NonNullable<Writing['problem']>, string>> = {
  missing: 'Please write a few words.',
  too_long: `That is more than ${MAX_BODY.toLocaleString('en')} characters.`,
  stale: 'These words have changed since you read them. Please look again; yours are still in the box.',
  gone: 'The comment that you answer is no longer here. Your words are still in the box.',
};

/** `approves`: it waits, so answering it publishes it first. */
export function replyPage(writing: Writing & { as: string; approves: boolean }): Html {
  const { name, as, approves } = writing;
  return writingPage(writing, {
    heading: `Reply to ${name}`,
    action: '/admin/replies',
    label: 'Your reply',
    hint: `It appears at once, as ${as}, with the Author badge.${approves ? ` ${name}’s comment is approved with it.` : ''}`,
    button: approves ? 'Approve and reply' : 'Post reply',
  });
}

/** `publishes`: it is not public, and the owner's words need nobody's approval. */
export function editPage(writing: Writing & { publishes: boolean }): Html {
  return writingPage(writing, {
    heading: `Edit ${writing.name}’s comment`,
    action: '/admin/edits',
    label: 'Words',
    hint: 'Readers see “edited” beside it. Later edits by its writer wait for you.',
    button: writing.publishes ? 'Save and publish' : 'Save',
  });
}

function writingPage(
  { site, title, name, body, text, fields, back, problem }: Writing,
  { heading, action, label, hint, button }: Record<'heading' | 'action' | 'label' | 'hint' | 'button', string>,
): Html {
  return deskPage(
    { title: heading, site, here: 'inbox' },
    html`${problem && sayHtml(PROBLEMS[problem] ?? 'That was not understood. Please look it over and try again.', true)}
<h1>${heading}</h1>
<p class="on">on <cite dir="auto">${title}</cite></p>
<blockquote class="quoted words" dir="auto" aria-label="${name}’s comment">${bodyHtml(body)}</blockquote>
<form class="writing" method="post" action="${action}">${hiddenFields(fields)}
<div class="field"><label for="body">${label}</label><textarea id="body" name="body" rows="8" dir="auto" maxlength="${MAX_BODY}" required autofocus aria-describedby="hint">${text}</textarea><p class="hint" id="hint">${hint}</p></div>
<div class="acts"><button class="main">${button}</button><a class="button" href="${back}">Cancel</a></div>
</form>`,
  );
}
