// A worker in front of a blog: puts the comments into the page's own HTML as it goes out. Change the address, and
// deploy it with a route of the blog. Read next: docs/in-the-page.md.

const COMMENTS = 'https://comments.example.workers.dev';

export default {
  async fetch(request) {
    return withComments(await fetch(request), request);
  },
};

export function withComments(answer, { method, url }) {
  const isPage = /^text\/html\b/.test(answer.headers.get('Content-Type') ?? '');
  if (method !== 'GET' || !answer.ok || !isPage) return answer;
  let canonical = url;
  let lang = '';
  const page = new Response(answer.body, answer);
  // They are of the page without the comments: a browser would keep an old copy for as long as that does not change.
  page.headers.delete('ETag');
  page.headers.delete('Last-Modified');
  return new HTMLRewriter()
    .on('html', {
      element(html) {
        lang = html.getAttribute('lang') ?? '';
      },
    })
    .on('link[rel="canonical"]', {
      element(link) {
        canonical = attributeOf(link, 'href') ?? url;
      },
    })
    .on('afterword-comments', {
      async element(place) {
        const id = attributeOf(place, 'data-page-id') ?? '';
        const address = new URL(attributeOf(place, 'data-page-url') ?? canonical, url).href;
        const asked = new URLSearchParams({ page: address, ...(id && { id }), ...(lang && { lang }) });
        const fragment = await fetch(`${COMMENTS}/fragment?${asked}`).catch(() => null);
        if (fragment?.ok) place.setInnerContent(await fragment.text(), { html: true });
      },
    })
    .transform(page);
}

/** HTMLRewriter gives an attribute as it is written. */
function attributeOf(element, name) {
  return element.getAttribute(name)?.replaceAll('&amp;', '&');
}

/** For Cloudflare Pages, where this is functions/_middleware.js. */
export async function onRequestGet({ request, next }) {
  return withComments(await next(), request);
}
