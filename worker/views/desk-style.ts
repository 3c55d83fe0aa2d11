// The desk's one style sheet, as text: the worker serves it itself, so that a policy without inline styles holds.
// Colours are mixes of the system's own text colour over its own background (light and dark follow); mixes go through
// variables into longhands, so that an engine without color-mix falls back to plain text colour. Measures: look-and-words.

export const DESK_STYLE = `
:root {
  color-scheme: light dark;
  --muted: color-mix(in srgb, CanvasText 75%, Canvas);
  --border: color-mix(in srgb, CanvasText 60%, Canvas);
  --rule: color-mix(in srgb, CanvasText 15%, Canvas);
  --fill: color-mix(in srgb, CanvasText 5%, transparent);
  --danger: color-mix(in srgb, CanvasText 50%, #e5484d);
  --radius: .375rem;
}
*, ::before, ::after { box-sizing: border-box; }
html { font: 100%/1.5 system-ui, sans-serif; background: Canvas; color: CanvasText; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-block: 14rem 2rem; }
body { margin: 0; overflow-wrap: anywhere; }
h1, h2, p, ol, ul, pre, blockquote, form, fieldset { margin: 0; padding: 0; border: 0; }
a { color: inherit; text-decoration-line: underline; text-decoration-thickness: 1px; text-underline-offset: .2em; text-decoration-color: var(--border); }
a:hover { text-decoration-color: currentColor; }
:focus-visible { outline: 2px solid; outline-offset: 2px; border-radius: 2px; }
.wide { max-inline-size: 46rem; margin-inline: auto; padding-inline: 1.25rem; }
.muted { color: var(--muted); }
.small { font-size: .875rem; }
.unseen { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip:not(:focus) { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }

button, .button { font: inherit; font-size: .9375rem; line-height: 1.25; color: inherit; background: transparent; border: 1px solid; border-color: var(--border); border-radius: var(--radius); padding: .4375rem .875rem; min-block-size: 2.25rem; cursor: pointer; text-decoration: none; display: inline-flex; align-items: center; justify-content: center; flex: none; white-space: nowrap; }
button:hover, .button:hover { background: var(--fill); }
button.main { background: CanvasText; border-color: CanvasText; color: Canvas; }
button.main:hover { background: var(--muted); border-color: var(--muted); }
button.plain { border-color: transparent; color: var(--muted); }
button.plain:hover { color: inherit; }
button.link { border: 0; padding: 0; min-block-size: 1.5rem; font-weight: 600; text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: .2em; }
button.link:hover { background: none; }

.top { display: flex; align-items: center; justify-content: space-between; gap: 1rem; padding-block: 1.25rem; }
.top .site { font-weight: 600; text-decoration: none; }
.top button { margin-inline-end: -.875rem; }

.tabs { display: flex; gap: 1.5rem; border-block-end: 1px solid; border-color: var(--rule); overflow-x: auto; scrollbar-width: none; }
.tabs a { flex: none; padding-block: .625rem; color: var(--muted); text-decoration: none; border-block-end: 2px solid transparent; margin-block-end: -1px; }
.tabs a:hover { color: inherit; }
.tabs a:focus-visible { outline-offset: -2px; }
.tabs a[aria-current] { color: inherit; font-weight: 600; border-block-end-color: currentColor; }
.tabs .count { font-variant-numeric: tabular-nums; margin-inline-start: .25rem; }

.status { position: sticky; inset-block-start: 0; z-index: 1; background: Canvas; padding-block: 1rem .5rem; }
.status > div { display: flex; align-items: baseline; justify-content: space-between; gap: 1rem; background: var(--fill); border-inline-start: 3px solid; padding: .75rem 1rem; }
.status.problem > div { border-color: var(--danger); color: var(--danger); }

.rows { list-style: none; }
.row { display: grid; grid-template-columns: 2.25rem minmax(0, 1fr); column-gap: .875rem; padding: 1.5rem 1.25rem; margin-inline: -1.25rem; border-inline-start: 3px solid transparent; padding-inline-start: calc(1.25rem - 3px); }
.rows > li + li > .row { background-image: linear-gradient(var(--rule), var(--rule)); background-size: calc(100% - 2.5rem + 3px) 1px; background-position: calc(1.25rem - 3px) 0; background-repeat: no-repeat; }
.row:target { background-color: var(--fill); border-inline-start-color: currentColor; }
.disc { inline-size: 2.25rem; block-size: 2.25rem; border-radius: 50%; border: 1px solid transparent; font-weight: 600; }
.what { min-inline-size: 0; display: flow-root; }
.head { display: flex; flex-wrap: wrap; align-items: baseline; column-gap: .5rem; }
.head h2 { font-size: 1rem; font-weight: 600; }
.head, .on, .answers { line-height: 1.4; }
.on, .answers, .head .muted { font-size: .875rem; color: var(--muted); }
.on cite { font-style: italic; }
.badge { font-size: .75rem; line-height: 1.25; border: 1px solid; border-color: var(--border); border-radius: var(--radius); padding: .0625rem .375rem; color: var(--muted); }
.badge.strong { color: inherit; font-weight: 600; }
.words { margin-block-start: .75rem; }
.words > * + *, .words blockquote > * + *, .words li > * + * { margin-block-start: .75rem; }
.words.long:not(:target) { max-block-size: 18rem; overflow: hidden; -webkit-mask-image: linear-gradient(#000 75%, transparent); mask-image: linear-gradient(#000 75%, transparent); }
.words.long:target + .all { display: none; }
.words blockquote { border-inline-start: 2px solid; border-color: var(--rule); padding-inline-start: 1rem; }
.words ul, .words ol { padding-inline-start: 1.5rem; }
.words pre { overflow-x: auto; background: var(--fill); padding: .75rem 1rem; border-radius: var(--radius); }
.words code { font: .875em/1.5 ui-monospace, monospace; background: var(--fill); border-radius: 2px; padding-inline: .2em; }
.words pre code { background: none; padding: 0; }
.words hr { border: 0; border-block-start: 1px solid; border-color: var(--rule); }
.all { font-size: .875rem; display: inline-block; margin-block-start: .5rem; }
.because { display: flex; flex-wrap: wrap; align-items: baseline; gap: .375rem .5rem; margin-block-start: .875rem; font-size: .875rem; color: var(--muted); }
.because ul { list-style: none; display: contents; }
.because li { border: 1px solid; border-color: var(--border); border-radius: var(--radius); padding: .0625rem .5rem; }
.acts { display: flex; flex-wrap: wrap; gap: .5rem; margin-block-start: 1rem; }
.acts .end { margin-inline: auto -.875rem; }

.empty { padding-block: 3rem; color: var(--muted); }
.more { padding-block: 1rem 0; border-block-start: 1px solid; border-color: var(--rule); }
.foot { block-size: 4rem; }

.steps { border: 1px solid; border-color: var(--rule); border-radius: var(--radius); padding: 1.25rem; margin-block-start: 1.5rem; }
.steps h2 { font-size: 1rem; font-weight: 600; margin-block-end: .75rem; }
.steps ol { padding-inline-start: 1.5rem; }
.steps li + li { margin-block-start: .75rem; }
.steps li::marker { color: var(--muted); }
.tag { background: var(--fill); border-radius: var(--radius); padding: .75rem 1rem; margin-block-start: .5rem; white-space: pre-wrap; user-select: all; -webkit-user-select: all; }
.tag + button { margin-block-start: .5rem; }
code { font: .875rem/1.5 ui-monospace, monospace; }

.door { max-inline-size: 22rem; margin-inline: auto; padding: max(3rem, 16vh) 1.25rem 3rem; }
.door h1 { font-size: 1.25rem; font-weight: 600; line-height: 1.3; text-wrap: balance; }
.door .said { margin-block-start: 1rem; border-inline-start: 3px solid; padding: .5rem .75rem; background: var(--fill); }
.door .said.problem { border-color: var(--danger); color: var(--danger); }
.door form { margin-block-start: 1.5rem; display: grid; gap: 1rem; }
.door form button { min-block-size: 2.75rem; inline-size: 100%; }
.door form + form { margin-block-start: .5rem; }
.field { display: grid; gap: .25rem; }
.field label { font-weight: 600; }
.field input { font: inherit; font-size: max(1rem, 16px); color: inherit; background: transparent; border: 1px solid; border-color: var(--border); border-radius: var(--radius); padding: .5rem .75rem; min-block-size: 2.75rem; inline-size: 100%; }
.field input:focus-visible { outline-offset: -1px; border-radius: var(--radius); }
.tick { display: flex; align-items: center; gap: .625rem; min-block-size: 2rem; }
.tick input { inline-size: 1.125rem; block-size: 1.125rem; margin: 0; accent-color: CanvasText; flex: none; }
.door p + p { margin-block-start: .75rem; }
.door pre { background: var(--fill); border-radius: var(--radius); padding: .75rem 1rem; margin-block-start: .75rem; white-space: pre-wrap; }
.door h1 + p { margin-block-start: .75rem; }

@media (max-width: 34rem) {
  .top { padding-block: .75rem; }
  .tabs { gap: 1.25rem; margin-inline: -1.25rem; padding-inline: 1.25rem; }
  .tabs a { padding-block: .75rem; }
  .row { display: block; position: relative; padding-block: 1.25rem; }
  .disc { display: none; }
  .acts { display: grid; grid-template-columns: 1fr 1fr; }
  .acts button { min-block-size: 2.75rem; }
  .acts .end { margin-inline: 0; }
  .acts button:last-child:nth-child(odd) { grid-column: 1 / -1; }
  .acts .plain { border-color: var(--rule); }
  .status { position: fixed; inset-block: auto 0; inset-inline: 0; padding: 0; border-block-start: 1px solid; border-color: var(--rule); }
  .status > div { padding: 1rem 1.25rem calc(1rem + env(safe-area-inset-bottom)); }
  .status button.link { min-block-size: 2.75rem; margin-block: -.625rem; padding-inline: .5rem; }
  .foot { block-size: 8rem; }
  button, .button { min-block-size: 2.75rem; }
}
@media (prefers-contrast: more) { :root { --muted: CanvasText; --border: CanvasText; } }
@media (forced-colors: active) { .tabs a[aria-current] { border-block-end-color: Highlight; } .words.long:not(:target) { -webkit-mask-image: none; mask-image: none; } .disc { border-color: CanvasText; } }
`;
