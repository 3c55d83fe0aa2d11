// Which letters a file's bytes are: by the mark at its beginning, by what XML says of itself, else UTF-8. Pure.

import { TransferError } from '../record.ts';
import { startsWith } from './bytes.ts';

const MARKS: [mark: string, encoding: string][] = [
  ['\xef\xbb\xbf', 'utf-8'],
  ['\xff\xfe', 'utf-16le'],
  ['\xfe\xff', 'utf-16be'],
  // Without a mark: a file begins with a letter that is one byte in UTF-8.
  ['<\0', 'utf-16le'],
  ['\0<', 'utf-16be'],
  ['{\0', 'utf-16le'],
  ['\0{', 'utf-16be'],
  ['[\0', 'utf-16le'],
  ['\0[', 'utf-16be'],
];

const DECLARED = /^\s*<\?xml\s[^>]*?\sencoding\s*=\s*["']([^"']{1,40})["']/;

/** Throws TransferError where it names one that cannot be read. */
export function encodingOf(first: Uint8Array): string {
  const marked = MARKS.find(([mark]) => startsWith(first, mark))?.[1];
  if (marked !== undefined) return marked;
  const declared = DECLARED.exec(new TextDecoder('latin1').decode(first.subarray(0, 1_000)))?.[1]?.toLowerCase();
  // One that says UTF-16 in letters of one byte is wrong about itself.
  if (declared === undefined || declared.startsWith('utf-16')) return 'utf-8';
  try {
    return new TextDecoder(declared).encoding;
  } catch {
    throw new TransferError(
      `The file says that it is written in ${declared}, which cannot be read here. Save it as UTF-8 with an editor first.`,
    );
  }
}

/** The mark at the beginning is dropped. */
export async function* decode(bytes: AsyncIterable<Uint8Array>, encoding: string): AsyncIterable<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}
