// The form of the thread's page: it posts without JavaScript, and comes back with the text in it when something is
// wrong. Its words are English, whatever the page's language is. Read next: routes/pages/thread.ts.

import type { ErrorCode, FieldProblem, FieldProblems } from '../../contract/index.ts';
import { hiddenFields } from '../form.ts';
import { type Html, html } from '../html.ts';

/** What was typed; at first nothing. */
export interface Typed {
  name: string;
  url: string;
  /** Undefined where the form does not ask for it. */
  email: string | undefined;
  body: string;
}

export interface ThreadForm {
  /** Where it posts to. */
  action: string;
  ticket: string;
  /** The page's address and, where it has one, its id. */
  page: string;
  id?: string;
  /** The comment that is answered; its author's name where it is known. */
  parent?: { id: string; name?: string };
  typed: Typed;
  fields: FieldProblems;
}

/** A trap for programs that fill in every field: people do not see it. */
const TRAP = html`<div class="trap" aria-hidden="true"><label for="subject">Leave this empty</label><input id="subject" name="subject" tabindex="-1" autocomplete="off"></div>`;

export function formHtml({ action, ticket, page, id, parent, typed, fields }: ThreadForm): Html {
  const hidden: [string, string][] = [
    ['ticket', ticket],
    ['page', page],
    ...(id === undefined ? [] : ([['id', id]] as [string, string][])),
    ...(parent === undefined ? [] : ([['parent', parent.id]] as [string, string][])),
  ];
  return html`<form class="write" id="write" method="post" action="${action}">
${hiddenFields(hidden)}
<h2>${headingHtml(parent)}</h2>
<div class="field"><label for="body">Comment</label>
<textarea id="body" name="body" rows="5" dir="auto" required ${describe(fields.body, 'body', 'how')}>
${typed.body}</textarea>
${problemHtml('body', fields.body)}
<p class="small" id="how">*italic*, **bold**, \`code\`, &gt; quote, and links</p></div>
<div class="pair">
<div class="field"><label for="name">Name</label>
<input id="name" name="name" dir="auto" autocomplete="name" required value="${typed.name}" ${describe(fields.name, 'name')}>
${problemHtml('name', fields.name)}</div>
<div class="field"><label for="url">Website (optional)</label>
<input id="url" name="url" type="url" autocomplete="url" value="${typed.url}" ${describe(fields.url, 'url')}>
${problemHtml('url', fields.url)}</div>
</div>
${emailHtml(typed.email, fields.email)}
${TRAP}
<div class="send"><button class="main">${parent === undefined ? 'Post comment' : 'Post reply'}</button><p class="small">Your name and comment will be public.</p></div>
</form>`;
}

/** The other field tells the answer to a refusal that this one was asked for. */
function emailHtml(email: string | undefined, problem: FieldProblem | undefined): Html {
  if (email === undefined) return html``;
  return html`<div class="field"><label for="email">E-mail (optional), for replies only, never shown</label>
<input id="email" name="email" type="email" autocomplete="email" value="${email}" ${describe(problem, 'email')}>
${problemHtml('email', problem)}</div>${hiddenFields([['asks', 'email']])}`;
}

function headingHtml(parent: ThreadForm['parent']): Html {
  if (parent === undefined) return html`Leave a comment`;
  return parent.name === undefined ? html`Your reply` : html`Reply to <bdi>${parent.name}</bdi>`;
}

function describe(problem: FieldProblem | undefined, name: string, hint = ''): Html {
  const ids = [problem && `${name}-wrong`, hint].filter(Boolean).join(' ');
  return html`${problem && html`aria-invalid="true" `}${ids !== '' && html`aria-describedby="${ids}"`}`;
}

function problemHtml(name: 'body' | 'name' | 'url' | 'email', problem: FieldProblem | undefined): Html {
  return html`${problem && html`<p class="wrong" id="${name}-wrong">${FIELD_WORDS[name](problem)}</p>`}`;
}

const FIELD_WORDS = {
  body: (problem: FieldProblem) =>
    problem === 'missing' ? 'Please write a few words.' : 'A comment can have up to 5,000 characters.',
  name: (problem: FieldProblem) =>
    problem === 'missing' ? 'Please add a name.' : 'A name can have up to 80 characters.',
  url: () => 'A web address starts with https://',
  email: () => 'That e-mail address looks incomplete.',
};

// ---- why it was not taken ----

const AGAIN = 'That did not go through. Your words are kept; please post again.';
const OURS = 'Something went wrong on our side. Your words are kept; please try again.';
const BUSY = 'Many comments are coming in. Your words are kept; please post again in a minute.';

const WORDS: Record<ErrorCode, string> = {
  invalid_request: 'Something in the form was not understood. Please look it over and try again.',
  // Nothing of the form was read, so nothing is in it now: the browser still has it.
  too_large: 'That is more than one comment can hold. Go back in your browser to find your words, and shorten them.',
  unauthorized: OURS,
  forbidden_origin: 'Comments are not available at this address.',
  bad_ticket: AGAIN,
  too_soon: 'That was a moment too soon. Your words are kept; please post again.',
  expired_ticket: AGAIN,
  // Work is a program's to do.
  proof_required: BUSY,
  not_yours: OURS,
  blocked: 'New comments from this browser are not accepted here.',
  thread_closed: 'Comments on this page are closed. Your words stay here for you to copy.',
  not_found: 'Comments are not available at this address.',
  method_not_allowed: OURS,
  duplicate: 'You have already said this here. It may be waiting for approval.',
  stale: OURS,
  rate_limited: BUSY,
  internal: OURS,
  unavailable: 'Comments cannot be saved just now. Your words are kept; please try again in a minute.',
};

export function refusalWords(code: ErrorCode, fields: FieldProblems = {}): string {
  if (code !== 'invalid_request') return WORDS[code];
  if (fields.parent) return 'The comment you answer is gone. Your words are kept; you can post them as a new comment.';
  // Said beside the field.
  const isSaid = fields.body || fields.name || fields.url || fields.email;
  return isSaid ? 'Please look at the fields marked below.' : WORDS[code];
}
