// The switch in the header: shows the blog in another look and remembers it for this tab. It runs in the head,
// before anything is drawn, so that no page flashes. It says nothing to the comments; they inherit.

const LOOKS = ['light', 'serif', 'dark', 'coloured'];
const root = document.documentElement;

root.dataset.look = remembered() ?? 'light';

document.addEventListener('DOMContentLoaded', () => {
  const set = document.createElement('fieldset');
  set.className = 'looks';
  const legend = document.createElement('legend');
  legend.textContent = 'Look of this blog';
  set.append(legend, ...LOOKS.map(choice));
  document.querySelector('.masthead').append(set);
});

function choice(look) {
  const label = document.createElement('label');
  const input = document.createElement('input');
  const name = document.createElement('span');
  input.type = 'radio';
  input.name = 'look';
  input.value = look;
  input.checked = root.dataset.look === look;
  input.addEventListener('change', () => {
    root.dataset.look = look;
    try {
      sessionStorage.setItem('look', look);
    } catch {
      // Storage is blocked: the look holds until the next page, which is all it can do.
    }
  });
  name.textContent = look[0].toUpperCase() + look.slice(1);
  label.append(input, name);
  return label;
}

function remembered() {
  try {
    const look = sessionStorage.getItem('look');
    return LOOKS.includes(look) ? look : null;
  } catch {
    return null;
  }
}
