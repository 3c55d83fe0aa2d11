// What `env` of `cloudflare:workers` holds in the tests: the worker's own bindings.

import type { Env as WorkerEnv } from '../../../worker/env.ts';

declare global {
  namespace Cloudflare {
    interface Env extends WorkerEnv {}
  }
}
