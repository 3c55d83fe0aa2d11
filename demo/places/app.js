// A single-page app as small as they come: each link swaps the article, and with it the comments. It knows nothing of
// them but the element's name.

const main = document.querySelector('main');

function show() {
  const name = location.search.slice(1);
  const title = document.createElement('h1');
  title.textContent = name || 'Choose one';
  const comments = document.createElement('afterword-comments');
  comments.dataset.pageUrl = `http://localhost:8788/posts/${name}.html`.replace(
    'http://localhost:8788',
    location.origin,
  );
  main.replaceChildren(title, ...(name && name !== 'nowhere' ? [comments] : []));
}

document.querySelector('nav').addEventListener('click', (event) => {
  const link = event.target.closest('a');
  if (!link) return;
  event.preventDefault();
  history.pushState(null, '', link.href);
  show();
});
addEventListener('popstate', show);
show();
