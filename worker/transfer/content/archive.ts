// Unpacks what exports come in: gzip, also of several members, zip and tar. The libraries that do it are loaded with
// this file, and this file only when something packed comes (Host.loadArchives in read.ts).
// Pure. Read next: read.ts, which looks through what comes out.

import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js/lib/zip-core-external.js';
import { createTarDecoder } from 'modern-tar';
import { Inflate } from 'pako';
import { ENDS_EARLY, TransferError } from '../record.ts';
import { chunksOf, gather } from './bytes.ts';

export interface PackedFile {
  /** With its folders. */
  name: string;
  bytes: Uint8Array;
}

/** All of a gzip's members, one after the other. Throws TransferError. */
export async function* gunzip(packed: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let ready: Uint8Array[] = [];
  let inflate = new Inflate();
  for await (const chunk of packed) {
    if (inflate.ended) {
      // Zeros are there to fill a block of a tape.
      if (chunk.every((byte) => byte === 0)) continue;
      inflate = new Inflate();
    }
    inflate.onData = (data) => ready.push(data);
    inflate.push(chunk);
    if (inflate.err) throw new TransferError('The compressed file is damaged.');
    const done = ready;
    ready = [];
    yield* done;
  }
  if (!inflate.ended) throw new TransferError(ENDS_EARLY);
}

/** Each is held in memory whole, and an archive of some kilobytes may hold as much as it likes. */
const MAX_FILE = 1_000_000_000;

function checkSize(name: string, size: number): void {
  if (size > MAX_FILE) throw new TransferError(`${name} is larger than 1 GB. Unpack the archive, and choose it.`);
}

const DAMAGED = 'The archive is damaged. Unpack it, and choose the export in it.';

/** The files of a zip, one after the other. Throws TransferError. */
export async function* unzip(packed: AsyncIterable<Uint8Array>): AsyncIterable<PackedFile> {
  const reader = new ZipReader(new Uint8ArrayReader(await gather(packed)), {
    useWebWorkers: false,
    checkSignature: true,
  });
  try {
    for (const entry of await reader.getEntries()) {
      if (entry.directory) continue;
      if (entry.encrypted) {
        throw new TransferError('The archive is locked with a password. Unpack it, and choose the export in it.');
      }
      checkSize(entry.filename, entry.uncompressedSize);
      yield { name: entry.filename, bytes: await entry.getData(new Uint8ArrayWriter()) };
    }
  } catch (error) {
    if (error instanceof TransferError) throw error;
    // A zip's list of files stands at its end.
    const isCut = /end of central directory/i.test((error as Error).message);
    throw new TransferError(isCut ? ENDS_EARLY : DAMAGED);
  }
}

/** The files of a tar, one after the other. Throws TransferError. */
export async function* untar(packed: AsyncIterable<Uint8Array>): AsyncIterable<PackedFile> {
  const { readable, writable } = createTarDecoder({ strict: true });
  const writer = writable.getWriter();
  let isRead = false;
  const feed = async () => {
    for await (const chunk of packed) await writer.write(chunk);
    isRead = true;
    await writer.close();
  };
  // What is wrong with the bytes is told by the reader; what is wrong with their source, here.
  let problem: unknown = null;
  const fed = feed().catch((error: unknown) => {
    if (error instanceof TransferError) problem = error;
    return writer.abort(error).catch(() => undefined);
  });
  const entries = readable.getReader();
  try {
    for (;;) {
      const { done, value } = await entries.read();
      if (done) break;
      checkSize(value.header.name, value.header.size);
      const bytes = await gather(chunksOf(value.body));
      if (value.header.type === 'file') yield { name: value.header.name, bytes };
    }
  } catch (error) {
    if (error instanceof TransferError) throw error;
    throw problem ?? new TransferError(isRead ? ENDS_EARLY : DAMAGED);
  } finally {
    await entries.cancel().catch(() => undefined);
    await fed;
  }
}
