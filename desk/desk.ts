// The desk's script: what a form cannot do. Keys, the count of what is selected for the ear, selecting all of a page,
// closing menus, what is not saved yet, and a button that copies. Everything else works without it, and so does all
// that the keys do: they press what is on the page (`data-key`). No fetch, nothing stored but whether keys are on.

import { deskWords } from './words/desk.ts';
import { fill } from './words/words.ts';

const all = <Of extends Element = HTMLElement>(selector: string): Of[] => [...document.querySelectorAll<Of>(selector)];

// ---- copy ----

if (navigator.clipboard) {
  for (const tag of all('.tag')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = 'Copy';
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(tag.textContent ?? '');
      button.textContent = 'Copied';
    });
    tag.after(button);
  }
}

// ---- menus: one at a time, closed by Escape and by a click elsewhere ----

function closeMenus(but: Element | null): void {
  for (const menu of all<HTMLDetailsElement>('.menu[open]')) if (menu !== but) menu.open = false;
}
document.addEventListener('click', ({ target }) => closeMenus((target as Element).closest('.menu')));
document.addEventListener('keydown', ({ key, target }) => {
  if (key !== 'Escape') return;
  const menu = (target as Element).closest('.menu[open]');
  closeMenus(null);
  menu?.querySelector('summary')?.focus();
});

// ---- what is selected ----

const bulk = document.getElementById('bulk');
const boxes = all<HTMLInputElement>('.pick input');
if (bulk) {
  const told = document.getElementById('count')!;
  const tell = () => {
    const count = boxes.filter((box) => box.checked).length;
    told.textContent = count > 0 ? fill(deskWords.selected, { n: count }) : '';
  };
  let last: HTMLInputElement | null = null;
  for (const box of boxes) {
    box.addEventListener('click', ({ shiftKey }) => {
      // With Shift, all from the last one to this one.
      if (shiftKey && last !== null) {
        const [from = 0, to = 0] = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
        for (const each of boxes.slice(from, to + 1)) each.checked = box.checked;
      }
      last = box;
    });
    box.addEventListener('change', tell);
  }
  bulk.addEventListener('reset', () => setTimeout(tell));
  const every = document.createElement('button');
  every.type = 'button';
  every.className = 'plain';
  every.textContent = fill(deskWords.selectAll, { n: boxes.length });
  every.addEventListener('click', () => {
    for (const box of boxes) box.checked = true;
    tell();
  });
  if (boxes.length > 1) bulk.querySelector('[type=reset]')?.before(every);
  tell();
}

// ---- settings that were changed and not saved ----

const rules = document.getElementById('rules') as HTMLFormElement | null;
if (rules) {
  const save = rules.querySelector('button.main');
  const unsaved = document.getElementById('unsaved');
  // What is saved came along with the form: worker/views/desk/settings.ts.
  const saved = [...new FormData(rules)].filter(([name]) => name.startsWith('was-'));
  const tell = () => {
    const now = new FormData(rules);
    const isSame = saved.every(([name, was]) => was === (now.get(name.slice(4)) ?? ''));
    save?.classList.toggle('main', !isSame);
    if (unsaved) unsaved.hidden = isSame;
  };
  rules.addEventListener('input', tell);
  tell();
}

// ---- keys ----

const KEPT = 'afterword-keys';
const rows = all('.row');
const dialog = document.getElementById('keys') as HTMLDialogElement | null;

function keysAreOn(): boolean {
  try {
    return localStorage.getItem(KEPT) !== 'off';
  } catch {
    return true;
  }
}

function current(): HTMLElement | null {
  return document.activeElement?.closest<HTMLElement>('.row') ?? document.querySelector<HTMLElement>('.row:target');
}

function go(step: number): void {
  const row = current();
  const next = row ? rows[rows.indexOf(row) + step] : rows[0];
  if (!next) return;
  next.focus();
  next.scrollIntoView({ block: 'nearest' });
}

function press(key: string): void {
  // A key acts on the row that the owner has gone to, and on no other.
  const scope = key === 'u' ? document.querySelector('.status') : current();
  scope?.querySelector<HTMLElement>(`[data-key="${key}"]`)?.click();
}

if (dialog) {
  const use = document.getElementById('use-keys') as HTMLInputElement;
  const show = document.getElementById('show-keys') as HTMLButtonElement;
  use.checked = keysAreOn();
  use.addEventListener('change', () => {
    try {
      localStorage.setItem(KEPT, use.checked ? 'on' : 'off');
    } catch {
      // Without storage they are on again on the next page.
    }
  });
  show.hidden = false;
  show.addEventListener('click', () => dialog.showModal());

  document.addEventListener('keydown', (event) => {
    const { key } = event;
    const target = event.target as HTMLElement;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || dialog.open) return;
    const isBox = target.matches('input[type=checkbox], input[type=radio]');
    if (target.isContentEditable || (target.matches('input, textarea, select') && !isBox)) return;
    if (!keysAreOn()) return;
    if (key === '?') dialog.showModal();
    else if (key === '/') document.querySelector<HTMLElement>('.search input[type=search]')?.focus();
    else if (key === 'j') go(1);
    else if (key === 'k') go(-1);
    else if ('asdrexuo'.includes(key) && key.length === 1) press(key);
    else return;
    event.preventDefault();
  });
}
