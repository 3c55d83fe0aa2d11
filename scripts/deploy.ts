// `npm run deploy`: the guide from a clone to comments under a blog. It asks what it has to know, keeps the answers in
// the owner's own file (scripts/deploy/config.ts), makes the one secret, deploys, and says what to paste where. With
// `-- --dry-run` it needs no account and changes no file. The token is shown once, and always: also where the deploy
// failed, for then it may be set already. In a build service (Cloudflare's, after its button; docs/deploy.md) it asks
// nothing, makes no token, which would stand in the log, and only deploys.
// Read next: scripts/deploy/cloudflare.ts, scripts/deploy/failures.ts.

import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ENDPOINTS } from '../worker/contract/index.ts';
import { pinnedTag, publishedIn, remember, tag } from './build/published.ts';
import { lookForSecret, signIn, upload, whoIsSignedIn } from './deploy/cloudflare.ts';
import {
  type Config,
  MERGED,
  merge,
  ownerFile,
  readConfig,
  readToml,
  sitesOf,
  writeOwnerFile,
} from './deploy/config.ts';
import { helpFor } from './deploy/failures.ts';
import { askForAccount, askForDomain, askForSites, inTerminal } from './deploy/questions.ts';
import { Stopped, stop } from './deploy/stopped.ts';
import { newToken, ROOT } from './local/development.ts';
import { parseDomain, parseSite } from './local/site.ts';

const ASSETS = join(ROOT, 'dist/assets');
const PLACEHOLDER = 'https://afterword.<your name>.workers.dev';

const HELP = `npm run deploy                                    asks what it has to know, and deploys
npm run deploy -- --site https://example.com      asks nothing (several: the flag again)
npm run deploy -- --domain comments.example.com   gives the worker a name at a domain of yours
npm run deploy -- --env staging                   another worker, with a file of its own: wrangler.staging.toml
npm run deploy -- --built                         what npm run build made, as it is
npm run deploy -- --dry-run                       without an account; nothing is uploaded, no file is changed
It keeps your answers in wrangler.local.toml. docs/deploy.md and docs/operating.md tell all of it.`;

const TOKEN_WORDS = 'this is the token you sign in with. Keep it in your password manager; it is shown only now:';

const NO_SITE =
  'Which blog is it for? Without a terminal to ask in, say so: npm run deploy -- --site https://example.com';

interface Flags {
  site: string[] | undefined;
  domain: string | undefined;
  env: string | undefined;
  /** What `npm run build` made is deployed as it is. */
  isBuilt: boolean;
  dry: boolean;
}

try {
  const flags = readFlags();
  if (flags === null) console.log(HELP);
  else await deploy(flags);
} catch (error) {
  if (!(error instanceof Stopped)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

function readFlags(): Flags | null {
  try {
    const { values } = parseArgs({
      options: {
        site: { type: 'string', multiple: true },
        domain: { type: 'string' },
        env: { type: 'string' },
        built: { type: 'boolean', default: false },
        'dry-run': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const { site, domain, env, help, built: isBuilt, 'dry-run': dry } = values;
    if (env !== undefined && !/^[a-z][a-z0-9-]{0,30}$/.test(env)) stop('--env takes a short name, such as staging.');
    return help ? null : { site, domain, env, isBuilt, dry };
  } catch (error) {
    if (error instanceof Stopped) throw error;
    return stop(`${(error as Error).message}\n\n${HELP}`);
  }
}

async function deploy({ site, domain, env, isBuilt, dry }: Flags): Promise<void> {
  const { CI, WORKERS_CI } = process.env;
  const isService = Boolean(CI || WORKERS_CI);
  const own = await ownValues({ site, domain, env }, isService);
  const config = { ...(merge(readBase(env), own) as Config), name: readBase(env).name };
  if (!isBuilt) build();
  if (dry) return dryRun(config, isService, env);
  // The service that runs the button's copy cannot keep a file.
  if (!isService) keepOwn(own, env);
  if (!process.env.CLOUDFLARE_API_TOKEN || !isService) await chooseAccount(own, config, env, isService);
  writeMerged(config);
  await uploadAndTell(config, isService, env);
}

function readBase(env: string | undefined): Config & { name: string } {
  try {
    return readConfig(ROOT, env);
  } catch (error) {
    return stop((error as Error).message);
  }
}

/** What is the owner's, with what was said now: the flags, else the answers. */
async function ownValues(
  { site, domain, env }: Pick<Flags, 'site' | 'domain' | 'env'>,
  isService: boolean,
): Promise<Config> {
  const base = readBase(env);
  const own = readToml(join(ROOT, ownerFile(env)));
  const before = sitesOf(base);
  if (domain !== undefined && parseDomain(domain) === null) {
    stop(`“${domain}” is not a name of a domain. It looks like comments.example.com`);
  }
  const withDomain = (name: string | null | undefined): Config =>
    name ? { routes: [{ pattern: parseDomain(name), custom_domain: true }] } : {};
  const withSites = (sites: string[]): Config => (sites.length > 0 ? { vars: { SITES: sites.join(' ') } } : {});
  const put = (more: Config) => merge(own, more) as Config;
  if (site) return put({ ...withSites([...new Set(site.map(mustParse))]), ...withDomain(domain) });
  // Cloudflare's own service goes on without an address: after its button, there is a worker to be looked at first.
  if (isService || (!process.stdin.isTTY && before.length > 0)) {
    if (before.length === 0 && !process.env.WORKERS_CI) stop(NO_SITE);
    return put(withDomain(domain));
  }
  if (!process.stdin.isTTY) stop(NO_SITE);
  return inTerminal(async (ask) => {
    const sites = await askForSites(ask, before);
    const isFirst = before.length === 0 && base.routes === undefined && domain === undefined;
    return put({ ...withSites(sites), ...withDomain(isFirst ? await askForDomain(ask) : domain) });
  });
}

function mustParse(text: string): string {
  const site = parseSite(text);
  return 'origin' in site ? site.origin : stop(site.problem);
}

function keepOwn(own: Config, env: string | undefined): void {
  const file = ownerFile(env);
  if (JSON.stringify(own) === JSON.stringify(readToml(join(ROOT, file)))) return;
  writeOwnerFile(ROOT, own, env);
  console.log(`Wrote ${file}: SITES = "${sitesOf(own).join(' ')}". Only pages there may take comments.`);
}

/** By us and not by wrangler, which wraps a mistake in two screens of its own innards. */
function build(): void {
  console.log('Building. It takes half a minute.');
  const { status } = spawnSync(process.execPath, [join(ROOT, 'scripts/build.ts')], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) stop('The widget could not be built; what is wrong stands above. Nothing was deployed.');
}

function writeMerged(config: Config): void {
  const { build: _, ...rest } = config;
  writeFileSync(join(ROOT, MERGED), `${JSON.stringify(rest, null, 2)}\n`);
}

function dryRun(config: Config, isService: boolean, env: string | undefined): Promise<void> {
  console.log(
    `\nDry run: nothing is uploaded and no file is changed. ${ownerFile(env)} would say SITES = "${sitesOf(config).join(' ')}".\n`,
  );
  writeMerged(config);
  return upload(null, ['--dry-run', '--outdir', '.tmp/deploy']).then(({ isDone, said }) => {
    if (!isDone) stop(`${said}\n\nThe worker could not be built; wrangler says why above.`);
    tell(domainOf(config) ?? PLACEHOLDER, isService ? null : '<a token made for you and shown here, once>', isService);
  });
}

// ---- Cloudflare ----

/** Signs in where nobody is, and asks once which account it is for, where there are several. */
async function chooseAccount(own: Config, config: Config, env: string | undefined, isService: boolean): Promise<void> {
  let accounts = whoIsSignedIn();
  if (accounts === null && !process.env.CLOUDFLARE_API_TOKEN) {
    console.log(`You are not signed in to Cloudflare yet. A browser window opens for it. (On a machine that you reach by ssh it cannot:
press Ctrl-C, and set CLOUDFLARE_API_TOKEN, as docs/operating.md says.)`);
    if (!signIn()) {
      stop(
        'Without an account there is nowhere to deploy to. On a machine without a browser set CLOUDFLARE_API_TOKEN.',
      );
    }
    accounts = whoIsSignedIn();
  }
  const several = accounts ?? [];
  if (several.length < 2 || config.account_id !== undefined || process.env.CLOUDFLARE_ACCOUNT_ID) return;
  const list = several.map(({ id, name }) => `  account_id = "${id}"   # ${name}`).join('\n');
  if (isService || !process.stdin.isTTY) {
    stop(`You have several Cloudflare accounts. Write the line of one at the top of ${ownerFile(env)}:\n${list}`);
  }
  const { id } = await inTerminal((ask) => askForAccount(ask, several));
  config.account_id = id;
  keepOwn({ account_id: id, ...own }, env);
}

async function uploadAndTell(
  config: Config & { name: unknown },
  isService: boolean,
  env: string | undefined,
): Promise<void> {
  const file = ownerFile(env);
  const found = isService ? true : lookForSecret('ADMIN_TOKEN');
  if (typeof found === 'object') {
    return stop(
      `Cloudflare could not be asked for the worker’s secrets:\n${found.said.trim()}\n\n${helpFor(found.said, file)}`,
    );
  }
  const token = found ? null : newToken();
  console.log('Uploading.');
  const { isDone, origin, said } = await upload(token, []);
  if (!isDone) {
    // The secret goes up with the worker, and later steps may fail: then this is the only time that it can be shown.
    const isSet = token !== null && lookForSecret('ADMIN_TOKEN') === true;
    const lost = isSet ? `\n\nThe worker is up, and ${TOKEN_WORDS}\n\n   ${token}\n` : '';
    stop(`\nThe deploy did not go through.\n\n${helpFor(said, file)}${lost}`);
  }
  remember(ASSETS);
  tell(origin ?? domainOf(config) ?? PLACEHOLDER, token, isService);
  if (sitesOf(config).length === 0) {
    console.log(`SITES is empty, so no page may have comments yet. Write your blog’s address into ${file} and commit:

   [vars]
   SITES = "https://example.com"`);
  }
}

/** A name at a domain of the owner's, which wrangler gives the worker. */
function domainOf({ routes }: Config): string | null {
  const own = Array.isArray(routes) ? routes.find((route) => route?.custom_domain === true) : undefined;
  return own ? `https://${own.pattern}` : null;
}

// ---- words ----

function tell(origin: string, token: string | null, isService: boolean): void {
  const kept = isService
    ? '3. Sign in there with your ADMIN_TOKEN. Is none set yet? npx wrangler secret put ADMIN_TOKEN'
    : '3. Sign in there with the ADMIN_TOKEN that you have kept. Lost it? docs/operating.md, “Another token”';
  console.log(`
1. Paste this where the comments should stand, under each post:

   ${tag(origin)}

2. Judge what comes in at the desk:

   ${origin}${ENDPOINTS.desk}

${token ? `3. Sign in there: ${TOKEN_WORDS}\n\n   ${token}` : kept}

For a tag that runs these very bytes and no others (to be changed after updates: docs/deploy.md):

   ${pinnedTag(origin, publishedIn(ASSETS))}
`);
  if (origin === PLACEHOLDER) console.log('(Put the worker’s own address in; it is in Cloudflare’s dashboard.)\n');
}
