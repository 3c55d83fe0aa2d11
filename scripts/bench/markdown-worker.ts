// The worker of `npm run bench:markdown`: makes the tree of the text it is sent, as often as `times` says.

import { toTree } from '../../worker/rules/text/markdown.ts';

export default {
  async fetch(request: Request): Promise<Response> {
    const times = Number(new URL(request.url).searchParams.get('times'));
    const text = await request.text();
    let nodes = 0;
    for (let n = 0; n < times; n++) nodes += toTree(text).length;
    return new Response(String(nodes));
  },
};
