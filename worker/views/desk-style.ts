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
[hidden] { display: none !important; }
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

button, .button, .menu > summary { font: inherit; font-size: .9375rem; line-height: 1.25; color: inherit; background: transparent; border: 1px solid; border-color: var(--border); border-radius: var(--radius); padding: .4375rem .875rem; min-block-size: 2.25rem; cursor: pointer; text-decoration: none; display: inline-flex; align-items: center; justify-content: center; flex: none; white-space: nowrap; }
button:hover, .button:hover, .menu > summary:hover { background: var(--fill); }
button.main { background: CanvasText; border-color: CanvasText; color: Canvas; }
button.main:hover { background: var(--muted); border-color: var(--muted); }
button.plain, .button.plain { border-color: transparent; color: var(--muted); }
button.plain:hover, .button.plain:hover { color: inherit; }
button.danger { border-color: var(--danger); color: var(--danger); }
button.link { border: 0; padding: 0; min-block-size: 1.5rem; font-weight: 600; text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: .2em; }
button.link:hover { background: none; }

.top { display: flex; align-items: center; gap: .25rem 1.5rem; padding-block: 1.25rem; }
.top .site { font-weight: 600; text-decoration: none; margin-inline-end: auto; }
.top button { margin-inline: -.875rem; }
.parts { display: flex; gap: 1.25rem; overflow-x: auto; scrollbar-width: none; }
.parts a { flex: none; padding-block: .375rem; color: var(--muted); text-decoration: none; font-size: .9375rem; }
.parts a:hover { color: inherit; }
.parts a[aria-current] { color: inherit; font-weight: 600; }

.tabs { display: flex; gap: 1.5rem; border-block-end: 1px solid; border-color: var(--rule); overflow-x: auto; scrollbar-width: none; }
.tabs a { flex: none; padding-block: .625rem; color: var(--muted); text-decoration: none; border-block-end: 2px solid transparent; margin-block-end: -1px; }
.tabs a:hover { color: inherit; }
.tabs a:focus-visible { outline-offset: -2px; }
.tabs a[aria-current] { color: inherit; font-weight: 600; border-block-end-color: currentColor; }
.tabs .count { font-variant-numeric: tabular-nums; margin-inline-start: .25rem; }

.status { position: sticky; inset-block-start: 0; z-index: 1; background: Canvas; padding-block: 1rem .5rem; }
.status > div { display: flex; align-items: baseline; justify-content: space-between; gap: 1rem; background: var(--fill); border-inline-start: 3px solid; padding: .75rem 1rem; }
.status.problem > div { border-color: var(--danger); color: var(--danger); }

.tools { display: flex; gap: .5rem; padding-block: 1rem .25rem; }
.search { display: flex; gap: .5rem; flex: 1; }
input[type=search], input[type=text], input[type=url], input[type=date], input[type=password], textarea { font: inherit; font-size: max(1rem, 16px); color: inherit; background: transparent; border: 1px solid; border-color: var(--border); border-radius: var(--radius); padding: .5rem .75rem; min-block-size: 2.75rem; inline-size: 100%; min-inline-size: 0; }
textarea { line-height: 1.5; resize: vertical; display: block; }
input::placeholder { color: var(--muted); opacity: 1; }
input:focus-visible, textarea:focus-visible { outline-offset: -1px; border-radius: var(--radius); }
.search input { min-block-size: 2.25rem; padding-block: .25rem; -webkit-appearance: none; appearance: none; font-size: max(.9375rem, 16px); }
.quota { border-inline-start: 3px solid; border-color: var(--danger); padding: .5rem .75rem; margin-block-start: 1rem; font-size: .9375rem; background: var(--fill); }
.select { display: none; }
.filter { padding-block-start: .75rem; font-weight: 600; }
.filter a { font-weight: 400; margin-inline-start: .5rem; }

main:has(.rows) { counter-reset: picked; }
.rows { list-style: none; }
.row { display: grid; grid-template-columns: 1.125rem 2.25rem minmax(0, 1fr); column-gap: .875rem; padding: 1.5rem 1.25rem; margin-inline: -1.25rem; border-inline-start: 3px solid transparent; padding-inline-start: calc(1.25rem - 3px); }
.rows > li + li > .row { background-image: linear-gradient(var(--rule), var(--rule)); background-size: calc(100% - 2.5rem + 3px) 1px; background-position: calc(1.25rem - 3px) 0; background-repeat: no-repeat; }
.row:target, .row:focus, .row:focus-within { background-color: var(--fill); border-inline-start-color: currentColor; }
main:has(.row:focus-within) .row:target:not(:focus-within) { background-color: transparent; border-inline-start-color: transparent; }
.row:focus-visible { outline: 0; }
.pick { inline-size: 1.125rem; block-size: 2.25rem; display: flex; align-items: center; cursor: pointer; position: relative; }
.pick::before { content: ""; position: absolute; inset: 0 -.5rem; }
.pick input { position: relative; z-index: 1; inline-size: 1.125rem; block-size: 1.125rem; margin: 0; accent-color: CanvasText; }
.pick input:checked { counter-increment: picked; }
.disc { inline-size: 2.25rem; block-size: 2.25rem; border-radius: 50%; border: 1px solid transparent; font-weight: 600; }
.what { min-inline-size: 0; display: flow-root; }
.head { display: flex; flex-wrap: wrap; align-items: baseline; column-gap: .5rem; }
.head h2 { font-size: 1rem; font-weight: 600; }
.head, .on, .answers { line-height: 1.4; }
.on, p.answers, .answers summary, .head .muted { font-size: .875rem; color: var(--muted); }
.on cite { font-style: italic; }
.badge { font-size: .75rem; font-weight: 400; line-height: 1.25; white-space: nowrap; border: 1px solid; border-color: var(--border); border-radius: var(--radius); padding: .0625rem .375rem; color: var(--muted); }
.badge.strong { color: inherit; font-weight: 600; }
.badge.alarm { color: var(--danger); border-color: var(--danger); }
.problem { color: var(--danger); font-size: .875rem; margin-block-start: .5rem; }
.answers summary { cursor: pointer; }
.answers .words { border-inline-start: 2px solid; border-color: var(--rule); padding-inline-start: 1rem; margin-block: .5rem; }
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
.menu { position: relative; margin-inline-start: auto; }
.menu > summary { list-style: none; border-color: transparent; color: var(--muted); margin-inline-end: -.875rem; }
.menu > summary::-webkit-details-marker { display: none; }
.menu > summary::after { content: ""; inline-size: .4em; block-size: .4em; border: solid; border-width: 0 1.5px 1.5px 0; transform: rotate(45deg) translateY(-.15em); margin-inline-start: .5em; }
.menu > summary:hover, .menu[open] > summary { color: inherit; }
.panel { position: absolute; z-index: 3; inset-block-start: calc(100% + .25rem); inset-inline-end: -.875rem; inline-size: 17rem; max-inline-size: calc(100vw - 2rem); background: Canvas; border: 1px solid; border-color: var(--border); border-radius: var(--radius); padding: .375rem; box-shadow: 0 .25rem 1rem rgb(0 0 0 / .15); }
.panel > a, .panel > button, .confirm > summary { display: block; inline-size: 100%; text-align: start; border: 0; border-radius: 3px; padding: .4375rem .625rem; min-block-size: 2.25rem; font-size: .9375rem; line-height: 1.4; text-decoration: none; white-space: normal; cursor: pointer; }
.panel > a:hover, .panel > button:hover, .confirm > summary:hover { background: var(--fill); }
.panel .line { display: block; border-block-start: 1px solid; border-color: var(--rule); margin-block: .375rem; }
.confirm > summary { list-style: none; }
.confirm > summary::-webkit-details-marker { display: none; }
.confirm[open] > summary { font-weight: 600; }
.confirm > p { font-size: .875rem; line-height: 1.4; padding-inline: .625rem; }
.confirm > button { margin: .5rem .625rem .625rem; }

.bar { position: sticky; inset-block-end: 0; z-index: 2; display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1rem; background: Canvas; border-block-start: 1px solid; border-color: var(--border); padding-block: .75rem calc(.75rem + env(safe-area-inset-bottom)); }
.bar .acts { margin: 0; flex: 1; }
.bar .acts .plain { margin-inline-start: auto; }
.selected { font-weight: 600; font-variant-numeric: tabular-nums; min-inline-size: 6rem; }
.selected::before { content: counter(picked) " selected"; }
@supports selector(:has(*)) { main:not(:has(.pick input:checked)) .bar { display: none; } }
.kept, .hint { font-size: .875rem; color: var(--muted); line-height: 1.45; }
.kept { padding-block: 1rem 0; border-block-start: 1px solid; border-color: var(--rule); }
.more + .kept { border: 0; }
.keys { margin: 1rem 0 0 -.875rem; font-size: .875rem; }
dialog { font: inherit; color: CanvasText; background: Canvas; border: 1px solid; border-color: var(--border); border-radius: var(--radius); padding: 1.5rem; inline-size: 22rem; max-inline-size: calc(100vw - 2rem); }
dialog::backdrop { background: rgb(0 0 0 / .4); }
dialog h2 { font-size: 1.125rem; margin-block-end: .5rem; }
dialog dl { margin-block: .75rem 1.25rem; }
dialog dl div { display: flex; gap: 1rem; padding-block: .1875rem; }
dialog dt { inline-size: 4.5rem; flex: none; display: flex; gap: .25rem; }
dialog dd { margin: 0; }
kbd { font: .8125rem/1.4 ui-monospace, monospace; border: 1px solid; border-color: var(--border); border-radius: 3px; padding: 0 .375rem; min-inline-size: 1.5rem; text-align: center; }

main > h1:not(.unseen) { font-size: 1.375rem; font-weight: 600; line-height: 1.3; margin-block: 1rem .25rem; text-wrap: balance; }
main > h1 + .hint { margin-block-end: .5rem; }
.crumb { font-size: .875rem; margin-block-start: 1rem; }
.crumb + h1:not(.unseen) { margin-block-start: .25rem; }
.section { font-size: 1rem; font-weight: 600; margin-block-start: 1.5rem; }
.list { list-style: none; padding: 0; margin: .75rem 0 0; }
.item { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem .875rem; padding-block: .875rem; }
.item + .item { border-block-start: 1px solid; border-color: var(--rule); }
.item .what { flex: 1 1 16rem; }
.item h2, .item h3 { margin: 0; font-size: 1rem; font-weight: 600; line-height: 1.4; }
.item h2 a { text-decoration-color: transparent; }
.item h2 a:hover { text-decoration-color: currentColor; }
.item .acts { margin: 0; align-items: center; }
.item .acts > .plain:last-child { margin-inline-end: -.875rem; }
.item:target { background: var(--fill); box-shadow: -.625rem 0 0 var(--fill), .625rem 0 0 var(--fill); }
.doctor .item .what { flex-basis: 100%; }
.doctor p { margin-block-start: .25rem; }

.card { border-block-start: 1px solid; border-color: var(--rule); padding-block: 1.25rem; margin-block-start: 1.25rem; }
.card + .card { margin-block-start: 0; }
.card h2, .settings h2, legend { font-size: 1rem; font-weight: 600; }
.card button { margin-block-start: .75rem; }
.line-of { display: flex; gap: .5rem; margin-block-start: .75rem; }
.line-of button { margin: 0; min-block-size: 2.75rem; }
.line-of input[type=date] { max-inline-size: 12rem; }
.settings fieldset { border-block-start: 1px solid; border-color: var(--rule); padding-block: 1.25rem 1.5rem; margin-block-start: 1.25rem; display: grid; gap: 1.25rem; min-inline-size: 0; }
.settings legend { float: inline-start; inline-size: 100%; padding: 0; }
.settings .short { max-inline-size: 8rem; }
.settings .hint { margin-block-start: .125rem; }
.settings > .acts { position: sticky; inset-block-end: 0; background: Canvas; padding-block: .75rem; margin: 0; border-block-start: 1px solid; border-color: var(--rule); }
section.settings { margin-block-start: 1rem; }
section.settings h2 { margin-block-start: 1.5rem; }
section.settings form, section.settings .hint + p { margin-block-start: .75rem; }
section.settings .item form, .field .line-of { margin-block-start: 0; }
.settings legend + .hint, .settings legend + .problem { margin-block-start: -1rem; }
.choices { display: grid; gap: .5rem; }
.choices .tick { align-items: flex-start; }
.choices .tick input { margin-block-start: .1875rem; }
.choices .hint { display: block; }
.origins { list-style: none; padding: 0; margin-block-start: .5rem; }
.quoted { border-inline-start: 2px solid; border-color: var(--border); padding-inline-start: 1rem; margin-block: 1rem 1.5rem; max-block-size: 18rem; overflow-y: auto; }
.writing textarea { min-block-size: 10rem; }
.writing .hint { margin-block-start: .25rem; }

.import { border: 1px solid; border-color: var(--border); border-radius: var(--radius); padding: 1.25rem; margin-block-start: 1.25rem; scroll-margin-block: 1rem; }
.import h2 { font-size: 1rem; font-weight: 600; }
.import progress { display: block; inline-size: 100%; block-size: .5rem; margin-block-start: .75rem; accent-color: CanvasText; }
.import #report > * { margin-block-start: .5rem; }
.import .sum { font-weight: 600; }
.import .notes { padding-inline-start: 1.25rem; font-size: .875rem; color: var(--muted); }
.import .list { max-block-size: 24rem; overflow-y: auto; border-block: 1px solid; border-color: var(--rule); }
.import .item { padding-block: .5rem; }
.import summary { cursor: pointer; min-block-size: 1.5rem; font-size: .875rem; }
.drop input { font-size: max(.9375rem, 16px); padding-block: .75rem; inline-size: 100%; }
select { font: inherit; font-size: max(1rem, 16px); color: inherit; background: transparent; border: 1px solid; border-color: var(--border); border-radius: var(--radius); padding: .5rem .75rem; min-block-size: 2.75rem; inline-size: 100%; }
select option { background: Canvas; color: CanvasText; }

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
.field label.tick { font-weight: inherit; }
.tick { display: flex; align-items: center; gap: .625rem; min-block-size: 2rem; }
.tick input { inline-size: 1.125rem; block-size: 1.125rem; margin: 0; accent-color: CanvasText; flex: none; }
.door p + p { margin-block-start: .75rem; }
.door pre { background: var(--fill); border-radius: var(--radius); padding: .75rem 1rem; margin-block-start: .75rem; white-space: pre-wrap; }
.door h1 + p { margin-block-start: .75rem; }

@media (max-width: 34rem) {
  .top { flex-wrap: wrap; padding-block: .75rem 0; }
  .parts { order: 3; flex: 1 0 100%; gap: 1.25rem; margin-inline: -1.25rem; padding-inline: 1.25rem; }
  .parts a { padding-block: .625rem; }
  .tabs { gap: 1.25rem; margin-inline: -1.25rem; padding-inline: 1.25rem; }
  .tabs a { padding-block: .75rem; }
  .search button { position: absolute; inline-size: 1px; block-size: 1px; min-block-size: 0; overflow: hidden; clip-path: inset(50%); }
  .search button:focus { position: static; inline-size: auto; block-size: auto; min-block-size: 2.75rem; clip-path: none; }
  .search input { min-block-size: 2.75rem; }
  .select { display: inline-flex; gap: .5rem; }
  .select input { position: absolute; opacity: 0; }
  .select:has(:checked) { background: CanvasText; color: Canvas; }
  .select:has(:focus-visible) { outline: 2px solid; outline-offset: 2px; }
  .row { grid-template-columns: minmax(0, 1fr); position: relative; padding-block: 1.25rem; }
  .pick { display: none; }
  main:has(#select:checked) .row { grid-template-columns: 1.5rem minmax(0, 1fr); }
  main:has(#select:checked) .pick { display: flex; block-size: 1.5rem; }
  @supports not selector(:has(*)) { .row { grid-template-columns: 1.5rem minmax(0, 1fr); } .pick { display: flex; block-size: 1.5rem; } }
  .row .disc { display: none; }
  .row .head { padding-inline-end: 4.5rem; }
  .row .acts { display: grid; grid-template-columns: 1fr 1fr; }
  .row .acts > :nth-last-child(2):nth-child(odd) { grid-column: 1 / -1; }
  .row .acts button, .row .acts .button { min-block-size: 2.75rem; }
  .menu { position: absolute; inset-block-start: .75rem; inset-inline-end: 1.25rem; margin: 0; }
  .menu > summary { min-block-size: 2.75rem; margin-inline-end: -.75rem; padding-inline: .75rem; }
  .panel { inset-inline-end: -.25rem; }
  .panel > a, .row .panel > button, .confirm > summary { min-block-size: 2.75rem; padding-block: .6875rem; }
  .item .acts { flex: 1 1 100%; }
  .status { position: fixed; inset-block: auto 0; inset-inline: 0; padding: 0; border-block-start: 1px solid; border-color: var(--rule); z-index: 2; }
  .status > div { padding: 1rem 1.25rem calc(1rem + env(safe-area-inset-bottom)); }
  .status button.link { min-block-size: 2.75rem; margin-block: -.625rem; padding-inline: .5rem; }
  main:has(.pick input:checked) .status { display: none; }
  .bar { margin-inline: -1.25rem; padding-inline: 1.25rem; }
  .bar .acts { flex-basis: 100%; flex-wrap: nowrap; }
  .bar .acts button { padding-inline: .625rem; }
  .keys { display: none; }
  .foot { block-size: 8rem; }
  button, .button { min-block-size: 2.75rem; }
}
@media (prefers-contrast: more) { :root { --muted: CanvasText; --border: CanvasText; } }
@media (forced-colors: active) { .tabs a[aria-current] { border-block-end-color: Highlight; } .words.long:not(:target) { -webkit-mask-image: none; mask-image: none; } .disc { border-color: CanvasText; } }
`;
