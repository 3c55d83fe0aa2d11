// The desk's script, as text: what a form cannot do. Everything else works without it.

export const DESK_SCRIPT = `
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
`;
