// The addresses that the desk starts programs from: a worker, and the service worker. Its pages' policy refuses any
// that did not come by here (`require-trusted-types-for` in worker/routes/middleware/owner.ts), so that no text of a
// comment's ever becomes one. Browsers that do not know of that get the plain address.

interface Policy {
  createScriptURL(address: string): unknown;
}
interface Policies {
  createPolicy(name: string, rules: { createScriptURL(address: string): string }): Policy;
}

/** Ours, with a version or without. */
const OURS = /^\/(?:desk|admin)\/[a-z-]+\.js(?:\?v=\w+)?$/;

let policy: Policy | undefined;

/** Throws where it is none of the desk's own. Typed as text, which is what the types of browsers' functions know. */
export function scriptAddress(address: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: Policies };
  policy ??= trustedTypes?.createPolicy('desk', { createScriptURL: own });
  return (policy ? policy.createScriptURL(address) : own(address)) as string;
}

function own(address: string): string {
  if (!OURS.test(address)) throw new TypeError(`no script of the desk's: ${address}`);
  return address;
}
