// `npm run doctor -- https://comments.example.com`: looks at a deployed worker from outside, and with its ADMIN_TOKEN
// has it look at itself (worker/actions/doctor/index.ts). A line each: fine, or what to do. It leaves 1 behind when
// something does not work. The token comes from the environment or is asked for, and never from the command line, which
// shells remember.

import { type DoctorLine, ENDPOINTS, OWNER_ENDPOINTS } from '../worker/contract/index.ts';
import { VERSION } from '../worker/version.ts';
import { isLocal, isSafeForToken, readOrigin } from './local/remote.ts';
import { askSecret } from './local/terminal.ts';

const PATIENCE = 15_000;
const CLOCK_SKEW = 2 * 60_000;
const MARKS: Record<DoctorLine['state'], string> = { fine: 'fine ', look: 'look ', wrong: 'WRONG' };

const HELP = `npm run doctor -- https://comments.example.com    looks at that worker, and says what to do
It asks for the ADMIN_TOKEN, or takes it from the environment. Without it, it looks from outside only.`;

const given = process.argv[2] ?? '';
const origin = given.startsWith('-') ? null : readOrigin(given);
if (given === '--help' || given === '-h') console.log(HELP);
else if (origin === null) {
  console.error('Which worker? Say its address: npm run doctor -- https://comments.example.com');
  process.exitCode = 1;
} else {
  const lines = await examine(origin, await readToken(origin));
  for (const { name, state, says } of lines) console.log(`${MARKS[state]}  ${name}: ${says}`);
  process.exitCode = lines.some(({ state }) => state === 'wrong') ? 1 : 0;
}

/** Never for http, where it would travel in the open. */
async function readToken(origin: string): Promise<string | undefined> {
  if (!isSafeForToken(origin)) return undefined;
  const { ADMIN_TOKEN: token } = process.env;
  if (token || !process.stdin.isTTY) return token;
  return askSecret(`ADMIN_TOKEN of ${origin} (Enter leaves it out): `);
}

async function examine(origin: string, token: string | undefined): Promise<DoctorLine[]> {
  const health = await ask(origin + ENDPOINTS.health);
  if (health === null)
    return [line('Worker', 'wrong', `${origin} does not answer. Is the address right, and is it deployed?`)];
  const version = ((await health.json().catch(() => null)) as { version?: string } | null)?.version;
  if (!health.ok || version === undefined) {
    return [line('Worker', 'wrong', `${origin} answers ${health.status}, but not as Afterword does.`)];
  }
  const isHere = isLocal(origin);
  return [
    version === VERSION
      ? line('Worker', 'fine', `Version ${version} answers at ${origin}.`)
      : line('Worker', 'look', `Version ${version} answers, this clone is ${VERSION}: npm run deploy`),
    origin.startsWith('https:') || isHere
      ? line('Encryption', 'fine', isHere ? 'Not needed on your own machine.' : 'https.')
      : line(
          'Encryption',
          'wrong',
          'This is http: the owner’s token would travel in the open, so this command does not send it. Use https.',
        ),
    await lookAtWidget(origin),
    lookAtClock(health, isHere),
    ...(await lookInside(origin, token)),
  ];
}

async function lookAtWidget(origin: string): Promise<DoctorLine> {
  const answer = await ask(origin + ENDPOINTS.embed);
  const isScript = answer?.ok && /javascript/.test(answer.headers.get('Content-Type') ?? '');
  if (isScript) return line('Widget', 'fine', `${origin}${ENDPOINTS.embed} is there.`);
  return line(
    'Widget',
    'wrong',
    `${ENDPOINTS.embed} answers ${answer?.status ?? 'nothing'}: run npm run build, then npm run deploy.`,
  );
}

function lookAtClock(answer: Response, isHere: boolean): DoctorLine {
  // wrangler dev gives none, and there is one clock.
  if (isHere && !answer.headers.has('Date')) return line('Clock', 'fine', 'This machine’s own.');
  const apart = Math.abs(Date.parse(answer.headers.get('Date') ?? '') - Date.now());
  if (Number.isNaN(apart)) return line('Clock', 'look', 'The answer has no date.');
  if (apart <= CLOCK_SKEW) return line('Clock', 'fine', 'Agrees with this machine’s.');
  return line(
    'Clock',
    'look',
    `${Math.round(apart / 60_000)} minutes apart from this machine’s, which is likely the wrong one.`,
  );
}

async function lookInside(origin: string, token: string | undefined): Promise<DoctorLine[]> {
  const closed = await ask(origin + ENDPOINTS.ownerComments);
  if (closed?.status === 503) {
    return [
      line(
        'Desk',
        'wrong',
        'Closed until ADMIN_TOKEN is set (32 characters or more): npx wrangler secret put ADMIN_TOKEN',
      ),
    ];
  }
  if (closed?.status !== 401)
    return [line('Desk', 'wrong', `A stranger was answered ${closed?.status ?? 'nothing'} where it must be 401.`)];
  if (!token)
    return [
      line('Desk', 'fine', 'Turns strangers away. With ADMIN_TOKEN in the environment, this command sees the rest.'),
    ];
  const answer = await ask(origin + OWNER_ENDPOINTS.doctor, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}` },
  });
  if (answer?.status === 401)
    return [line('Desk', 'wrong', 'ADMIN_TOKEN in the environment is not the one that is deployed.')];
  if (!answer?.ok)
    return [
      line('Desk', 'wrong', `The worker’s own look failed: ${answer?.status ?? 'no answer'}. Try again in a minute.`),
    ];
  return ((await answer.json()) as { lines: DoctorLine[] }).lines;
}

/** Null where nobody answers. */
async function ask(address: string, init: RequestInit = {}): Promise<Response | null> {
  try {
    return await fetch(address, { ...init, redirect: 'manual', signal: AbortSignal.timeout(PATIENCE) });
  } catch {
    return null; // no such host, no route, no answer in time: told as one
  }
}

function line(name: string, state: DoctorLine['state'], says: string): DoctorLine {
  return { name, state, says };
}
