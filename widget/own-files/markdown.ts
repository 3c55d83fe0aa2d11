// markdown.js: a comment's tree written as Markdown again. Only who edits a comment needs it whose source this browser
// does not have: one that was written on another device.

export { toMarkdown } from '../../worker/contract/to-markdown.ts';
