// The site's rules as the owner sets them. The checks of each: rules/requests/settings.ts.

export interface SiteSettings {
  /** first-time: a reader's first comment waits. all: every comment waits. open: none does. */
  moderation: 'first-time' | 'all' | 'open';
  /** More links than this in one comment make it wait, whoever wrote it. */
  maxLinks: number;
  /** A comment that holds one of these words waits. */
  blockedWords: string[];
  ownerName: string;
  /** Days after a thread's first comment; null: never. */
  closeAfterDays: number | null;
  /** No new comments anywhere. */
  stop: boolean;
  work: 'auto' | 'off' | 'always';
  /** Writes a day by authors who are not known: from here on every comment needs work. */
  writesBeforeWork: number;
  /** From here on only authors who are known write. */
  writesBeforeClosed: number;
  /**
   * Origins whose pages may have comments beside those of the variable SITES; `http://localhost:*` is any port there.
   */
  sites: string[];
}

export type SettingName = keyof SiteSettings;

export const MODERATION = ['first-time', 'all', 'open'] as const satisfies SiteSettings['moderation'][];
export const WORK = ['auto', 'off', 'always'] as const satisfies SiteSettings['work'][];
