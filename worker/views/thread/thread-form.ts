// The form of the thread's page: it posts without JavaScript, and comes back with the text in it when something is
// wrong. Read next: routes/pages/thread.ts.

import { errorWords } from '../../../widget/words/errors.ts';
import type { AllWords } from '../../../widget/words/language.ts';
import { say } from '../../../widget/words/say.ts';
import {
  cleanText,
  type ErrorCode,
  type FieldProblem,
  type FieldProblems,
  lengthOf,
  MAX_BODY,
} from '../../contract/index.ts';
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

export function formHtml(words: AllWords, { action, ticket, page, id, parent, typed, fields }: ThreadForm): Html {
  const hidden: [string, string][] = [
    ['ticket', ticket],
    ['page', page],
    ...(id === undefined ? [] : ([['id', id]] as [string, string][])),
    ...(parent === undefined ? [] : ([['parent', parent.id]] as [string, string][])),
  ];
  const said = problemsIn(words, typed.body, fields);
  return html`<form class="write" id="write" method="post" action="${action}">
${hiddenFields(hidden)}
<h2>${headingIn(words, parent)}</h2>
<div class="field"><label class="unseen" for="body">${words.yours}</label>
<textarea id="body" name="body" rows="5" dir="auto" required ${describe(fields.body, 'body', 'how')}>
${typed.body}</textarea>
${problemHtml('body', said.body)}
<p class="small" id="how">*${words.italic}* · **${words.bold}** · \`${words.codeTool}\` · &gt; ${words.quote}</p></div>
<div class="pair">
<div class="field"><label for="name">${words.name}</label>
<input id="name" name="name" dir="auto" autocomplete="name" required value="${typed.name}" ${describe(fields.name, 'name')}>
${problemHtml('name', said.name)}</div>
<div class="field"><label for="url">${words.url}</label>
<input id="url" name="url" inputmode="url" dir="ltr" autocomplete="url" value="${typed.url}" ${describe(fields.url, 'url')}>
${problemHtml('url', said.url)}</div>
</div>
${
  typed.email !== undefined &&
  html`<div class="field"><label for="email">${words.email}</label>
<input id="email" name="email" type="email" dir="ltr" autocomplete="email" value="${typed.email}" ${describe(fields.email, 'email')}>
${problemHtml('email', said.email)}</div>${hiddenFields([['asks', 'email']])}`
}
<div class="trap" aria-hidden="true"><label for="subject">${words.leaveEmpty}</label><input id="subject" name="subject" tabindex="-1" autocomplete="off"></div>
<div class="send"><p class="small">${words.privacy}</p><button class="main">${parent === undefined ? words.postComment : words.postReply}</button></div>
</form>`;
}

function headingIn(words: AllWords, parent: ThreadForm['parent']): string {
  if (parent === undefined) return words.leave;
  return parent.name === undefined ? words.reply : say(words.replyName, words.code, { name: parent.name });
}

function describe(problem: FieldProblem | undefined, name: string, hint = ''): Html {
  const ids = [problem && `${name}-wrong`, hint].filter(Boolean).join(' ');
  return html`${problem && html`aria-invalid="true" `}${ids !== '' && html`aria-describedby="${ids}"`}`;
}

function problemHtml(name: WrittenField, said: string | undefined): Html {
  return html`${said !== undefined && html`<p class="wrong" id="${name}-wrong">${said}</p>`}`;
}

type WrittenField = 'body' | 'name' | 'url' | 'email';

function problemsIn(words: AllWords, body: string, fields: FieldProblems): Partial<Record<WrittenField, string>> {
  const long = () => say(words.bodyLong, words.code, { n: lengthOf(cleanText(body)) - MAX_BODY });
  return {
    ...(fields.body && { body: fields.body === 'missing' ? words.bodyMissing : long() }),
    ...(fields.name && { name: fields.name === 'missing' ? words.nameMissing : words.nameLong }),
    ...(fields.url && { url: words.urlWrong }),
    ...(fields.email && { email: words.emailWrong }),
  };
}

// ---- why it was not taken ----

/** For what a script would do differently from a page: there the widget waits, or works. */
const ELSE: Partial<Record<ErrorCode, 'ours' | 'notHere' | 'rateLimited'>> = {
  not_yours: 'ours',
  not_found: 'notHere',
  proof_required: 'rateLimited',
};

/** Paragraphs. `retryAfter`: seconds. */
export function refusalIn(words: AllWords, code: ErrorCode, fields: FieldProblems = {}, retryAfter = 60): string[] {
  // Nothing of the form was read, so nothing is in it now: the browser still has it.
  if (code === 'too_large') return [words.tooLarge, words.goBack];
  if (code === 'invalid_request' && fields.parent) return [words.parentGone];
  return [say(words[ELSE[code] ?? errorWords[code]], words.code, { n: retryAfter })];
}
