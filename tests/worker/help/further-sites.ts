// A worker with further sites, as the desk adds them to SITES: a garden's, and the developer's own machine.

import { MINUTE, SECOND } from '../../../worker/rules/time.ts';
import { aComment, setting, TestWorker, TOKEN, WORKER } from './as-reader.ts';

export const GARDEN = 'https://garden.example';
/** The same path as PAGE: it must never be taken for it. */
export const ROSES = `${GARDEN}/post`;
/** After so long a worker reads the settings anew. */
export const UNTIL_REREAD = MINUTE + SECOND;
export const OWNER = { Authorization: `Bearer ${TOKEN}` };

export const threadOf = (page: string, more = ''): string => `/api/thread?page=${encodeURIComponent(page)}${more}`;

export class WithFurtherSites extends TestWorker {
  static async open(): Promise<WithFurtherSites> {
    await setting('sites', [GARDEN, 'http://localhost:*']);
    return new WithFurtherSites({ MODERATION: 'open' });
  }

  /** A comment by a reader of that page. */
  async said(page: string, body = 'Words', origin = new URL(page).origin): Promise<void> {
    const answer = await this.post('/api/tickets', { page }, { Origin: origin });
    const { ticket } = (await answer.json()) as { ticket: string };
    this.now += 3_000;
    const posted = await this.post('/api/comments', { ticket, ...aComment(), body }, { Origin: origin });
    if (posted.status !== 201) throw new Error(await posted.text());
  }

  owner(method: string, path: string, json: object): Promise<Response> {
    return this.send(method, path, json, { ...OWNER, Origin: WORKER });
  }
}
