// The sign-in: its page, the one that says that there is none, and the one that keeps what was typed until then.
// Read next: views/desk/page.ts, views/desk/problem.ts.

import { hiddenFields } from '../form.ts';
import { type Html, html } from '../html.ts';
import { doorPage } from './page.ts';
import type { FilledForm } from './problem.ts';
import { doorWords as words } from './words/frame.ts';
import { fill } from './words/words.ts';

export interface SignIn {
  site: string;
  /** Where to go then: a path of the desk. */
  next: string;
  problem?: 'wrong' | 'too_often' | 'signed_out';
  /** The token itself, in development only. */
  filled?: string;
  /**
   * The page was reached by a link on another site, so a SameSite=Strict cookie was not sent along. Loading it once
   * more from here brings it.
   */
  again?: boolean;
  /** A form that was sent after the session had ended: it can be sent once signed in. */
  kept?: FilledForm;
}

const PROBLEMS: Record<NonNullable<SignIn['problem']>, string> = {
  wrong: words.wrong,
  too_often: words.tooOften,
  signed_out: words.signedOut,
};

export function signInPage({ site, next, problem, filled, again, kept }: SignIn): Html {
  const isError = problem === 'wrong' || problem === 'too_often';
  return doorPage(
    { title: words.signIn, site },
    html`<h1>${fill(words.commentsOn, { site })}</h1>
${problem && html`<p id="said" class="said ${isError && 'problem'}" role="${isError ? 'alert' : 'status'}">${PROBLEMS[problem]}${problem === 'signed_out' && kept && ` ${words.kept}`}</p>`}
<form method="post" action="/admin/sign-in">
<input type="hidden" name="next" value="${next}">${kept && html`<input type="hidden" name="kept" value="${JSON.stringify(kept)}">`}
<input type="text" name="username" value="owner" autocomplete="username" hidden>
<div class="field">
<label for="token">${words.token}</label>
<input id="token" name="token" type="password" value="${filled ?? ''}" autocomplete="current-password" autocapitalize="off" spellcheck="false" required autofocus aria-describedby="${isError ? 'said hint' : 'hint'}" ${problem === 'wrong' && html`aria-invalid="true"`}>
<p id="hint" class="small muted">${words.tokenHint}</p>
</div>
<label class="tick"><input type="checkbox" name="keep" value="1"> ${words.keepSignedIn}</label>
<button class="main">${words.signIn}</button>
</form>`,
    again ? html`<meta http-equiv="refresh" content="0">` : html``,
  );
}

/** While ADMIN_TOKEN is unset or too short. */
export function closedPage(site: string): Html {
  return doorPage(
    { title: words.closed, site },
    html`<h1>${words.closedHeading}</h1>
<p>${words.closedUntil}</p>
<pre><code>npx wrangler secret put ADMIN_TOKEN</code></pre>`,
  );
}

/** After signing in again: what was typed before has not been sent yet. */
export function keptPage(site: string, kept: FilledForm): Html {
  return doorPage(
    { title: words.signedIn, site },
    html`<h1>${words.signedInAgain}</h1>
<p>${words.notSent}</p>
<form method="post" action="${kept.action}">${hiddenFields(kept.fields)}<button class="main">${words.sendNow}</button></form>
<p><a href="/admin">${words.back}</a></p>`,
  );
}
