// Sends JSON. The answer is a value in any case (api.ts).

import type { Answer, Path } from '../../api.ts';
import type { App } from '../../embed/state.ts';

export function send<T>(app: App, path: Path, what: object, method = 'POST'): Promise<Answer<T>> {
  return app.ask<T>(path, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(what),
  });
}
