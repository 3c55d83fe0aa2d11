// The tools below the box, and the preview. As in any toolbar (ARIA practices) the Tab key stops at one tool only, and
// the arrow keys lead from there to the others; Preview is a button of its own.

import type { Node } from '../../../worker/contract/index.ts';
import { cleanText } from '../../../worker/contract/index.ts';
import { send } from '../../api.ts';
import type { App, Form } from '../../embed/state.ts';
import { type Html, html } from '../../html.ts';
import { typed } from '../send/post.ts';
import { refusedIn, wordsOf } from '../words.ts';
import { change, type FormProps, formStateOf, idIn } from './form-state.ts';
import { mark, type Tool } from './marks.ts';

/** In their order; `key` is the letter that stands for the tool while Ctrl or Cmd is held. */
const TOOLS: { tool: Tool; key: string; path: string }[] = [
  { tool: 'bold', key: 'b', path: 'M4.5 3v10H9a2.7 2.7 0 0 0 0-5.4H4.5 8.3a2.3 2.3 0 0 0 0-4.6Z' },
  { tool: 'italic', key: 'i', path: 'M7 3h5M4 13h5M9.5 3l-3 10' },
  {
    tool: 'link',
    key: 'k',
    path: 'M6.5 9.5 9.5 6.5M7.5 4.5l1-1a2.8 2.8 0 0 1 4 4l-1 1M8.5 11.5l-1 1a2.8 2.8 0 0 1-4-4l1-1',
  },
  { tool: 'quote', key: '', path: 'M3 3v10M6.5 5H13M6.5 8H13M6.5 11h4' },
  { tool: 'codeTool', key: 'e', path: 'M5.5 4 2 8l3.5 4M10.5 4 14 8l-3.5 4' },
];

export function Tools({ app, form, formState }: FormProps): Html {
  const words = wordsOf(app);
  const isShown = formState.preview !== null;
  return html`<div class="tools">
    <div role="toolbar" aria-label=${words.tools} aria-controls=${form.id} onKeyDown=${(event: KeyboardEvent) => walk(app, form, event)}>
      ${TOOLS.map(
        ({ tool, path }, i) => html`<button
          type="button"
          class="act tool"
          id=${idIn(form, tool)}
          aria-label=${words[tool]}
          title=${words[tool]}
          tabindex=${i === formState.tool ? '0' : '-1'}
          aria-disabled=${isShown ? 'true' : undefined}
          onClick=${() => use(app, form, tool)}
        ><svg viewBox="0 0 16 16"><path d=${path} /></svg></button>`,
      )}
    </div>
    <button type="button" class="act" id=${idIn(form, 'preview')} onClick=${() => preview(app, form)}>
      ${isShown ? words.writeTool : words.previewTool}
    </button>
  </div>`;
}

/** The tool of a key, with Ctrl or Cmd held. */
export function toolOf({ key, shiftKey, code }: KeyboardEvent): Tool | undefined {
  if (shiftKey) return code === 'Period' ? 'quote' : undefined;
  return TOOLS.find((one) => one.key && one.key === key.toLowerCase())?.tool;
}

export function use(app: App, form: Form, tool: Tool): void {
  const box = app.root.getElementById(form.id) as HTMLTextAreaElement | null;
  if (!box || box.readOnly || box.hidden) return;
  const before = { text: box.value, start: box.selectionStart, end: box.selectionEnd };
  const { text, start, end } = mark(tool, before);
  box.focus();
  write(box, before.text, text);
  box.setSelectionRange(start, end);
  form.draft.text = box.value;
  app.keepDraft(form);
  typed(app, form);
}

// Only what differs is put in, as if it were typed, so that Undo takes it back. execCommand is deprecated, but nothing
// else can do that.
function write(box: HTMLTextAreaElement, before: string, after: string): void {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  let end = 0;
  while (
    end < Math.min(before.length, after.length) - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  )
    end++;
  const piece = after.slice(start, after.length - end);
  box.setSelectionRange(start, before.length - end);
  const isDone = piece ? document.execCommand?.('insertText', false, piece) : document.execCommand?.('delete');
  if (!isDone || box.value !== after) box.value = after;
}

function walk(app: App, form: Form, event: KeyboardEvent): void {
  const { tool } = formStateOf(app, form);
  const isMirrored = getComputedStyle(event.currentTarget as Element).direction === 'rtl';
  const step = isMirrored ? -1 : 1;
  const last = TOOLS.length - 1;
  const to = { ArrowRight: tool + step, ArrowLeft: tool - step, Home: 0, End: last }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  const next = (to + TOOLS.length) % TOOLS.length;
  change(app, form, { tool: next });
  app.focus(idIn(form, (TOOLS[next] as { tool: Tool }).tool));
}

async function preview(app: App, form: Form): Promise<void> {
  const formState = formStateOf(app, form);
  if (formState.preview) {
    change(app, form, { preview: null });
    app.focus(form.id);
    return;
  }
  const { text } = form.draft;
  if (!cleanText(text)) {
    change(app, form, { problems: { ...formState.problems, body: wordsOf(app).bodyMissing } });
    app.focus(form.id);
    return;
  }
  const answer = await send<{ body: Node[] }>(app, '/api/preview', { body: text });
  if (answer.error) change(app, form, { refused: refusedIn(app, answer.error) });
  // Where the reader has typed on meanwhile, it is no longer what would be published.
  else if (form.draft.text === text) change(app, form, { preview: answer.value.body, refused: '' });
}
