// The frame of every page of the desk. No inline script and no inline style: the policy of routes/middleware/owner.ts
// forbids both.
// Read next: views/desk/inbox.ts, views/desk/sign-in.ts.

import type { AllWords } from '../../../widget/words/language.ts';
import { REPOSITORY, VERSION } from '../../version.ts';
import { type Html, html } from '../html.ts';
import { addressOf, BUBBLE, DESK_FILES, DESK_SCRIPT, DESK_STYLE } from './desk-files.ts';
import { frameWords } from './words/frame.ts';
import { fill } from './words/words.ts';

export interface Frame {
  /** What this page is; the site's name is added. */
  title: string;
  /** The site's name. */
  site: string;
  /** Which part of the desk it belongs to. */
  here?: Part;
  /** The address of a script of this page's own. */
  script?: string;
  /** What more stands in the line at its foot. */
  foot?: Html;
  /** The language of its words; the desk is English. */
  words?: Pick<AllWords, 'code' | 'dir'>;
}

const PARTS = {
  inbox: { address: '/admin', name: frameWords.inbox },
  threads: { address: '/admin/threads', name: frameWords.threads },
  authors: { address: '/admin/authors', name: frameWords.authors },
  settings: { address: '/admin/settings', name: frameWords.settings },
} as const;
export type Part = keyof typeof PARTS;

/** A page of somebody signed in. */
export function deskPage(frame: Frame, content: Html): Html {
  return documentHtml(
    frame,
    html`<a class="skip" href="#main">${frameWords.skip}</a>
<header class="wide top">
<a class="site" href="/admin">${bubbleHtml()}${frame.site}</a>
<nav class="parts" aria-label="${frameWords.desk}">${Object.entries(PARTS).map(
      ([part, { address, name }]) =>
        html`<a href="${address}" ${part === frame.here && html`aria-current="true"`}>${name}</a>`,
    )}</nav>
<form method="post" action="/admin/sign-out"><button class="plain">${frameWords.signOut}</button></form>
</header>
<main class="wide" id="main">${content}</main>
<footer class="wide foot">${namesHtml()}${frame.foot}</footer>`,
    html`<script type="module" src="${DESK_SCRIPT}"></script>${frame.script !== undefined && html`<script type="module" src="${frame.script}"></script>`}`,
  );
}

/** A page with one thing on it: sign-in, an error. */
export function doorPage(frame: Frame, content: Html, head: Html = html``): Html {
  // A page in another language is a reader's, and says nothing of the program.
  const { words } = frame;
  const body = html`<main class="door">${!words && bubbleHtml()}${content}${!words && html`<footer class="foot">${namesHtml()}</footer>`}</main>`;
  return documentHtml(frame, body, head);
}

function bubbleHtml(): Html {
  return html`<svg class="bubble" viewBox="0 0 32 32" width="20" height="20" aria-hidden="true"><path fill="currentColor" d="${BUBBLE}"/></svg>`;
}

/** Which program this is, and where more of it is to be read. */
function namesHtml(): Html {
  const name = fill(frameWords.program, { name: VERSION });
  if (REPOSITORY === null) return html`<span>${name}</span>`;
  return html`<a href="${REPOSITORY}/blob/main/CHANGELOG.md">${name}</a><a href="${REPOSITORY}#readme">${frameWords.help}</a>`;
}

const ENGLISH = { code: 'en', dir: 'ltr' } as const;

function documentHtml({ title, site, words = ENGLISH }: Frame, body: Html, head: Html = html``): Html {
  return html`<!doctype html>
<html lang="${words.code}" dir="${words.dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · ${site}</title>
<link rel="icon" href="${addressOf(DESK_FILES.icon)}">
<link rel="manifest" href="${addressOf(DESK_FILES.manifest)}">
<link rel="stylesheet" href="${DESK_STYLE}">
${head}
</head>
<body>
${body}
</body>
</html>`;
}
