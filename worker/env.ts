// What the worker is given: its bindings, variables and secrets (wrangler.toml), and the two things
// that it must not take from anywhere else, the clock and randomness.

export interface Env {
  COMMENTS: KVNamespace;
  ASSETS?: Fetcher;
  /** Where a backup is put once a day, by itself. Without it there is none. */
  BACKUPS?: R2Bucket;
  /** Absent ones mean no limit. */
  POST_LIMIT?: RateLimit;
  SITE_LIMIT?: RateLimit;
  STRANGER_LIMIT?: RateLimit;
  LOGIN_LIMIT?: RateLimit;
  /** 32 characters or more; two, separated by a space, while it is being changed. */
  ADMIN_TOKEN?: string;
  /**
   * Origins, separated by spaces or commas. Read by actions/sites.ts alone, for there are further ones in the settings.
   */
  SITES?: unknown;
  /** `/_comments`, if the worker has a route on the blog's own host: `blog.example/_comments/*`. For readers only. */
  BASE_PATH?: string;
  MODERATION?: string;
  OWNER_NAME?: string;
  /** Where the owner is told of comments, until the desk says otherwise: a web address (notify/channels.ts). */
  NOTIFY_WEBHOOK?: string;
  MAIL?: SendEmail;
  /** Both, or there is no Turnstile. */
  TURNSTILE_SITE_KEY?: string;
  TURNSTILE_SECRET?: string;
  /** Comments of authors who are not known are shown to Akismet, a third party, with the reader's address. */
  AKISMET_KEY?: string;
  /** Both, or there is no Cloudflare Access: your-team.cloudflareaccess.com, and the application's audience tag. */
  ACCESS_TEAM?: string;
  ACCESS_AUD?: string;
  /** 'true' fills in the sign-in field, on localhost only. Set by `npm start`. */
  DEVELOPMENT?: string;
}

export interface Runtime {
  /** Milliseconds since 1970. */
  now(): number;
  /** Fills the array with random bytes and returns it. */
  random(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>;
  /** Asks a service of somebody else's; nothing calls it unless the owner has set up such a service. */
  fetch?: (url: string, init: RequestInit) => Promise<Response>;
}
