// The style of the thread's page without JavaScript, as text: served by the worker as a file, so that the page's policy
// needs no inline style. Colours are mixes of the system's text colour over its background, as in the desk: light and
// dark follow. Measures: the widget's.

export const THREAD_STYLE = `
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
html { font: 100%/1.55 system-ui, sans-serif; background: Canvas; color: CanvasText; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-block: 2rem; }
body { margin: 0; overflow-wrap: anywhere; }
.page { max-inline-size: 44rem; margin-inline: auto; padding: 1.5rem 1.25rem 4rem; }
h1, h2, p, ol, ul, pre, blockquote, form { margin: 0; padding: 0; }
a { color: inherit; text-decoration-line: underline; text-decoration-thickness: 1px; text-underline-offset: .2em; text-decoration-color: var(--border); }
a:hover { text-decoration-color: currentColor; }
:focus-visible { outline: 2px solid; outline-offset: 2px; border-radius: 2px; }
.muted, .small { color: var(--muted); }
.small { font-size: .875rem; }
.trap { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }

.back { font-size: .875rem; line-height: 1.4; }
.back a { display: inline-block; padding-block: .375rem; }
h1 { font-size: 1.5rem; font-weight: 600; line-height: 1.25; margin-block-start: .75rem; text-wrap: balance; }
h2 { font-size: 1rem; font-weight: 600; }
.on { color: var(--muted); margin-block-start: .25rem; }
.on cite { font-style: italic; }
.said { margin-block-start: 1.5rem; background: var(--fill); border-inline-start: 3px solid; padding: .75rem 1rem; }
.said.problem { border-color: var(--danger); color: var(--danger); }
.empty { margin-block-start: 1.5rem; color: var(--muted); }

.comments { list-style: none; margin-block-start: 2rem; display: grid; gap: 2rem; }
.comments > li { min-inline-size: 0; }
.comments .comments { margin-block-start: 1.5rem; gap: 1.5rem; margin-inline-start: 1.125rem; padding-inline-start: 1.375rem; border-inline-start: 1px solid; border-color: var(--rule); }
.comment:target { background: var(--fill); box-shadow: 0 0 0 .5rem var(--fill); border-radius: 1px; }
.head { display: grid; grid-template-columns: auto minmax(0, 1fr); column-gap: .75rem; align-items: center; }
.disc { inline-size: 2.25rem; block-size: 2.25rem; border-radius: 50%; border: 1px solid transparent; font-weight: 600; }
.comments .comments .disc { inline-size: 1.75rem; block-size: 1.75rem; }
.who { display: flex; flex-wrap: wrap; align-items: baseline; column-gap: .5rem; line-height: 1.4; }
.when { font-size: .875rem; color: var(--muted); }
.when a { text-decoration: none; }
.when a:hover { text-decoration: underline; }
.badge { font-size: .75rem; line-height: 1.25; border: 1px solid; border-color: var(--border); border-radius: var(--radius); padding: .0625rem .375rem; }
.badge.waits { border-style: dashed; }
.pinned { font-size: .75rem; color: var(--muted); margin-block-end: .25rem; }
.words { margin-block-start: .5rem; text-wrap: pretty; }
.words > * + *, .words blockquote > * + *, .words li > * + * { margin-block-start: .75rem; }
.words blockquote { border-inline-start: 2px solid; border-color: var(--rule); padding-inline-start: 1rem; }
.words ul, .words ol { padding-inline-start: 1.5rem; }
.words pre { overflow-x: auto; background: var(--fill); padding: .75rem 1rem; border-radius: var(--radius); }
.words code { font: .875em/1.5 ui-monospace, monospace; background: var(--fill); border-radius: 2px; padding-inline: .2em; }
.words pre code { background: none; padding: 0; }
.words hr { border: 0; border-block-start: 1px solid; border-color: var(--rule); }
.gone { color: var(--muted); font-style: italic; }
.acts { margin-block-start: .25rem; font-size: .875rem; color: var(--muted); display: flex; flex-wrap: wrap; gap: 1rem; }
.acts a, .acts span { padding-block: .375rem; }

.parts { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .75rem; margin-block-start: 2rem; }
.write { margin-block-start: 3rem; padding-block-start: 2rem; border-block-start: 1px solid; border-color: var(--rule); display: grid; gap: 1rem; }
.write h2 { font-size: 1.25rem; line-height: 1.3; }
.field { display: grid; gap: .25rem; align-content: start; min-inline-size: 0; }
.field label { font-size: .875rem; font-weight: 600; }
.pair { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 14rem), 1fr)); }
input, textarea { font: inherit; font-size: max(1rem, 16px); color: inherit; background: transparent; border: 1px solid; border-color: var(--border); border-radius: var(--radius); padding: .5rem .75rem; min-block-size: 2.75rem; inline-size: 100%; }
textarea { resize: vertical; line-height: 1.5; field-sizing: content; min-block-size: 8.5rem; }
input:focus-visible, textarea:focus-visible { outline-offset: -1px; border-radius: var(--radius); }
[aria-invalid] { border-color: var(--danger); }
.wrong { font-size: .875rem; color: var(--danger); }
.send { display: flex; flex-wrap: wrap; align-items: center; gap: .75rem 1.25rem; }
button, .button { font: inherit; line-height: 1.25; border: 1px solid; border-radius: var(--radius); padding: .5rem 1.25rem; min-block-size: 2.75rem; cursor: pointer; }
button { background: CanvasText; border-color: CanvasText; color: Canvas; }
button:hover { background: var(--muted); border-color: var(--muted); }
.button { border-color: var(--border); display: inline-flex; align-items: center; text-decoration: none; }
.button:hover { background: var(--fill); }

@media (max-width: 34rem) {
  .comments .comments { margin-inline-start: 0; padding-inline-start: .75rem; }
  .send button, .parts .button { inline-size: 100%; justify-content: center; }
}
@media (prefers-contrast: more) { :root { --muted: CanvasText; --border: CanvasText; } }
@media (forced-colors: active) { .disc { border-color: CanvasText; } .comment:target { outline: 2px solid Highlight; } }
@media print { .write, .acts, .parts { display: none; } }
`;
