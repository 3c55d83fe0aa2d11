// The English words of the form. They come with composer.js, when somebody starts to write.
// The words of refusals are in errors.ts.

import type { Plural } from './say.ts';

export interface ComposerWords {
  name: string;
  url: string;
  remember: string;
  postComment: string;
  postReply: string;
  cancel: string;
  posting: string;
  privacy: string;
  postingAs: string;
  change: string;
  draft: string;
  discard: string;
  left: Plural;
  over: Plural;
  posted: string;
  thanks: string;
  sentLater: string;
  nowPublic: string;
}

export const composerEnglish: ComposerWords = {
  name: 'Name',
  url: 'Website (optional)',
  remember: 'Remember me in this browser',
  postComment: 'Post comment',
  postReply: 'Post reply',
  cancel: 'Cancel',
  posting: 'Posting…',
  privacy: 'Your name and comment will be public.',
  postingAs: 'Posting as {name}.',
  change: 'Change',
  draft: 'Your draft is still here.',
  discard: 'Discard',
  left: { one: '1 character left', other: '{n} characters left' },
  over: { one: '1 character too many', other: '{n} characters too many' },
  posted: 'Posted.',
  thanks: 'Thank you. Your comment is waiting for approval.',
  sentLater: 'Your earlier comment has been posted.',
  nowPublic: 'Your comment is now public.',
};
