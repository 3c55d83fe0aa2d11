// Cloudflare Access in front of the owner's side, where the owner has set it up (ACCESS_TEAM and ACCESS_AUD): who comes
// through it brings a signed statement, which is verified here with the team's public keys. The header alone proves
// nothing, for the worker can be reached on other names too. The token still works: Access has had its own outages.
// https://developers.cloudflare.com/cloudflare-one/access-controls/applications/http-apps/authorization-cookie/validating-json/

import type { Env, Runtime } from '../../env.ts';
import { fromBase64Url } from '../../rules/signed/bytes.ts';

const HOUR = 60 * 60_000;
/** Keys are changed every six weeks, and the former ones hold for a week more. */
const KEPT_FOR = HOUR;
/** At most so often, whatever key ids are claimed. */
const ASKED_EVERY = 60_000;
const PATIENCE = 4_000;
const ALGORITHM = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const;

type Variables = Pick<Env, 'ACCESS_TEAM' | 'ACCESS_AUD'>;

export class Access {
  private readonly runtime: Runtime;
  private keys = new Map<string, CryptoKey>();
  private askedAt = Number.NEGATIVE_INFINITY;

  constructor(runtime: Runtime) {
    this.runtime = runtime;
  }

  /** Whether the statement is the team's, for this application, and still holds. */
  async admits(
    statement: string | undefined,
    { ACCESS_TEAM: team, ACCESS_AUD: audience }: Variables,
  ): Promise<boolean> {
    if (!statement || !team || !audience || !/^[a-z0-9-]+\.cloudflareaccess\.com$/.test(team)) return false;
    const [head = '', body = '', signature = '', ...more] = statement.split('.');
    const header = decode(head);
    const claims = decode(body);
    const bytes = fromBase64Url(signature);
    if (more.length > 0 || !bytes || header?.alg !== 'RS256' || typeof header.kid !== 'string' || !claims) return false;
    const key = await this.keyOf(header.kid, team);
    if (!key) return false;
    const signed = new TextEncoder().encode(`${head}.${body}`);
    return (await crypto.subtle.verify(ALGORITHM, key, bytes, signed)) && this.holds(claims, team, audience);
  }

  private holds({ iss, aud, exp, nbf }: Record<string, unknown>, team: string, audience: string): boolean {
    const now = this.runtime.now() / 1_000;
    const isForUs = Array.isArray(aud) ? aud.includes(audience) : aud === audience;
    const hasBegun = nbf === undefined || (typeof nbf === 'number' && nbf <= now + 60);
    return iss === `https://${team}` && isForUs && typeof exp === 'number' && exp > now && hasBegun;
  }

  private async keyOf(id: string, team: string): Promise<CryptoKey | undefined> {
    const age = this.runtime.now() - this.askedAt;
    if (age > KEPT_FOR || (!this.keys.has(id) && age > ASKED_EVERY)) {
      this.askedAt = this.runtime.now();
      this.keys = (await this.fetchKeys(team)) ?? this.keys;
    }
    return this.keys.get(id);
  }

  private async fetchKeys(team: string): Promise<Map<string, CryptoKey> | null> {
    try {
      const init = { signal: AbortSignal.timeout(PATIENCE) };
      const answer = await this.runtime.fetch?.(`https://${team}/cdn-cgi/access/certs`, init);
      if (!answer?.ok) return null;
      const { keys } = (await answer.json()) as { keys: (JsonWebKey & { kid: string })[] };
      const imported = keys
        .filter(({ kty }) => kty === 'RSA')
        .map(async ({ kid, kty, n, e }): Promise<[string, CryptoKey]> => {
          const key = { kty, n, e, alg: 'RS256' } as JsonWebKey;
          return [kid, await crypto.subtle.importKey('jwk', key, ALGORITHM, false, ['verify'])];
        });
      return new Map(await Promise.all(imported));
    } catch {
      // Down, or not itself: nobody is admitted on keys that could not be read. The token still works.
      return null;
    }
  }
}

function decode(part: string): Record<string, unknown> | null {
  const bytes = fromBase64Url(part);
  if (!bytes) return null;
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null; // no statement at all
  }
}
