// Every key that the worker signs or seals with, by what it is for. Each is derived from the one secret there is with
// its own label (actions/memory/secrets.ts), so that what was signed for one purpose is no good for another. A label
// may never change its meaning: who needs another form of it gives it the next version.

export const LABELS = {
  /** HMAC: the permission to write one comment. */
  ticket: 'afterword ticket v1',
  /** HMAC: the owner's cookie. */
  session: 'afterword session v1',
  /** HMAC: the sentence that the desk shows after a redirect. */
  flash: 'afterword notice v1',
  /** HMAC: a verdict in a notice to the owner. */
  act: 'afterword act v1',
  /** HMAC: the owner's private feed. */
  feed: 'afterword feed v1',
  /** HMAC: what a webhook is sent, so that its receiver can tell it is ours. */
  webhook: 'afterword webhook v1',
  /** HMAC: links in mails to readers. */
  subscription: 'afterword subscription v1',
  /** AES-GCM: readers' addresses. */
  address: 'afterword address v1',
  /** AES-GCM: where the owner's notices go, and the keys for it. */
  notices: 'afterword notices v1',
} as const;

export type KeyLabel = (typeof LABELS)[keyof typeof LABELS];
