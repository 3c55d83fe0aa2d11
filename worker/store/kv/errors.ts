// One error for everything the store can suffer: KV down, over its daily quota, or refusing a write. Nothing was
// acknowledged when it is thrown. worker/errors.ts answers it as `unavailable`.

export class StoreError extends Error {
  override readonly name = 'StoreError';
}
