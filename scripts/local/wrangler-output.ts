// Reads what wrangler prints. Pure. Its chatter is kept from a newcomer's terminal; its errors never are.

// As of wrangler 4.155: notes of its own (config, updates, missing network), not of the worker.
const CHATTER = [
  /^\s*$/,
  /^\s*⎔ /,
  /^\s*⛅️/,
  /^─+$/,
  /^\[custom build\] (Running|$)/,
  /^\[wrangler:(info|warn)\]/,
  /^Your Worker has access to the following bindings/,
  /^Binding\s+Resource\s+Mode/,
  /^env\.\w+/,
  /^Using secrets defined in/,
  /^(Total Upload|No bindings found)/,
  /^🪵/u,
  /Unable to fetch the `Request\.cf` object/,
  /update available/i,
];

/** Whether a line of `wrangler dev` is about wrangler and not about the worker. */
export function isChatter(line: string): boolean {
  const plain = withoutColour(line);
  return CHATTER.some((pattern) => pattern.test(plain));
}

/** What `wrangler deploy` shows of each file and binding, and what the build says: the guide says it in the end. */
const DEPLOY_CHATTER = [
  /^\[custom build\]/,
  /^[^ ].*: \d+ bytes, /,
  /^<script /,
  /^(env\.|Your Worker has access|Binding |Total Upload|Worker Startup Time|🌀|✨|Reading |\s*[+│├└┌─]|Uploaded \d+ of)/u,
  /^\s*(Resource|KV Namespace|Rate Limit|Environment Variable|Assets)\b/,
];

export function isDeployChatter(line: string): boolean {
  const plain = withoutColour(line);
  return isChatter(plain) || DEPLOY_CHATTER.some((pattern) => pattern.test(plain));
}

/**
 * The worker's origin out of the lines of JSON that wrangler writes to WRANGLER_OUTPUT_FILE_PATH: a custom domain
 * ("comments.example.com (custom domain)") before the one on workers.dev; null where neither is named.
 */
export function deployedOrigin(lines: string): string | null {
  const hosts = lines.split('\n').flatMap(targetsOf).map(hostOf);
  const known = hosts.filter((host) => host !== null);
  const host = known.find((name) => !name.endsWith('.workers.dev')) ?? known[0];
  return host === undefined ? null : `https://${host}`;
}

function targetsOf(line: string): string[] {
  try {
    const entry = JSON.parse(line);
    return entry.type === 'deploy' && Array.isArray(entry.targets) ? entry.targets.map(String) : [];
  } catch {
    return []; // an empty line, or a form of a later wrangler: the guide then says where to look the address up
  }
}

function hostOf(target: string): string | null {
  const workersDev = /^https:\/\/([a-z0-9.-]+\.workers\.dev)$/.exec(target)?.[1];
  return workersDev ?? /^([a-z0-9.-]+) \(custom domain/.exec(target)?.[1] ?? null;
}

/** Whether the JSON of `wrangler secret list` names the secret. Anything that is no such list names none. */
export function hasSecret(json: string, name: string): boolean {
  try {
    const secrets: unknown = JSON.parse(json.slice(json.indexOf('[')));
    return Array.isArray(secrets) && secrets.some((secret) => secret?.name === name);
  } catch {
    return false;
  }
}

function withoutColour(text: string): string {
  return text.replace(/\u001b\[[0-9;]*m/g, '');
}
