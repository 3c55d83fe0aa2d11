// What the tests are handed: `env` of `cloudflare:workers` holds the worker's own bindings, and vitest the address of
// tests/receiver.ts.

import type { Env as WorkerEnv } from '../../../worker/env.ts';

declare global {
  namespace Cloudflare {
    interface Env extends WorkerEnv {}
  }
}

declare module 'vitest' {
  interface ProvidedContext {
    receiver: string;
  }
}
