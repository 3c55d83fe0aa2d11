// A worker that tells its owner of comments: a web address takes the notices, and fails, stalls and recovers as a test
// says.

import { expect } from 'vitest';
import { kv, TestWorker } from './as-reader.ts';

interface News {
  type: string;
  comments: { id: string; why: string; text: string; approve?: string; spam?: string; reasons: string[] }[];
  more: number;
}

export class TellingOwner extends TestWorker {
  /** What arrived. */
  readonly news: News[] = [];
  /** What the address answers. */
  channel: (url: string, init: RequestInit) => Promise<Response> = async () => new Response('thanks');

  override outside: TestWorker['outside'] = async (url, init) => {
    const answer = await this.channel(url, init);
    if (answer.ok) this.news.push(JSON.parse(String(init.body)));
    return answer;
  };

  async setUp(fields: Record<string, string> = {}): Promise<void> {
    const answer = await this.form('/admin/notices', { to: 'https://hook.example/', about: 'waiting', ...fields });
    expect(answer.status).toBe(303);
  }

  /** What the owner has still to be told of. */
  async touches(): Promise<string[]> {
    return (await kv.list({ prefix: 'touch:' })).keys
      .map(({ name }) => name)
      .filter((name) => name.endsWith(':notice'));
  }
}
