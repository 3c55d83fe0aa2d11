// The English words of the form and of what is one's own. They come with composer.js, when somebody starts to write.
// The words of refusals are in errors.ts.

import type { Plural } from './say.ts';

export interface ComposerWords {
  /** Label of a field; what is written there is shown, so a nickname will do. */
  name: string;
  url: string;
  email: string;
  /** At a box to tick: the name is filled in the next time. */
  remember: string;
  /** Buttons; what is sent is public at once, or when the site's owner has approved it. */
  postComment: string;
  postReply: string;
  save: string;
  cancel: string;
  /** On the button, while the comment is sent. */
  posting: string;
  /** The browser works something out for some seconds, which makes spam dear. */
  working: string;
  privacy: string;
  /** Over the box. `{name}`: the name that the comment will be shown with. Not "you write like …". */
  postingAs: string;
  /** Button after `postingAs`: another name. */
  change: string;
  /** Above the button, where the browser lets us keep nothing: private windows, blocked site data, a full disk. */
  notKept: string;
  draft: string;
  /** Button after `draft`: deletes it. */
  discard: string;
  left: Plural;
  over: Plural;
  /** Name of the row with the next seven buttons; on most of them the name is seen only by a screen reader. */
  tools: string;
  bold: string;
  italic: string;
  link: string;
  /** A passage of somebody else's words. */
  quote: string;
  codeTool: string;
  /** Button: shows what the comment will look like; and the button back. */
  previewTool: string;
  writeTool: string;
  /** The comment is public at once. Not "sent". */
  posted: string;
  /** Under the comment that was just posted, alone or before `onlyYou` and `mailed`. */
  thankYou: string;
  thanks: string;
  /** An edit was taken, and is public. */
  saved: string;
  offline: string;
  /** The server is silent. Not the word for a reply to a comment. */
  retrying: string;
  /** Button after `offline` and `retrying`: the comment will not be sent. */
  dontSend: string;
  sentLater: string;
  nowPublic: string;
  /** Badge at a comment of one's own: it waits to be approved. */
  waiting: string;
  onlyYou: string;
  editWaits: string;
  edit: string;
  editName: string;
  delete: string;
  /** In the place of the buttons; before `delete` and `keep`. */
  deleteAsk: string;
  /** Button: do not delete it, do not replace it. */
  keep: string;
  reportAsk: string;
  sendReport: string;
  reported: string;
  /** Button; the rest of these is behind it. A key is a line of 22 letters and digits, to be copied. */
  devices: string;
  keyHere: string;
  keyHint: string;
  copy: string;
  /** The key was. */
  copied: string;
  keyThere: string;
  keyThereHint: string;
  useKey: string;
  keyWrong: string;
  keyAsk: string;
  /** Button after `keyAsk`: replaces the key. */
  replaceKey: string;
  keyTaken: string;
  /** Said after `posted` or `thanks`, if an e-mail address was left. */
  mailed: string;
}

export const composerEnglish: ComposerWords = {
  name: 'Name',
  url: 'Website (optional)',
  email: 'E-mail (optional), for replies only, never shown',
  remember: 'Remember me in this browser',
  postComment: 'Post comment',
  postReply: 'Post reply',
  save: 'Save',
  cancel: 'Cancel',
  posting: 'Posting…',
  working: 'A short check, a few seconds more…',
  privacy: 'Your name and comment will be public.',
  postingAs: 'Posting as {name}.',
  change: 'Change',
  notKept: 'This browser keeps nothing here. After you leave this page, you cannot edit your comment.',
  draft: 'Your draft is still here.',
  discard: 'Discard',
  left: { one: '1 character left', other: '{n} characters left' },
  over: { one: '1 character too many', other: '{n} characters too many' },
  tools: 'Formatting',
  bold: 'Bold',
  italic: 'Italic',
  link: 'Link',
  quote: 'Quote',
  codeTool: 'Code',
  previewTool: 'Preview',
  writeTool: 'Write',
  posted: 'Posted.',
  thankYou: 'Thank you.',
  thanks: 'Thank you. Your comment is waiting for approval.',
  saved: 'Saved.',
  offline: 'You are offline. Your comment is kept in this browser and will be sent when you are back on this site.',
  retrying: 'No response yet. Your comment is kept here and will be sent again.',
  dontSend: 'Don’t send',
  sentLater: 'Your earlier comment has been posted.',
  nowPublic: 'Your comment is now public.',
  waiting: 'Waiting',
  onlyYou: 'Only you can see this until it is approved.',
  editWaits: 'Your edit is waiting for approval. Until then, others see the earlier version.',
  edit: 'Edit',
  editName: 'Edit your comment',
  delete: 'Delete',
  deleteAsk: 'Delete this comment?',
  keep: 'Keep',
  reportAsk: 'What is wrong with this comment?',
  sendReport: 'Send report',
  reported: 'Thank you. The site’s owner will look at it.',
  devices: 'My comments on other devices',
  keyHere: 'Key of this browser',
  keyHint:
    'Paste it in the same place on your other device. Whoever has this key can edit and delete your comments here.',
  copy: 'Copy',
  copied: 'Copied.',
  keyThere: 'Key from another device',
  keyThereHint: 'You’ll find it in the same place on the device you wrote with.',
  useKey: 'Use this key',
  keyWrong: 'That key is incomplete. Please copy it again on your other device.',
  keyAsk:
    'You have written here with another key. If you replace it, those comments can no longer be edited or deleted from this browser.',
  replaceKey: 'Replace it',
  keyTaken: 'This browser now uses the key of your other device.',
  mailed: 'If this address is new here, you’ll get an e-mail to confirm it once your comment is public.',
};
