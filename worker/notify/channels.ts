// Where a notice can go, told apart by the address that the owner pastes; and what each channel wants to be sent.
// Adding one is its kind (rules/channel-kinds.ts), a line in `kindOf` and a function that makes its request.
// Read next: notify/send.ts.

import { isEmail } from '../contract/index.ts';
import type { ChannelKind } from '../rules/channel-kinds.ts';
import { outsideAddress } from './address.ts';
import type { Notice } from './notice.ts';
import { subjectOf, textOf } from './words.ts';

export interface Channel {
  kind: ChannelKind;
  to: string;
}

export interface Outgoing {
  url: string;
  body: string;
  headers?: Record<string, string>;
}

/**
 * Null where it is neither an e-mail address nor a web address that may be used. The worker's own machine is one only
 * while the worker is developed: on a host of one's own, other programs listen there that trust whoever is inside.
 */
export function channelOf(to: string, { DEVELOPMENT }: { DEVELOPMENT?: string }): Channel | null {
  if (isEmail(to)) return { kind: 'mail', to };
  const url = outsideAddress(to) ?? (DEVELOPMENT === 'true' ? localAddress(to) : null);
  return url && { kind: kindOf(url), to: url.href };
}

function kindOf({ hostname, pathname }: URL): ChannelKind {
  if (hostname === 'hooks.slack.com') return 'slack';
  if (/^(?:(?:canary|ptb)\.)?discord(?:app)?\.com$/.test(hostname) && pathname.startsWith('/api/')) return 'discord';
  if (hostname === 'api.telegram.org') return 'telegram';
  if (hostname === 'ntfy.sh' || hostname.startsWith('ntfy.')) return 'ntfy';
  return 'json';
}

/** A receiver on the developer's own machine. */
function localAddress(text: string): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const isLocal = url.hostname === 'localhost' || url.hostname === '127.0.0.1';
  return url.protocol === 'http:' && isLocal && !url.username && !url.password ? url : null;
}

/** What each channel is sent; mail is none of these (mail.ts), and the generic one is signed (signature.ts). */
export const REQUESTS: Record<Exclude<ChannelKind, 'mail'>, (notice: Notice, to: string) => Outgoing> = {
  // https://api.slack.com/messaging/webhooks: three characters are markup, and would let a reader call @everybody.
  slack: (notice, to) => ({
    url: to,
    body: JSON.stringify({
      text: `*${escapeSlack(subjectOf(notice))}*\n${escapeSlack(textOf(notice, 3_500))}`,
      unfurl_links: false,
      unfurl_media: false,
    }),
  }),

  // https://discord.com/developers/docs/resources/webhook#execute-webhook: nobody is mentioned, nothing is embedded.
  discord: (notice, to) => ({
    url: to,
    body: JSON.stringify({
      content: `**${escapeDiscord(subjectOf(notice))}**\n${escapeDiscord(textOf(notice, 1_500))}`.slice(0, 2_000),
      allowed_mentions: { parse: [] },
      flags: 4,
    }),
  }),

  // https://core.telegram.org/bots/api#sendmessage: without a parse_mode the text is plain.
  telegram: (notice, to) => {
    const url = new URL(to);
    const chat = url.searchParams.get('chat_id') ?? '';
    url.search = '';
    return {
      url: url.href,
      body: JSON.stringify({
        chat_id: chat,
        text: `${subjectOf(notice)}\n\n${textOf(notice, 3_500)}`,
        link_preview_options: { is_disabled: true },
      }),
    };
  },

  // https://docs.ntfy.sh/publish/#publish-as-json: to the server's root, since headers hold no letters but ASCII's.
  ntfy: (notice, to) => {
    const url = new URL(to);
    const [only] = notice.items.length === 1 && notice.more === 0 ? notice.items : [];
    const action = (label: string, address: string | undefined) =>
      address === undefined ? [] : [{ action: 'view', label, url: address }];
    return {
      url: `${url.origin}/`,
      body: JSON.stringify({
        topic: url.pathname.slice(1),
        title: subjectOf(notice),
        message: textOf(notice, 1_000),
        tags: ['speech_balloon'],
        ...(notice.desk !== null && { click: notice.desk }),
        ...(only && { actions: [...action('Approve', only.approve), ...action('Spam', only.spam)] }),
      }),
    };
  },

  json: (notice, to) => ({
    url: to,
    body: JSON.stringify({
      type: notice.isTest ? 'test' : 'comments',
      site: notice.site,
      desk: notice.desk,
      comments: notice.items,
      more: notice.more,
    }),
  }),
};

function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Leaves alone what our own addresses are made of. */
function escapeDiscord(text: string): string {
  return text
    .split(/(https?:\/\/\S+)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/[\\*_~`|[\]()<#]/g, (letter) => `\\${letter}`)))
    .join('');
}
