// The page that says that something did not work, with a way to do it once more where that may help.
// Read next: views/desk/page.ts, routes/desk/answers.ts.

import type { ErrorCode } from '../../contract/index.ts';
import { hiddenFields } from '../form.ts';
import { type Html, html } from '../html.ts';
import { doorPage } from './page.ts';

/** A form as it was sent, to be sent once more. */
export interface FilledForm {
  action: string;
  fields: [name: string, value: string][];
}

export const TOO_OFTEN = 'Too many tries. Please wait a minute.';

const SAID: Partial<Record<ErrorCode, string>> = {
  unavailable: 'Not saved: the store did not answer. Nothing has changed.',
  forbidden_origin: 'That was sent from the page of another site, so nothing was done.',
  not_found: 'There is no such page.',
  method_not_allowed: 'There is no such page.',
  rate_limited: TOO_OFTEN,
};

/** Something did not work; what was sent can be sent again, and what was `asked` for (a path of the desk) asked for. */
export function problemPage(
  site: string,
  { code, again, asked }: { code: ErrorCode; again?: FilledForm; asked?: string },
): Html {
  const said = asked === undefined ? SAID[code] : 'The store did not answer.';
  return doorPage(
    { title: 'Not done', site },
    html`<h1>${said ?? 'Something went wrong here. Nothing has changed.'}</h1>
${again && html`<form method="post" action="${again.action}">${hiddenFields(again.fields)}<button class="main">Try again</button></form>`}
<p><a href="${asked ?? '/admin'}">${asked === undefined ? 'Back to the inbox' : 'Try again'}</a></p>`,
  );
}
