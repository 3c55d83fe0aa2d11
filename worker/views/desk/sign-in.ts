// The sign-in: its page, the one that says that there is none, and the one that keeps what was typed until then.
// Read next: views/desk/page.ts, views/desk/problem.ts.

import { hiddenFields } from '../form.ts';
import { type Html, html } from '../html.ts';
import { doorPage } from './page.ts';
import { type FilledForm, TOO_OFTEN } from './problem.ts';

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
  wrong: 'That is not the token.',
  too_often: TOO_OFTEN,
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

/** After signing in again: what was typed before has not been sent yet. */
export function keptPage(site: string, kept: FilledForm): Html {
  return doorPage(
    { title: 'Signed in', site },
    html`<h1>You are signed in again.</h1>
<p>What you typed has not been sent yet.</p>
<form method="post" action="${kept.action}">${hiddenFields(kept.fields)}<button class="main">Send it now</button></form>
<p><a href="/admin">Back to the inbox</a></p>`,
  );
}
