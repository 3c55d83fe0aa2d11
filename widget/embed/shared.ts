// What reading.js and composer.js use of the embed's code. They are handed it, so that nothing is downloaded twice.
// This is the only list: the build reads it, and makes the two files take whatever they import from a file named here
// out of what they were handed (scripts/build/from-embed.ts). A name that is missing here fails the build.
// Read next: embed/from-embed.ts, reading/shared.ts.

import { drawNodes } from './components/body.ts';
import { drawForm } from './components/form.ts';
import { Section } from './components/section.ts';
import { listened, setH } from './first-sight.ts';
import { number, readComments, readThread, text } from './read-thread.ts';
import { nextFrame, nextTask } from './tasks.ts';
import { grow } from './tree.ts';

export const shared = {
  Section,
  drawForm,
  drawNodes,
  grow,
  listened,
  nextFrame,
  nextTask,
  number,
  readComments,
  readThread,
  setH,
  text,
};

export type Shared = typeof shared;
