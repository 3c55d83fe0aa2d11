// composer.js: everything that the first sight of the comments does not need. Loaded when somebody starts to write,
// comes back to a draft or to comments of their own, likes, or reports.
// Read next: view.ts for what is drawn, post.ts for what happens on "Post comment".

import { receive } from '../from-embed.ts';
import type { App, Composer, SharedLater } from '../kit.ts';
import css from '../styles/composer.css?inline';
import { askFor } from './answers.ts';
import { box, grow } from './box.ts';
import { about } from './extras.ts';
import { like } from './likes.ts';
import { letters } from './outbox.ts';
import { settle } from './own.ts';
import { flush, post, typed } from './post.ts';
import { notice, view } from './view.ts';

export default function composer(shared: SharedLater, app: App): Composer {
  receive(shared);
  app.wear(css);
  return {
    box: (form) => box(app, form),
    view: (form) => view(app, form),
    typed(form) {
      typed(app, form);
      grow(app, form);
    },
    post: (form) => post(app, form),
    about: (comment) => about(app, comment),
    notice: () => notice(app),
    like: (comment) => like(app, comment),
    report: ({ id }) => askFor(app, 'report', id),
    flush: () => flush(app),
    async settle() {
      await settle(app);
      if (letters(app).length > 0) await flush(app);
    },
  };
}
