// What can go wrong at Cloudflare, known by what wrangler says, and what to do then. Pure. Words of wrangler 4.155 and
// codes of Cloudflare's interface; the tests make each happen (tests/scripts/deploy/cloudflare.ts).

interface Failure {
  said: RegExp;
  /** `said`: all that wrangler printed; `file`: where the owner's values are. */
  help: (said: string, file: string) => string;
}

const FAILURES: Failure[] = [
  {
    said: /\[code: 10014\]|a namespace with this account ID and title already exists/i,
    help: (_, file) => `There is a KV namespace of that name already, from a deploy that broke off. Take that one:
  1. npx wrangler kv namespace list      and copy the id of the one whose title ends in “comments”.
  2. In ${file} write:

     [[kv_namespaces]]
     binding = "COMMENTS"
     id = "the id"

  3. npm run deploy`,
  },
  {
    said: /cron triggers|\[code: 10072\]/i,
    help: () => `The worker is up, but not its timer: the free plan has five cron triggers in an account, and yours are taken.
Without it comments are kept, but notices do not go out and pages are not tidied up.
Take one from another worker (Cloudflare’s dashboard, that worker, Settings, Trigger Events), then: npm run deploy`,
  },
  {
    said: /workers\.dev subdomain/i,
    help: () => `Your account has no workers.dev name yet. It becomes a part of the worker’s address, and so of the tag in your pages.
Choose it once: Cloudflare’s dashboard, Compute (Workers), and there “Your subdomain”. Then: npm run deploy
(With a domain of your own at Cloudflare you need none: npm run deploy -- --domain comments.example.com)`,
  },
  {
    said: /\[code: (?:10000|9109|10001)\]|Authentication error|Unauthorized to access|insufficient permissions?/i,
    help: () => `Cloudflare does not let this token or login do that. A token in CLOUDFLARE_API_TOKEN needs the template “Edit Cloudflare
Workers” (with R2 edit, if backups go to a bucket; with DNS edit of the zone, for a domain of your own). Make it under
https://dash.cloudflare.com/profile/api-tokens, or sign in again with: npx wrangler login`,
  },
  {
    said: /hostname.*already (?:has|in use)|\[code: 10013[12]?\]|externally managed DNS records/i,
    help: (
      _,
      file,
    ) => `That domain has a DNS record already, or belongs to another worker. Delete that record in Cloudflare’s dashboard
(the domain, DNS), or choose another name under [[routes]] in ${file}. Then: npm run deploy`,
  },
  {
    said: /Could not find zone|zone .* not found|\[code: 10082\]/i,
    help: (
      _,
      file,
    ) => `The domain is not at Cloudflare in this account. Add it there first (Cloudflare’s dashboard, Add a domain),
or take the lines under [[routes]] out of ${file}: the worker then has its address on workers.dev. Then: npm run deploy`,
  },
  {
    said: /More than one account/i,
    help: (_, file) =>
      `Say which account it is for: account_id = "…" as the first line of ${file}, or CLOUDFLARE_ACCOUNT_ID.`,
  },
  {
    said: /ENOTFOUND|ECONNREFUSED|ETIMEDOUT|fetch failed/i,
    help: () => 'Cloudflare could not be reached. Is this machine online? Then run npm run deploy again.',
  },
];

/** What to do about it; for what nobody foresaw, to read what wrangler said. */
export function helpFor(said: string, file: string): string {
  const known = FAILURES.find((failure) => failure.said.test(said));
  return known?.help(said, file) ?? 'wrangler says why above. When that is put right: npm run deploy';
}
