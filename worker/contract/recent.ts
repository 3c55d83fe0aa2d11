// The newest comments of a site, as a list on an index page needs them.

export interface RecentComment {
  id: string;
  /** Where it stands: the page's address, and its own fragment. */
  url: string;
  /** What the page is called; '' where nobody has said. */
  title: string;
  name: string;
  /** How it begins, as plain text of one line. */
  words: string;
  createdAt: string;
}

export interface RecentAnswer {
  /** Newest first. */
  comments: RecentComment[];
}
