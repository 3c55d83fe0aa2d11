// The page for notices: on devices, by e-mail or to a chat, by feed; and what readers are told.

import type { DeskWords } from './words.ts';

export const noticesWords = {
  settings: 'Settings',
  notices: 'Notices',
  hint: 'How you hear of comments when you are not here. They go out every five minutes, several in one.',
  save: 'Save',

  saved: 'Saved. It holds everywhere within a minute or two.',
  notSaved: 'Not saved: see what is marked below.',
  nowhere: 'There is nowhere to send it.',
  /** `{title}`: what the provider answered, also in the next ones. */
  sent: 'Sent. The answer: {title}',
  notArrived: 'It did not arrive. The answer: {title}',
  notOut: 'It did not go out. The answer: {title}',
  noMail: 'There is no mail to send it by.',
  notOn: 'Not switched on: there is no mail to tell them by.',

  // ---- on devices ----
  deviceAdded: 'Notices are on here. Send a test to see one.',
  deviceRemoved: 'Removed. No notices go there any more.',
  aDevice: 'A device',
  unusable: 'What the browser handed over could not be used. Please try again there.',
  tooMany: { other: '{n} devices at most: remove one of them first.' },
  pushSent: 'Sent. The answer of its push service: {title}',
  pushNotArrived: 'It did not arrive. The answer of its push service: {title}',
  /** After `pushNotArrived`. */
  pushGone: 'It does not know this device any more: remove it, or turn notices on there again.',
  noDevice: 'It did not arrive. That device is not here.',
  onDevice: 'Notices on this device',
  onDeviceHint:
    'Your browser shows them, also while the desk is closed. It needs no account; what is sent can only be read on the device.',
  needsScript: 'Turning them on needs JavaScript.',
  deviceName: 'Name of this device',
  turnOn: 'Turn on here',
  devices: 'Devices',
  /** `{time}`: "3 days ago", also in the next three. */
  added: 'Added {time}.',
  lastOut: 'The last one went out {time}.',
  /** `{title}`: what the provider answered. */
  failed: 'The last try failed {time}: {title} It is tried again.',
  deviceLost:
    'It was added under another ADMIN_TOKEN and cannot be reached any more. Remove it, and turn notices on there again.',
  sendTest: 'Send a test',
  remove: 'Remove',
  /** For a screen reader; `{name}`: of the device. */
  sendTestName: 'Send a test: {name}',
  removeName: 'Remove: {name}',

  // ---- by e-mail or to a chat ----
  byMailOrChat: 'By e-mail, or to a chat',
  to: 'E-mail address or web address',
  /** `{link}`: the address that Telegram wants. */
  toHint:
    'A webhook of Slack or Discord, an ntfy topic, any address that takes JSON, or for Telegram {link}. Empty: only your devices are told.',
  addressLost:
    'The saved address was sealed with another ADMIN_TOKEN and cannot be read any more. Please enter it again.',
  none: 'None are sent yet.',
  failedKept: 'The last try failed {time}: {title} Nothing is lost; it is tried again.',
  /** `{title}`: "by e-mail", "to Slack". */
  theyGo: 'They go {title}.',
  whatOf: 'What of',
  waiting: 'What waits for you, and reports',
  all: 'Every new comment',
  allHint: 'Those that appear at once too.',
  hourly: 'At most one an hour',
  hourlyHint: 'What comes in between is gathered and comes with the next one.',
  forMail: 'For e-mail',
  mailKey: 'Key of a mail provider',
  notNeeded: 'Not needed: this worker sends by Cloudflare.',
  fromProvider: 'From Resend or Postmark.',
  keySaved: 'One is saved; leave this empty to keep it.',
  keySealed: 'It is kept sealed.',
  forgetKey: 'Forget the saved key',
  mailFrom: 'Sender’s address',
  mailFromHint: 'One that your provider lets you send from.',
  testHint: 'Sends one now to what is saved, and shows the answer.',
  byFeed: 'By feed instead',
  byFeedHint:
    'What waits, for your feed reader. Whoever has this address can read it; “Sign out everywhere” makes a new one.',
  secret: 'Secret of your webhook',
  secretHint: 'Every message is signed, as standardwebhooks.com describes: check webhook-signature with this.',

  wrongTo: 'An e-mail address, or a web address that starts with https://',
  wrongKey: 'That is neither a key of Resend (re_…) nor of Postmark.',
  wrongFrom: 'That e-mail address looks incomplete.',
  noProvider: 'Mail needs something that sends it: see the two ways below, under “For e-mail”.',
  /** Two ways to mail, step by step. */
  byCloudflare: 'Free, by Cloudflare: mail to yourself',
  cloudflareDomain:
    'You need a domain whose DNS is at Cloudflare. In Cloudflare’s dashboard open it, then Email, Email Routing, and press Get started. Cloudflare adds the DNS records.',
  cloudflareAddress: 'Under Destination addresses add your own address, and press the link in the mail that comes.',
  /** `{link}`: two lines of TOML. `{title}`: a command. */
  cloudflareLines: 'In the folder that you deploy from, write two lines into wrangler.local.toml: {link} Then: {title}',
  cloudflareHere:
    'Here: your own address above, and as sender’s address any one at that domain, such as comments@example.com. Save, then Send a test.',
  byResend: 'By Resend: mail to yourself and to readers',
  resendDomain:
    'Make an account at resend.com. Under Domains add your domain, and enter the DNS records that it shows where your domain’s DNS is. Wait until it says Verified.',
  resendKey: 'Under API Keys make a key that may send.',
  resendHere:
    'Here: your own address above, the key, and as sender’s address any one at that domain. Save, then Send a test.',

  // ---- replies to readers ----
  replies: 'Replies to readers',
  repliesHint:
    'The form then asks for an e-mail address. Whoever leaves one, and confirms it, is told of replies by e-mail: at most once an hour and page. Addresses are kept sealed, shown to nobody, and deleted when their reader says so.',
  switchOn: 'Switch on',
  switchOff: 'Switch off',
  byBinding:
    'By Cloudflare it reaches everybody only on the Workers Paid plan; else only addresses that you verified. Try it with one that you did not.',
  testTo: 'Send a test to',
  send: 'Send',
  onButNot: 'On, but no mail goes out.',
  off: 'Off.',
  on: 'On.',
  nobody: 'Nobody is waiting for replies yet.',
  awaited: { one: 'Replies to one comment are awaited.', other: 'Replies to {n} comments are awaited.' },
  lastMail: 'The last mail went out {time}.',
  lacksKey: 'The provider’s key was sealed with another ADMIN_TOKEN: please enter it again above.',
  lacksProvider: 'It needs the key of a mail provider and a sender’s address: enter both above, under “For e-mail”.',
  lacksSender: 'It needs a sender’s address: enter one above, under “For e-mail”.',

  // ---- the site ----
  rebuild: 'Build the site anew',
  rebuildHint:
    'For sites that hold their comments in their own pages. Some minutes after a comment became public, or is public no longer, your host is asked to build the site anew: at most every 15 minutes.',
  rebuildTo: 'Address of the deploy hook',
  rebuildToHint: 'Netlify calls it a build hook; Vercel and Cloudflare Pages, a deploy hook. Empty: none is called.',
  wrongRebuildTo: 'A web address that starts with https://',
  lastRebuild: 'The last call went out {time}.',
} as const satisfies DeskWords;
