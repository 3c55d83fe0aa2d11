// composer.js: everything of the form but its box. Loaded when somebody starts to write. Read next: view.ts for
// what is drawn, post.ts for what happens on "Post comment".

import type { Composer, Shared } from '../kit.ts';
import css from '../styles/composer.css?inline';
import { box } from './box.ts';
import { mine } from './mine.ts';
import { post } from './post.ts';
import { receive } from './preact.ts';
import { typed } from './ticket.ts';
import { view } from './view.ts';

export default function composer(shared: Shared): Composer {
  receive(shared);
  return { box, view, typed, post, mine, css };
}
