// Twikoo's client. What npm has of its server runs in other clouds only, so its answers are played here: at once, which
// makes the times a lower bound. All that it asks goes to one address, and says in `event` what it is.

import { fileOf, VERSIONS } from './install.ts';
import { json, remarkHtml, type Served, SHOWN, type System, timeOf } from './system.ts';

export function twikoo(): System {
  return {
    name: 'Twikoo',
    version: VERSIONS.twikoo,
    note: 'its client on answers played here',
    embed: (origin) => `<div id="tcomment"></div><script src="${origin}/twikoo.min.js"></script>
<script>twikoo.init({ envId: '${origin}', el: '#tcomment', path: '/${SHOWN}', lang: 'en-US' })</script>`,
    file: (path) =>
      path === '/twikoo.min.js' ? { type: 'text/javascript', body: fileOf('twikoo', 'dist/twikoo.min.js') } : null,
    answer: ({ body }) => answer(new TextDecoder().decode(body)),
  };
}

function answer(body: string): Served {
  const { event } = (body === '' ? {} : JSON.parse(body)) as { event?: string };
  if (event === 'GET_CONFIG') {
    // The emoji that it would fetch from another host are off.
    return json({
      code: 0,
      config: {
        VERSION: VERSIONS.twikoo,
        IS_ADMIN: false,
        SHOW_EMOTION: 'false',
        SHOW_IMAGE: 'false',
        COMMENT_PLACEHOLDER: '',
      },
    });
  }
  if (event === 'COMMENT_GET') {
    const data = Array.from({ length: 8 }, (_, n) => ({
      ...{
        id: `comment${n}`,
        nick: `Reader ${n}`,
        avatar: 'data:,',
        mailMd5: '',
        link: '',
        comment: remarkHtml(n),
        os: '',
        browser: '',
      },
      ...{ ipRegion: '', master: false, like: 0, liked: false, replies: [], rid: '', pid: '', ruser: null, top: false },
      ...{ isSpam: false, created: timeOf(n), updated: timeOf(n) },
    }));
    return json({ data, more: true, count: SHOWN });
  }
  if (event === 'COUNTER_GET') return json({ time: 1, updated: 0 });
  return json({ code: 0, accessToken: 'bench', version: VERSIONS.twikoo });
}
