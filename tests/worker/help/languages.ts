// The worker's assets, as far as they are words: what the build makes of widget/lang/.

import ar from '../../../widget/lang/ar.ts';
import de from '../../../widget/lang/de.ts';
import fr from '../../../widget/lang/fr.ts';
import zhTw from '../../../widget/lang/zh-tw.ts';

const FILES: Record<string, object> = { ar, de, fr, 'zh-tw': zhTw };

/** `asked` grows by each path. */
export function assets(asked: string[] = []): Fetcher {
  return {
    async fetch(address: string) {
      const { pathname } = new URL(address);
      asked.push(pathname);
      const name = /^\/words\/([\w-]+)\.json$/.exec(pathname)?.[1] ?? '';
      return name in FILES ? Response.json(FILES[name]) : new Response(null, { status: 404 });
    },
  } as Fetcher;
}
