// The one way to make HTML on the worker: a template that escapes whatever is put into it. Hono's `raw`, which does
// not, stays outside: a reader's words never become markup. What it does not check is addresses; see
// views/thread/body.ts.

import { html } from 'hono/html';

export { html };

export type Html = ReturnType<typeof html>;
