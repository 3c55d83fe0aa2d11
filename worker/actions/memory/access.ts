// Cloudflare Access in front of the owner's side, where the owner has set it up (ACCESS_TEAM and ACCESS_AUD): who comes
// through it brings a signed statement (a JWT), which is verified here with the team's public keys. The header alone
// proves nothing, for the worker can be reached on other names too. The token still works: Access has had its own
// outages. What a statement and a set of keys are is jose's to know. The keys are fetched here and not by its remote
// set, because that takes the time from the machine, asks again at once after a try that failed, and on Cloudflare once
// for each of several requests: whoever sends made-up statements could have us ask as often as they like.
// https://developers.cloudflare.com/cloudflare-one/access-controls/applications/http-apps/authorization-cookie/
// Read next: routes/middleware/owner.ts.

import { createLocalJWKSet } from 'jose/jwks/local';
import { type JWTVerifyGetKey, jwtVerify } from 'jose/jwt/verify';
import type { Scope } from '../../deps.ts';
import type { Runtime } from '../../env.ts';
import { HOUR, MINUTE, SECOND } from '../../rules/time.ts';

/** Keys are changed every six weeks, and the former ones hold for a week more. */
const KEPT_FOR = HOUR;
/** At most so often, whatever key ids are claimed. */
const ASKED_EVERY = MINUTE;
const PATIENCE = 4 * SECOND;
/** Seconds: by so much may Cloudflare's clock be ahead of ours. */
const AHEAD = 60;
const TEAM = /^[a-z0-9-]+\.cloudflareaccess\.com$/;

export class Access {
  private readonly runtime: Runtime;
  private readonly teams = new Map<string, TeamKeys>();

  constructor(runtime: Runtime) {
    this.runtime = runtime;
  }

  /** Whether the statement is the team's, for this application, and still holds. One request a minute at most. */
  async admits(
    { env, now, background }: Pick<Scope, 'env' | 'now' | 'background'>,
    statement: string | undefined,
  ): Promise<boolean> {
    const { ACCESS_TEAM: team, ACCESS_AUD: audience } = env;
    if (!statement || !team || !audience || !TEAM.test(team)) return false;
    try {
      const { payload } = await jwtVerify(statement, this.keysOf(team).at(now, background), {
        algorithms: ['RS256'],
        issuer: `https://${team}`,
        audience,
        requiredClaims: ['exp'],
        currentDate: new Date(now),
        clockTolerance: AHEAD,
      });
      // The tolerance is meant for what has yet to begin; what has ended has ended.
      return payload.exp! * SECOND > now;
    } catch {
      // Whatever is wrong with it (jose has an error for each case), nobody is admitted by it.
      return false;
    }
  }

  private keysOf(team: string): TeamKeys {
    const known = this.teams.get(team) ?? new TeamKeys(`https://${team}/cdn-cgi/access/certs`, this.runtime);
    this.teams.set(team, known);
    return known;
  }
}

/** The public keys of one team, by their ids. */
class TeamKeys {
  private readonly address: string;
  private readonly runtime: Runtime;
  private ids = new Set<string | undefined>();
  private find: JWTVerifyGetKey = createLocalJWKSet({ keys: [] });
  private askedAt = Number.NEGATIVE_INFINITY;
  private asking: Promise<void> = Promise.resolve();

  constructor(address: string, runtime: Runtime) {
    this.address = address;
    this.runtime = runtime;
  }

  /** Finds the key that a statement names, or throws. */
  at(now: number, background: Scope['background']): JWTVerifyGetKey {
    return async (header, token) => {
      // A set of one key would be taken to mean that key.
      if (typeof header.kid !== 'string') throw new Error('The statement names no key.');
      const age = now - this.askedAt;
      if (age > KEPT_FOR || (!this.ids.has(header.kid) && age > ASKED_EVERY)) {
        this.askedAt = now;
        this.asking = this.ask();
        // Others wait for it, so it must not end with a browser that goes away.
        background(this.asking);
      }
      await this.asking;
      return this.find(header, token);
    };
  }

  private async ask(): Promise<void> {
    try {
      const answer = await this.runtime.fetch?.(this.address, { signal: AbortSignal.timeout(PATIENCE) });
      if (!answer?.ok) return;
      const set = await answer.json<Parameters<typeof createLocalJWKSet>[0]>();
      this.find = createLocalJWKSet(set);
      this.ids = new Set(set.keys.map(({ kid }) => kid));
    } catch {
      // Down, or not itself: nobody is admitted on keys that could not be read. The token still works.
    }
  }
}
