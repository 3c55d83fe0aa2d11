// The page that says that something did not work, with a way to do it once more where that may help.
// Read next: views/desk/page.ts, routes/desk/answers.ts.

import type { ErrorCode } from '../../contract/index.ts';
import { hiddenFields } from '../form.ts';
import { type Html, html } from '../html.ts';
import { doorPage } from './page.ts';
import { doorWords as words } from './words/frame.ts';

/** A form as it was sent, to be sent once more. */
export interface FilledForm {
  action: string;
  fields: [name: string, value: string][];
}

const SAID: Partial<Record<ErrorCode, string>> = {
  unavailable: words.unavailable,
  forbidden_origin: words.foreign,
  not_found: words.noPage,
  method_not_allowed: words.noPage,
  rate_limited: words.tooOften,
};

/** Something did not work; what was sent can be sent again, and what was `asked` for (a path of the desk) asked for. */
export function problemPage(
  site: string,
  { code, again, asked }: { code: ErrorCode; again?: FilledForm; asked?: string },
): Html {
  const said = asked === undefined ? SAID[code] : words.noAnswer;
  return doorPage(
    { title: words.notDone, site },
    html`<h1>${said ?? words.wentWrong}</h1>
${again && html`<form method="post" action="${again.action}">${hiddenFields(again.fields)}<button class="main">${words.tryAgain}</button></form>`}
<p><a href="${asked ?? '/admin'}">${asked === undefined ? words.back : words.tryAgain}</a></p>`,
  );
}
