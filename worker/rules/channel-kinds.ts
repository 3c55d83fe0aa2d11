// The kinds of channels that notices to the owner go by, and how the desk and the doctor call each of them.
// Read next: notify/channels.ts, which tells them apart and makes their requests.

export type ChannelKind = 'mail' | 'slack' | 'discord' | 'telegram' | 'ntfy' | 'json';

/** How notices go. */
export const WAYS: Record<ChannelKind, string> = {
  mail: 'by e-mail',
  slack: 'to Slack',
  discord: 'to Discord',
  telegram: 'to Telegram',
  ntfy: 'by ntfy',
  json: 'by webhook',
};
