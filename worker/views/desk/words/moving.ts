// The pages where the owner moves in and out. What their scripts say while they work is in desk/.

import type { DeskWords } from './words.ts';

export const importWords = {
  settings: 'Settings',
  import: 'Import',
  hint: 'Brings in the comments of another system, or puts a backup back. The file is read here, in your browser, and you see what would become of every comment before anything is written. What is here already stays as it is.',
  needsScript: 'This page needs JavaScript to read your file. The command below does the same without it.',
  noSites: 'The variable SITES is not set yet: there is no page that a comment could go to.',
  what: 'What to bring in',
  file: 'Choose a file, or drop it here',
  fileHint:
    'From Disqus, WordPress, Blogger, Isso, Remark42, Commento, Comentario, Cusdis, cwd, Waline, Valine, Twikoo, Artalk, Hyvor Talk, FastComments, Staticman (its folder as a .zip), giscus, utterances, or a backup from here; compressed or not.',
  site: 'Site',
  siteHint: 'For pages that the file names by path alone.',
  moreChoices: 'More choices: new addresses, your names, e-mail addresses',
  rules: 'Address rules',
  /** `{link}`: an example. */
  rulesHint:
    'If pages have other addresses now: old and new with a space between them, one rule a line. A * at the end of both stands for the rest: {link}',
  owners: 'Your names there',
  ownersHint: 'Names or e-mail addresses that you wrote under, one a line. These comments carry your badge.',
  emails: 'Keep readers’ e-mail addresses',
  emailsHint: 'For your eyes only. Otherwise they are dropped.',
  look: 'Show what would happen',
  progress: 'Progress',
  terminal: 'From a terminal',
  /** `{link}`: a part of the command. */
  terminalHint:
    'Where the project is, the command does the same; it asks for your ADMIN_TOKEN. Take {link} away when you like what it says.',
} as const satisfies DeskWords;

export const exportWords = {
  settings: 'Settings',
  export: 'Export',
  hint: 'Your comments as a file. Nothing changes here. If you keep readers’ e-mail addresses, they are in it: keep the file to yourself.',
  needsScript: 'This page needs JavaScript to put the file together. The command below does the same without it.',
  what: 'What to write',
  backup: 'Backup',
  backupHint: 'Everything, to be put back here: comments, verdicts, likes, settings.',
  wxr: 'WordPress (WXR)',
  wxrHint: 'For WordPress, Isso, and whatever reads WordPress’ exports.',
  disqus: 'Disqus (XML)',
  disqusHint: 'For Isso, Remark42, Waline and others. Published comments only.',
  csv: 'Table (CSV)',
  csvHint: 'For a spreadsheet.',
  download: 'Download',
  progress: 'Progress',
  terminal: 'From a terminal',
  terminalHint:
    'Where the project is, the command does the same; it asks for your ADMIN_TOKEN. It goes on where it broke off, which suits a large site.',
} as const satisfies DeskWords;
