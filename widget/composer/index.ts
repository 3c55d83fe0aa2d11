// composer.js: everything that the first sight of the comments does not need. Loaded when somebody starts to
// write, comes back to a draft or a comment of their own, follows a permalink, or asks for older comments.
// Read next: view.ts for what is drawn, post.ts for what happens on "Post comment".

import type { Composer, Shared } from '../kit.ts';
import css from '../styles/composer.css?inline';
import { box } from './box.ts';
import { earlier } from './earlier.ts';
import { settle } from './own.ts';
import { post } from './post.ts';
import { receive } from './preact.ts';
import { show } from './show.ts';
import { typed } from './ticket.ts';
import { view } from './view.ts';

export default function composer(shared: Shared): Composer {
  receive(shared);
  return { css, box, view, typed, post, settle, show, earlier };
}
