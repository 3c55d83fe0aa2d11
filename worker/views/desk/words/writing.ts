// The pages where the owner writes a reply, or other words for a comment.

import type { DeskWords } from './words.ts';

export const writingWords = {
  replyTo: 'Reply to {name}',
  yourReply: 'Your reply',
  /** `{name}`: the owner's. */
  replyHint: 'It appears at once, as {name}, with the Author badge.',
  /** After `replyHint`. `{name}`: who is replied to. */
  approvesToo: '{name}’s comment is approved with it.',
  approveAndReply: 'Approve and reply',
  postReply: 'Post reply',

  editOf: 'Edit {name}’s comment',
  words: 'Words',
  editHint: 'Readers see “edited” beside it. Later edits by its writer wait for you.',
  saveAndPublish: 'Save and publish',
  save: 'Save',

  /** `{title}`: the page's. */
  on: 'on {title}',
  commentOf: '{name}’s comment',
  cancel: 'Cancel',

  missing: 'Please write a few words.',
  tooLong: { other: 'That is more than {n} characters.' },
  stale: 'These words have changed since you read them. Please look again; yours are still in the box.',
  gone: 'The comment you are replying to is no longer here. Your words are still in the box.',
  notUnderstood: 'That was not understood. Please look it over and try again.',
} as const satisfies DeskWords;
