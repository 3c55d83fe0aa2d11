// The search above a list of threads or authors: a plain form that asks for the same page again.

import { type Html, html } from '../html.ts';

export interface ListSearch {
  /** The page's path. */
  action: string;
  query: string;
  /** What is searched, as the empty field says it. */
  fields: string;
  label: string;
  button: string;
}

export function listSearchHtml({ action, query, fields, label, button }: ListSearch): Html {
  return html`<div class="tools"><form class="search" role="search" action="${action}"><input type="search" name="q" value="${query}" placeholder="${fields}" aria-label="${label}" maxlength="200"><button>${button}</button></form></div>`;
}
