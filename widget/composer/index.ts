// composer.js: everything that the first sight of the comments does not need. Loaded when somebody starts to write,
// comes back to a draft or to comments of their own, likes, or reports. Read next: composer/api.ts for what it offers,
// composer/form/view.ts for what is drawn, composer/send/post.ts for what happens on "Post comment".

import { receive } from '../embed/from-embed.ts';
import type { App } from '../embed/state.ts';
import type { SharedLater } from '../reading/shared.ts';
import css from '../styles/composer.css?inline';
import type { Composer } from './api.ts';
import { box, fitHeight } from './form/box.ts';
import { drafts, noteDrafts } from './form/drafts.ts';
import { outbox, view } from './form/view.ts';
import { askFor } from './own/actions.ts';
import { devices } from './own/devices.ts';
import { extras } from './own/extras.ts';
import { like } from './own/likes.ts';
import { settle } from './own/own.ts';
import { letters } from './send/outbox.ts';
import { flush, post, typed } from './send/post.ts';

export type ComposerModule = { default: typeof composer };

export default function composer(shared: SharedLater, app: App): Composer {
  receive(shared);
  app.wear(css);
  noteDrafts(app);
  return {
    box: (form) => box(app, form),
    view: (form) => view(app, form),
    typed(form) {
      typed(app, form);
      fitHeight(app, form);
    },
    post: (form) => post(app, form),
    extras: (comment) => extras(app, comment),
    outbox: () => [outbox(app), drafts(app)],
    devices: () => devices(app),
    like: (comment) => like(app, comment),
    report: ({ id }) => askFor(app, 'report', id),
    flush: () => flush(app),
    async settle() {
      await settle(app);
      if (letters(app).length > 0) await flush(app);
    },
  };
}
