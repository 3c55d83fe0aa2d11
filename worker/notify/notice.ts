// What the owner is told, before anybody knows by which channel. Nothing in it is markup, and `text` is as the reader
// wrote it: each channel makes it harmless in its own way (harmless.ts) and says it in its own form.
// Read next: notify/channels.ts.

export interface Notice {
  /** The same for the same news, so that a receiver can tell a second try. */
  id: string;
  /** What the owner calls the site. */
  site: string;
  /** The desk's address; null where it is not known. */
  desk: string | null;
  items: NoticeItem[];
  /** News beyond these. */
  more: number;
  /** Sent by the owner's own hand, to see whether it arrives. */
  isTest?: true;
}

export interface NoticeItem {
  thread: string;
  id: string;
  why: 'waits' | 'reported' | 'published';
  name: string;
  page: string;
  title: string;
  text: string;
  /** Why it waits, or what was said against it. */
  reasons: string[];
  /** ISO 8601. */
  createdAt: string;
  /** Where the owner can do it: a page that asks once more, and does nothing by being opened. */
  approve?: string;
  spam?: string;
}

/** What came of a try to send. `answer` is for the owner: what the other side said, shortened. */
export type Sent = { ok: true; answer: string } | NotSent;

export interface NotSent {
  ok: false;
  answer: string;
  /** Of HTTP, where there was an answer. */
  status?: number;
  /** Seconds. */
  retryAfter?: number;
}
