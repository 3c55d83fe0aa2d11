// The pages with one thing on them: the sign-in, and what is said when something does not work.
// Words: look-and-words.md §2. Read next: page.ts.

import type { ErrorCode } from '../../contract/index.ts';
import { type Html, html } from '../html.ts';
import { doorPage } from './page.ts';

export interface SignIn {
  site: string;
  /** Where to go then: a path of the desk. */
  next: string;
  problem?: 'wrong' | 'too_often' | 'signed_out';
  /** The token itself, in development only. */
  filled?: string;
  /**
   * The page was reached by a link on another site, so a SameSite=Strict cookie was not sent along. Loading it once more
   * from here brings it.
   */
  again?: boolean;
  /** A form that was sent after the session had ended: it can be sent once signed in. */
  kept?: Again;
}

const PROBLEMS: Record<NonNullable<SignIn['problem']>, string> = {
  wrong: 'That is not the token.',
  too_often: 'Too many tries. Please wait a minute.',
  signed_out: 'You have been signed out.',
};

export function signInPage({ site, next, problem, filled, again, kept }: SignIn): Html {
  const isError = problem === 'wrong' || problem === 'too_often';
  return doorPage(
    { title: 'Sign in', site },
    html`<h1>Comments on ${site}</h1>
${problem && html`<p id="said" class="said ${isError && 'problem'}" role="${isError ? 'alert' : 'status'}">${PROBLEMS[problem]}${problem === 'signed_out' && kept && ' What you typed is kept.'}</p>`}
<form method="post" action="/admin/sign-in">
<input type="hidden" name="next" value="${next}">${kept && html`<input type="hidden" name="kept" value="${JSON.stringify(kept)}">`}
<input type="text" name="username" value="owner" autocomplete="username" hidden>
<div class="field">
<label for="token">Token</label>
<input id="token" name="token" type="password" value="${filled ?? ''}" autocomplete="current-password" autocapitalize="off" spellcheck="false" required autofocus aria-describedby="${isError ? 'said hint' : 'hint'}" ${problem === 'wrong' && html`aria-invalid="true"`}>
<p id="hint" class="small muted">The ADMIN_TOKEN you set when you deployed.</p>
</div>
<label class="tick"><input type="checkbox" name="keep" value="1"> Keep me signed in on this device</label>
<button class="main">Sign in</button>
</form>`,
    again ? html`<meta http-equiv="refresh" content="0">` : html``,
  );
}

/** While ADMIN_TOKEN is unset or too short. */
export function closedPage(site: string): Html {
  return doorPage(
    { title: 'Closed', site },
    html`<h1>The desk is closed</h1>
<p>The desk is closed until ADMIN_TOKEN is set (32 characters or more):</p>
<pre><code>npx wrangler secret put ADMIN_TOKEN</code></pre>`,
  );
}

/** A form to send once more as it was: its address and its fields. */
export interface Again {
  action: string;
  fields: [name: string, value: string][];
}

const SAID: Partial<Record<ErrorCode, string>> = {
  unavailable: 'Not saved: the store did not answer. Nothing has changed.',
  forbidden_origin: 'That was sent from the page of another site, so nothing was done.',
  not_found: 'There is no such page.',
  method_not_allowed: 'There is no such page.',
  rate_limited: PROBLEMS.too_often,
};

/** After signing in again: what was typed before has not been sent yet. */
export function keptPage(site: string, again: Again): Html {
  return doorPage(
    { title: 'Signed in', site },
    html`<h1>You are signed in again.</h1>
<p>What you typed has not been sent yet.</p>
<form method="post" action="${again.action}">${hiddenFields(again.fields)}<button class="main">Send it now</button></form>
<p><a href="/admin">Back to the inbox</a></p>`,
  );
}

/** Something did not work; what was sent can be sent again, and what was `asked` for (a path of the desk) asked for. */
export function failurePage(
  site: string,
  { code, again, asked }: { code: ErrorCode; again?: Again; asked?: string },
): Html {
  const said = asked === undefined ? SAID[code] : 'The store did not answer.';
  return doorPage(
    { title: 'Not done', site },
    html`<h1>${said ?? 'Something went wrong here. Nothing has changed.'}</h1>
${again && html`<form method="post" action="${again.action}">${hiddenFields(again.fields)}<button class="main">Try again</button></form>`}
<p><a href="${asked ?? '/admin'}">${asked === undefined ? 'Back to the inbox' : 'Try again'}</a></p>`,
  );
}

export function hiddenFields(fields: [name: string, value: string][]): Html[] {
  return fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`);
}
