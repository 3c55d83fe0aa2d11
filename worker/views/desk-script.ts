// The desk's script, as text: what a form cannot do. Keys, the count of what is selected for the ear, closing menus, and a
// button that copies. Everything else works without it, and so does all that the keys do: they press what is on the page
// (`data-key`). No fetch, nothing stored but whether keys are on.

export const DESK_SCRIPT = `
'use strict';

// ---- copy ----

if (navigator.clipboard) {
  for (const tag of document.querySelectorAll('.tag')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = 'Copy';
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(tag.textContent);
      button.textContent = 'Copied';
    });
    tag.after(button);
  }
}

// ---- menus: one at a time, closed by Escape and by a click elsewhere ----

function closeMenus(but) {
  for (const menu of document.querySelectorAll('.menu[open]')) if (menu !== but) menu.open = false;
}
document.addEventListener('click', (event) => closeMenus(event.target.closest('.menu')));
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  const menu = event.target.closest('.menu[open]');
  closeMenus(null);
  if (menu) menu.querySelector('summary').focus();
});

// ---- what is selected ----

const bulk = document.getElementById('bulk');
const boxes = [...document.querySelectorAll('.pick input')];
if (bulk) {
  const tell = () => {
    const count = boxes.filter((box) => box.checked).length;
    document.getElementById('count').textContent = count > 0 ? count + ' selected' : '';
  };
  let last = null;
  for (const box of boxes) {
    box.addEventListener('click', (event) => {
      // With Shift, all from the last one to this one.
      if (event.shiftKey && last !== null) {
        const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
        for (const each of boxes.slice(from, to + 1)) each.checked = box.checked;
      }
      last = box;
    });
    box.addEventListener('change', tell);
  }
  bulk.addEventListener('reset', () => setTimeout(tell));
  tell();
}

// ---- keys ----

const rows = [...document.querySelectorAll('.row')];
const dialog = document.getElementById('keys');

function keysAreOn() {
  try {
    return localStorage.getItem('afterword-keys') !== 'off';
  } catch {
    return true;
  }
}

function current() {
  const { activeElement } = document;
  return activeElement.closest('.row') ?? document.querySelector('.row:target');
}

function go(step) {
  const row = current();
  const next = row ? rows[rows.indexOf(row) + step] : rows[0];
  if (!next) return;
  next.focus();
  next.scrollIntoView({ block: 'nearest' });
}

function press(key) {
  // Nothing is done to a row that the owner has not gone to.
  const scope = key === 'u' ? document.querySelector('.status') : current();
  const target = scope && scope.querySelector('[data-key="' + key + '"]');
  if (target) target.click();
}

if (dialog) {
  const use = document.getElementById('use-keys');
  const show = document.getElementById('show-keys');
  use.checked = keysAreOn();
  use.addEventListener('change', () => {
    try {
      localStorage.setItem('afterword-keys', use.checked ? 'on' : 'off');
    } catch {}
  });
  show.hidden = false;
  show.addEventListener('click', () => dialog.showModal());

  document.addEventListener('keydown', (event) => {
    const { key, target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || dialog.open) return;
    const isBox = target.matches('input[type=checkbox], input[type=radio]');
    if (target.isContentEditable || (target.matches('input, textarea, select') && !isBox)) return;
    if (!keysAreOn()) return;
    if (key === '?') dialog.showModal();
    else if (key === '/') document.querySelector('.search input[type=search]').focus();
    else if (key === 'j') go(1);
    else if (key === 'k') go(-1);
    else if ('asdrexuo'.includes(key) && key.length === 1) press(key);
    else return;
    event.preventDefault();
  });
}
`;
