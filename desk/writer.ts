// The worker of the export's page (a thread of the browser, not ours at the edge): fetches everything from our worker
// and writes it in the format that was chosen, so that a large site leaves the page to its owner.
// Read next: worker/transfer/download.ts.

import { downloadAs } from '../worker/transfer/download.ts';
import { fileName } from '../worker/transfer/out/write.ts';
import { UploadError } from '../worker/transfer/upload.ts';
import { connection } from './connection.ts';
import type { WriteNews, WriteOrder } from './messages.ts';

const say = (news: WriteNews) => postMessage(news);

addEventListener('message', ({ data }: MessageEvent<WriteOrder>) => void write(data));

async function write({ format }: WriteOrder): Promise<void> {
  try {
    const { parts, words } = await downloadAs(connection, format, (size) => say({ type: 'fetched', size }));
    say({ type: 'written', name: fileName(format, new Date()), file: new Blob(parts), words });
  } catch (error) {
    const isSignedOut = error instanceof UploadError && error.isSignedOut;
    say({ type: 'failed', problem: (error as Error).message, isSignedOut });
  }
}
