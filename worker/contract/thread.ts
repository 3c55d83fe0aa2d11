// What readers get: a comment, its text as a tree, and a thread of them. These are the public
// shapes; what is kept is worker/store/kv/records.ts, what a reader sends is requests.ts.

export type Status = 'approved' | 'pending' | 'spam' | 'removed' | 'withdrawn';

/** Elements that hold other nodes. */
export type ParentTag = 'p' | 'b' | 'i' | 's' | 'quote' | 'ul' | 'ol' | 'li';

/** The text of a comment, as a tree. A string is text. Nothing else is allowed. */
export type Node =
  | string
  | { t: ParentTag; c: Node[]; start?: number }
  | { t: 'a'; href: string; c: Node[] }
  | { t: 'code'; text: string }
  | { t: 'pre'; text: string; lang?: string }
  | { t: 'br' }
  | { t: 'hr' };

export interface PublicAuthor {
  /** Null for imported comments. */
  id: string | null;
  name: string;
  url?: string;
  owner?: true;
  known?: true;
}

export interface PublicComment {
  /** A ULID: sorts by the time its ticket was issued. */
  id: string;
  parent: string | null;
  /** Position of the parent, when it is not in this answer. */
  parentPosition?: number;
  author: PublicAuthor;
  body: Node[];
  createdAt: string;
  editedAt?: string;
  likes: number;
  pinned?: true;
  /** Only ever sent to the comment's own author. */
  status?: 'pending';
  /** A placeholder that keeps replies in place: body [], name ''. */
  gone?: 'removed' | 'withdrawn';
}

export type Ask = 'url' | 'email' | 'likes';

export interface Thread {
  thread: string;
  page: string;
  title: string;
  open: boolean;
  /** Approved comments in the whole thread. */
  count: number;
  /** Positions, gone ones included. */
  total: number;
  /** Position of the first comment below. */
  from: number;
  /** ceil(total / 100), at least 1. */
  parts: number;
  /** Flat, in order of publication, 100 at most. */
  comments: PublicComment[];
  /** With the head only: pinned ones that are older than its first. */
  pinned?: PublicComment[];
  /** Removed or withdrawn in the last 20 minutes, anywhere in the thread: [id, at]. */
  gone: [id: string, at: string][];
  closesAt?: string;
  asks: Ask[];
}
