// The elements that the scripts of Import and Export make. Markup is made of elements and text, never of HTML.

export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  text: string,
  kind = '',
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  made.textContent = text;
  if (kind !== '') made.className = kind;
  return made;
}

export function button(label: string, act: () => void, kind = ''): HTMLButtonElement {
  const made = element('button', label, kind);
  made.type = 'button';
  made.addEventListener('click', act);
  return made;
}

export function link(label: string, address: string, isElsewhere = false): HTMLAnchorElement {
  const made = element('a', label, 'button');
  made.href = address;
  if (isElsewhere) made.target = '_blank';
  return made;
}
