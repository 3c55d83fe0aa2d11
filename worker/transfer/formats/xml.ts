// Reads XML piece by piece, so that a file of any size costs no more memory than its largest element of interest.
// Strict, but for three things that real exports have: control characters, which XML forbids, HTML's entities, and
// empty lines before the declaration, which plugins of WordPress print.

import { SaxesParser } from 'saxes';
import { ENDS_EARLY, TransferError } from '../record.ts';

export interface Element {
  /** As it is written, prefix and all: prefixes are what these formats agree on, their namespaces differ by version. */
  name: string;
  attributes: Record<string, string>;
  children: Element[];
  text: string;
}

const FORBIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|&#(?:x0*(?:[0-8bcef]|1[0-9a-f])|0*(?:[0-8]|1[124-9]|2\d|3[01]));/gi;

/** Elements at this depth (the root is 1), each once it is complete. What `isRead` declines is not kept. */
export async function* elements(
  chunks: AsyncIterable<string>,
  depth: number,
  isRead: (name: string) => boolean,
): AsyncIterable<Element> {
  const parser = new SaxesParser();
  Object.assign(parser.ENTITIES, { nbsp: '\u00a0', copy: '©', hellip: '…', mdash: '—', ndash: '–', rsquo: '’' });
  const open: (Element | null)[] = [];
  let ready: Element[] = [];
  let problem: TransferError | null = null;
  /** Before the first letter. */
  let emptyLines = 0;
  const where = () => `Line ${parser.line + emptyLines}`;

  parser.on('error', (error) => {
    problem ??= new TransferError(error.message.replace(/^\d+:\d+: /, ''), where());
  });
  parser.on('opentag', ({ name, attributes }) => {
    const isWanted =
      open.length + 1 < depth || (open.length + 1 === depth ? isRead(name) : open.at(-1) && isRead(name));
    open.push(isWanted ? { name, attributes: attributes as Record<string, string>, children: [], text: '' } : null);
  });
  const addText = (text: string) => {
    const element = open.at(-1);
    if (element && open.length >= depth) element.text += text;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const element = open.pop();
    if (!element) return;
    // What the parser gives are views of its input: a name of ten letters would keep the whole piece it came in.
    if (open.length + 1 >= depth) element.text = ` ${element.text}`.slice(1);
    if (open.length + 1 === depth) ready.push(element);
    else if (open.length + 1 > depth) open.at(-1)?.children.push(element);
  });

  let hasBegun = false;
  for await (const chunk of chunks) {
    const text: string = hasBegun ? chunk : chunk.trimStart();
    if (!hasBegun) emptyLines += chunk.slice(0, chunk.length - text.length).split('\n').length - 1;
    hasBegun ||= text !== '';
    parser.write(text.replace(FORBIDDEN, ''));
    if (problem) throw problem;
    const complete = ready;
    ready = [];
    yield* complete;
  }
  // Closed, the parser begins to count again.
  const end = where();
  parser.close();
  if (problem) throw new TransferError(ENDS_EARLY, end);
  yield* ready;
}

export function child(element: Element, name: string): Element | undefined {
  return element.children.find((each) => each.name === name);
}

/** The text of a child; '' where there is none. */
export function textOf(element: Element, name: string): string {
  return child(element, name)?.text.trim() ?? '';
}
