// What Import and Export show while they work: what is going on, what went wrong, and what can be done now. Both pages
// have the same places for it (worker/views/desk/import.ts, export.ts).

export const get = <T extends HTMLElement>(id: string) => document.getElementById(id) as T;

export const doing = get('doing');
export const progress = get<HTMLProgressElement>('progress');
/** What came of it. */
export const outcome = get('outcome');
const fields = get<HTMLFieldSetElement>('fields');
const main = get<HTMLButtonElement>('begin');
const work = get('work');
const problem = get('problem');
const choices = get('choices');
const status = get('status');

/** Without this script the page says what to do instead. */
export function openForm(form: HTMLFormElement, begin: () => void): void {
  get('needs-script').hidden = true;
  form.hidden = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    begin();
  });
}

/** The form cannot be changed meanwhile. */
export function holdForm(): void {
  fields.disabled = true;
  main.hidden = true;
}

/** It can be changed again, while what came of it is shown. */
export function releaseForm(): void {
  fields.disabled = false;
}

export function isFormHeld(): boolean {
  return fields.disabled;
}

/** Nothing is going on any more, and the form is as it was. */
export function endAll(): void {
  releaseForm();
  main.hidden = false;
  work.hidden = true;
  status.textContent = '';
}

/** Says what is going on, in the heading. `hasFocus`: it is what the owner waits for, so the focus goes there. */
export function say(what: string, hasFocus = false): void {
  work.hidden = false;
  doing.textContent = what;
  status.textContent = hasFocus ? '' : what;
  problem.hidden = true;
  progress.hidden = true;
  progress.removeAttribute('value');
  outcome.hidden = true;
  choose();
  if (hasFocus) doing.focus();
  work.scrollIntoView({ block: 'nearest' });
}

/** What went wrong, or what to know about it. */
export function tell(what: string): void {
  problem.textContent = what;
  problem.hidden = false;
  status.textContent = what;
}

export function show(...elements: HTMLElement[]): void {
  outcome.replaceChildren(...elements);
  outcome.hidden = elements.length === 0;
}

export function choose(...elements: HTMLElement[]): void {
  choices.replaceChildren(...elements);
}
