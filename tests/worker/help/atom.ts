// What RFC 4287 says that a feed must be, a sentence of it to each check, read with another project's parser (saxes,
// strict about XML and namespaces). Found problems are told as text. W3C's own validator asks for the same and for
// taste.

import { type SaxesAttributeNS, SaxesParser } from 'saxes';

const ATOM = 'http://www.w3.org/2005/Atom';
const THREADS = 'http://purl.org/syndication/thread/1.0';

interface Element {
  name: string;
  attributes: Record<string, string>;
  children: Element[];
  text: string;
}

/**
 * Throws where it is no well-formed XML. Names are without a prefix for Atom's own, and with its namespace for others.
 */
export function parseXml(xml: string): Element {
  const parser = new SaxesParser({ xmlns: true });
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ uri, local, attributes }) => {
    const plain = Object.values(attributes as Record<string, SaxesAttributeNS>).filter(({ uri }) => uri === '');
    const element: Element = {
      name: uri === ATOM ? local : `${uri} ${local}`,
      attributes: Object.fromEntries(plain.map(({ local, value }) => [local, value])),
      children: [],
      text: '',
    };
    open.at(-1)!.children.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    open.at(-1)!.text += text;
  });
  parser.on('cdata', (text) => {
    open.at(-1)!.text += text;
  });
  parser.on('closetag', () => void open.pop());
  parser.write(xml).close();
  const [document] = root.children;
  if (!document) throw new Error('no element');
  return document;
}

/** Why this is no valid Atom feed; and for a feed in use, why it is an unhelpful one. */
export function atomProblems(xml: string): string[] {
  let feed: Element;
  try {
    feed = parseXml(xml);
  } catch (error) {
    return [`not well-formed: ${String(error)}`]; // 2
  }
  if (feed.name !== 'feed') return [`the root is ${feed.name}`]; // 2
  const problems: string[] = [];
  const say = (element: Element, words: string) => problems.push(`${element.name}: ${words}`);
  const of = (element: Element, name: string) => element.children.filter((child) => child.name === name);

  function holds(element: Element, name: string, least: number, most: number): void {
    const count = of(element, name).length;
    if (count < least || count > most) say(element, `${count} ${name}`);
  }
  function isText(element: Element): void {
    if (!['text', 'html'].includes(element.attributes.type ?? 'text')) say(element, 'another type'); // 3.1.1
    if (element.children.length > 0) say(element, 'elements inside of text'); // 3.1.1.1, 3.1.1.2
  }
  function isIri(element: Element, iri: string | undefined): void {
    // Absolute, for nothing here has an xml:base, and with no letter that RFC 3987 keeps out.
    if (iri === undefined || !/^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i.test(iri) || /%(?![0-9a-f]{2})/i.test(iri)) {
      say(element, `no IRI: ${iri}`);
    }
  }
  function common(element: Element): void {
    for (const name of ['id', 'title', 'updated']) holds(element, name, 1, 1); // 4.1.1, 4.1.2
    holds(element, 'rights', 0, 1);
    for (const title of of(element, 'title')) {
      isText(title);
      if (title.text.trim() === '') say(title, 'empty');
    }
    for (const id of of(element, 'id')) isIri(id, id.text); // 4.2.6
    for (const time of [...of(element, 'updated'), ...of(element, 'published')]) {
      const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/; // 3.3
      if (!form.test(time.text) || Number.isNaN(Date.parse(time.text))) say(time, `no time: ${time.text}`);
    }
    const alternates = new Set<string>();
    for (const link of of(element, 'link')) {
      const { href, rel = 'alternate', type, hreflang = '' } = link.attributes;
      isIri(link, href); // 4.2.7.1
      if (!/^[a-z-]+$/.test(rel)) say(link, `rel ${rel}`); // 4.2.7.2
      if (type !== undefined && !/^[\w.+-]+\/[\w.+-]+$/.test(type)) say(link, `type ${type}`); // 4.2.7.3
      const kind = `${type} ${hreflang}`;
      if (rel === 'alternate' && alternates.has(kind)) say(element, `two alternates of ${kind}`); // 4.1.1, 4.1.2
      if (rel === 'alternate') alternates.add(kind);
    }
    for (const person of [...of(element, 'author'), ...of(element, 'contributor')]) {
      holds(person, 'name', 1, 1); // 3.2
      holds(person, 'uri', 0, 1);
      holds(person, 'email', 0, 1);
      for (const uri of of(person, 'uri')) isIri(uri, uri.text);
      for (const name of of(person, 'name')) if (name.text.trim() === '') say(person, 'no name');
    }
  }

  common(feed);
  for (const name of ['generator', 'icon', 'logo', 'subtitle']) holds(feed, name, 0, 1); // 4.1.1
  const selves = of(feed, 'link').filter(({ attributes }) => attributes.rel === 'self');
  if (selves.length !== 1) say(feed, `${selves.length} links to itself`); // 4.1.1, should
  const ids = new Set<string>();
  for (const entry of of(feed, 'entry')) {
    common(entry);
    for (const name of ['content', 'published', 'source', 'summary']) holds(entry, name, 0, 1); // 4.1.2
    if (of(entry, 'author').length + of(feed, 'author').length === 0) say(entry, 'nobody wrote it'); // 4.1.1
    const isLinked = of(entry, 'link').some(({ attributes }) => (attributes.rel ?? 'alternate') === 'alternate');
    if (of(entry, 'content').length === 0 && !isLinked) say(entry, 'neither content nor link'); // 4.1.2
    for (const content of of(entry, 'content')) {
      if (content.attributes.type !== 'html') say(content, 'not html');
      if (content.children.length > 0) say(content, 'elements inside'); // 4.1.3.3
    }
    for (const { text } of of(entry, 'id')) {
      if (ids.has(text)) say(entry, `a second time: ${text}`); // 4.1.1, should
      ids.add(text);
    }
    for (const answer of of(entry, `${THREADS} in-reply-to`)) isIri(answer, answer.attributes.ref); // RFC 4685, 3
    const newest = of(feed, 'updated')[0]?.text ?? '';
    for (const { text } of of(entry, 'updated')) {
      if (Date.parse(text) > Date.parse(newest)) say(entry, 'newer than its feed');
    }
  }
  const known = /^(id|title|updated|link|generator|author|entry|subtitle|icon|logo|rights|category|contributor)$/;
  for (const child of feed.children) if (!known.test(child.name)) say(feed, `an unknown ${child.name}`);
  return problems;
}
