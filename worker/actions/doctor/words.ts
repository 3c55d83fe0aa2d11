// What the doctor says: at the desk, and by its command. Each sentence whole and by a key, as those of the desk's pages
// are (views/desk/words/), so that they can be translated without touching a look. What is in capitals or between
// backticks is the name of something, and stays.

import { type Plural, say, type Values } from '../../../widget/words/say.ts';

export const doctorSays = {
  // ---- what is looked at ----
  version: 'Version',
  token: 'Token',
  store: 'Store',
  sweep: 'Sweep',
  records: 'Records',
  backups: 'Backups',
  sites: 'Sites',
  limits: 'Rate limits',
  notices: 'Notices',
  /** `{name}`: a device. */
  noticesOnDevice: 'Notices on {name}',
  /** `{title}`: "by e-mail", "to Slack". */
  noticesBy: 'Notices {title}',
  readers: 'Replies to readers',
  writes: 'Today’s writes',
  lists: 'Today’s lists',
  reads: 'Today’s reads and requests',
  clock: 'Clock',

  // ---- how it is set up ----
  /** `{name}`: the version. */
  versionIs: '{name}. What is new in it: CHANGELOG.md.',
  tokenWeak:
    'ADMIN_TOKEN has few different letters. Make one with openssl rand -base64 32 and set it: npx wrangler secret put ADMIN_TOKEN',
  tokenTwo: 'Two are set. Once every device is signed in with the first, set that one alone.',
  tokenLength: { other: '{n} characters.' },
  sitesEmpty: 'SITES is empty. Set it in your wrangler.local.toml: SITES = "https://example.com"',
  sitesEmptyAll:
    'SITES is empty, so no page may have comments. Set it in your wrangler.local.toml: SITES = "https://example.com"',
  /** `{title}`: what stands there, also in the next one. */
  sitesUnread: 'Not an origin, so left out: {title}. One looks like https://example.com',
  sitesPlain: 'Not encrypted: {title}. Fine while you try things; take it out then, of SITES or under Settings.',
  limitsCount: 'They count each visitor, the whole site, all strangers, and tries to sign in.',
  /** `{title}`: `limitAbsent` or `limitSilent` of each. */
  limitsMissing:
    'There is no limit where {title}. They are [[ratelimits]] in wrangler.toml; npm run deploy sets them, unless your wrangler.local.toml says otherwise.',
  /** `{name}`: of a limit, also in the next one. */
  limitAbsent: '{name} is absent',
  limitSilent: '{name} does not answer',

  // ---- the store ----
  noAnswer: 'KV did not answer. Try again in a minute.',
  storeWorks: 'A record was written, read back and deleted.',
  noWrite:
    'KV takes nothing. On the free plan that is what a day’s used-up writes look like; they begin anew at midnight UTC. Else look at the binding COMMENTS in your wrangler.local.toml, and in wrangler.toml.',
  noRead: 'What was just written could not be read back. KV may lag: try again in a minute.',
  noDelete: 'KV deletes nothing. On the free plan a day’s deletes may be used up; they begin anew at midnight UTC.',
  sweepIdle: 'Nothing is waiting for it. (A sweep that finds nothing leaves no trace.)',
  /** `{time}`: "3 minutes ago". */
  sweepBusy: 'The oldest thing it has to do came {time}.',
  sweepLate: {
    other:
      'It has had something to do for {n} minutes. Look at the cron trigger “*/5 * * * *” in Cloudflare’s dashboard; it is in wrangler.toml, unless your wrangler.local.toml says otherwise. Locally there is none.',
  },
  recordsFine: 'All can be read.',
  recordsSome: '(There are many: of each kind the first were looked at.)',
  /** `{title}`: their names. */
  recordsUnread: { one: '1 record could not be read: {title}.', other: '{n} records could not be read: {title}.' },
  /** Behind names, or alone. */
  recordsMore: { other: '{n} more' },
  and: 'and',
  recordsDo:
    'What to do: nothing else is touched by it. If you went back to an older version, deploy the newer one again; if another program writes into this namespace, give it one of its own. To delete one: npx wrangler kv key delete --binding COMMENTS --remote "its name"',

  // ---- backups ----
  backupsNone:
    'None is made by itself. docs/moving.md says how to have one a day in a bucket of R2, or one a week by a workflow.',
  backupsSilent: 'R2 did not answer. Try again in a minute, or look at the bucket in Cloudflare’s dashboard.',
  /** `{time}`: "3 hours ago"; `{n}`: pieces. */
  backupBegun: {
    one: 'The next one was begun {time} and has 1 piece so far.',
    other: 'The next one was begun {time} and has {n} pieces so far.',
  },
  backupFirst: 'The first one is begun by the next run of the sweep.',
  backupNotWhole: 'None is whole yet.',
  /** `{time}`: a day; `{title}`: one of the next three. */
  backupBroken:
    'The one of {time} cannot be read back: {title}. Make one by hand (npm run export); the next one is made tomorrow.',
  pieceMissing: { other: 'piece {n} is missing' },
  pieceChanged: { other: 'piece {n} is not what was written' },
  pieceNoEnd: 'its last line is not the end of a backup',
  /** `{time}`: "3 hours ago"; `{title}`: the day; `{n}`: kB. */
  backupLast: { other: 'The last one ended {time} ({title}, {n} kB) and can be read back.' },
  backupLeftOut: {
    one: '1 record could not be read, and is not in it.',
    other: '{n} records could not be read, and are not in it.',
  },
  backupDays: { one: '1 day is kept.', other: '{n} days are kept.' },

  // ---- notices and mail to readers ----
  noticesNone: 'None are set up. They are at /admin/notices.',
  noticesLost: 'Their address was sealed with another ADMIN_TOKEN. Enter it again at /admin/notices.',
  noticesNowhere: 'They are on, but there is nowhere to send them. See /admin/notices.',
  /** `{title}`: what the provider answered, also in the next two. */
  noticeSent: 'A test was sent. The answer: {title}',
  noticeNotSent: 'A test did not arrive. The answer: {title} See /admin/notices.',
  mailNotSent: 'The last mail did not go out. The answer: {title} See /admin/notices.',
  readersOff: 'Off. They are at /admin/notices.',
  readersLack: 'On, but there is no mail to tell them by. Enter key and sender’s address at /admin/notices.',
  readersOn: { other: 'On. Comments whose writers are told: {n}.' },

  // ---- what the day has used ----
  usedWrites: {
    other: 'About {n} for comments and verdicts, and as many deletes at most; likes are not counted here.',
  },
  usedLists: { other: 'About {n} by the sweep and for publishing; each page of the desk takes a few more.' },
  ofFree: { other: 'The free plan has {n} a day, for all workers of your account.' },
  brakeWork: 'Every comment needs work now.',
  brakeClosed: 'Only known authors write now.',
  usedReads:
    'The worker cannot know them. Cloudflare’s dashboard does: Workers & Pages for requests, KV for reads. The free plan has 100,000 of each a day.',

  // ---- the site's pages; `{site}`: the address of one, also in all that follow ----
  pageSilent: '{site} did not answer. If the page moved, say so under Threads.',
  /** `{title}`: a status of HTTP, "404". */
  pageRefused: '{site} answered {title}. If the page moved, say so under Threads.',
  pageOther: '{site} has a tag, but of another worker. Its src must be the embed.js of this one.',
  pageOutdated:
    '{site} has a tag whose integrity is that of an earlier deploy, so browsers run nothing. Paste the one that npm run build prints.',
  pageLost: '{site} no longer carries the tag, or only a script puts it there.',
  pageNone: '{site} carries no tag; a front page need not. Nobody has commented on a page of this site yet.',
  pageCarries: '{site} carries the tag.',
  pagesCarry: { other: '{n} pages that have comments carry the tag.' },

  clockUnknown: 'Cloudflare’s. No page of yours said what time it is.',
  clockAgrees: 'Agrees with that of your site.',
  clockApart: {
    other:
      'It is {n} minutes apart from that of your site. Cloudflare’s is right: look at your server, or a cache before it.',
  },
} as const satisfies Readonly<Record<string, string | Plural>>;

export function fill(words: string | Plural, values: Values = {}): string {
  return say(words, 'en', values);
}
