// The worker that `npm run bench:load` compares ours with: hands out a value of the store, and does nothing else. What
// memory it uses is the local runtime's.

interface Env {
  COMMENTS: { get(key: string, type: 'stream'): Promise<ReadableStream | null> };
}

export default {
  async fetch(_: Request, env: Env): Promise<Response> {
    return new Response(await env.COMMENTS.get('value', 'stream'));
  },
};
