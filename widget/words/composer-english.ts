// The English words of the form and of what is one's own. They come with composer.js, when somebody starts to write.
// The words of refusals are in errors.ts.

import type { Plural } from './say.ts';

export interface ComposerWords {
  name: string;
  url: string;
  email: string;
  remember: string;
  postComment: string;
  postReply: string;
  save: string;
  cancel: string;
  posting: string;
  working: string;
  privacy: string;
  postingAs: string;
  change: string;
  draft: string;
  discard: string;
  left: Plural;
  over: Plural;
  tools: string;
  bold: string;
  italic: string;
  link: string;
  quote: string;
  codeTool: string;
  previewTool: string;
  writeTool: string;
  posted: string;
  thanks: string;
  offline: string;
  retrying: string;
  dontSend: string;
  sentLater: string;
  nowPublic: string;
  waiting: string;
  onlyYou: string;
  editWaits: string;
  edit: string;
  editName: string;
  delete: string;
  deleteAsk: string;
  keep: string;
  reportAsk: string;
  sendReport: string;
  reported: string;
  devices: string;
  keyHere: string;
  keyHint: string;
  copy: string;
  copied: string;
  keyThere: string;
  keyThereHint: string;
  useKey: string;
  keyWrong: string;
  keyAsk: string;
  replaceKey: string;
  keyTaken: string;
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
  thanks: 'Thank you. Your comment is waiting for approval.',
  offline: 'You are offline. Your comment is kept in this browser and will be sent when you are back on this site.',
  retrying: 'No answer yet. Your comment is kept here and will be tried again.',
  dontSend: 'Don’t send',
  sentLater: 'Your earlier comment has been posted.',
  nowPublic: 'Your comment is now public.',
  waiting: 'Waiting',
  onlyYou: 'Only you can see this until it is approved.',
  editWaits: 'Your edit is waiting for approval. Until then others read the earlier words.',
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
  keyThereHint: 'You find it in the same place on the device that you wrote with.',
  useKey: 'Use this key',
  keyWrong: 'That is not a whole key. Please copy it again on your other device.',
  keyAsk:
    'You have written here with another key. If you replace it, those comments can no longer be edited or deleted from this browser.',
  replaceKey: 'Replace it',
  keyTaken: 'This browser now uses the key of your other device.',
  mailed: 'If this address is new here, a mail will ask you to confirm it once your comment is public.',
};
