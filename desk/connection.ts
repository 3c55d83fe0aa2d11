// The desk's way to the worker, for an import: the browser's own fetch, which brings the owner's session along.
// Read next: worker/transfer/upload.ts, which asks and sends by it.

import type { Connection } from '../worker/transfer/upload.ts';

export const connection: Connection = {
  async request(path, lines) {
    const headers = { 'Content-Type': 'application/x-ndjson' };
    const answer = await fetch(path, lines === undefined ? {} : { method: 'POST', headers, body: lines });
    return { status: answer.status, text: await answer.text() };
  },
  pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};
