// Artalk's client. Its server is a program in Go that no package of npm or Debian brings, so its answers are played
// here: at once, which makes the times a lower bound.

import { fileOf, VERSIONS } from './install.ts';
import { json, remarkHtml, type Served, SHOWN, type System, timeOf } from './system.ts';

export function artalk(): System {
  return {
    name: 'Artalk',
    version: VERSIONS.artalk,
    note: 'its client on answers played here',
    embed: (origin) => `<link rel="stylesheet" href="${origin}/Artalk.css"><div id="comments"></div>
<script src="${origin}/Artalk.js"></script>
<script>Artalk.init({ el: '#comments', pageKey: '/${SHOWN}', pageTitle: 'A post', server: '${origin}', site: 'bench', locale: 'en', emoticons: false, gravatar: { mirror: '${origin}/avatar/' } })</script>`,
    file: (path) => {
      if (path === '/Artalk.js') return { type: 'text/javascript', body: fileOf('artalk', 'dist/Artalk.js') };
      return path === '/Artalk.css' ? { type: 'text/css', body: fileOf('artalk', 'dist/Artalk.css') } : null;
    },
    answer: ({ path }) => answer(path),
  };
}

function answer(path: string): Served {
  const page = {
    id: 1,
    key: `/${SHOWN}`,
    title: 'A post',
    url: '',
    admin_only: false,
    vote_up: 0,
    vote_down: 0,
    pv: 1,
  };
  if (path.includes('/conf'))
    return json({ frontend_conf: {}, version: { app: 'artalk', version: VERSIONS.artalk, commit_hash: '' } });
  if (path.includes('/comments')) {
    const comments = Array.from({ length: SHOWN }, (_, n) => ({
      ...{ id: SHOWN - n, content: remarkHtml(n), content_marked: remarkHtml(n), user_id: n, nick: `Reader ${n}` },
      ...{
        email_encrypted: 'd3ce9fe2208376bd39cf85fbcc2a90c7',
        link: '',
        ua: '',
        ip_region: '',
        rid: 0,
        visible: true,
      },
      ...{
        date: new Date(timeOf(n)).toISOString(),
        badge_name: '',
        badge_color: '',
        is_collapsed: false,
        is_pending: false,
      },
      ...{ is_pinned: false, is_allow_reply: true, is_verified: false, vote_up: 0, vote_down: 0, page_key: page.key },
    }));
    return json({ comments, count: SHOWN, roots_count: SHOWN, page });
  }
  if (path.startsWith('/avatar'))
    return { type: 'image/svg+xml', body: new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>') };
  if (path.includes('/pages/pv')) return json({ pv: 1 });
  if (path.includes('/user')) return json({ user: null, is_login: false, notifies: [], notifies_count: 0 });
  return json({});
}
