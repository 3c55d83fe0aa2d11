// Everything that the worker answers, mounted once. Each file of routes names its own full paths. The owner's side is a
// second app of the same make, mounted when it is first asked for: most isolates meet readers only, and its routes are
// half of all. Read next: actions/post-comment.ts, the way of a comment.

import { TrieRouter } from 'hono/router/trie-router';
import { Hono } from 'hono/tiny';
import type { RouterRoute } from 'hono/types';
import type { Memory } from './deps.ts';
import type { Env } from './env.ts';
import { ApiError } from './errors.ts';
import { commentRoutes } from './routes/api/comments.ts';
import { countRoutes } from './routes/api/counts.ts';
import { feedRoutes } from './routes/api/feed.ts';
import { formerEmbedRoutes } from './routes/api/former-embed.ts';
import { healthRoutes } from './routes/api/health.ts';
import { languageRoutes } from './routes/api/language.ts';
import { likeRoutes } from './routes/api/likes.ts';
import { mineRoutes } from './routes/api/mine.ts';
import { ownRoutes } from './routes/api/own-comment.ts';
import { permalinkRoutes } from './routes/api/permalink.ts';
import { previewRoutes } from './routes/api/preview.ts';
import { recentRoutes } from './routes/api/recent.ts';
import { reportRoutes } from './routes/api/reports.ts';
import { threadRoutes } from './routes/api/thread.ts';
import { ticketRoutes } from './routes/api/tickets.ts';
import { fileUnderBasePath, pathOf } from './routes/base-path.ts';
import type { AppEnv } from './routes/context.ts';
import { deskRoutes } from './routes/desk/index.ts';
import { answerError } from './routes/errors.ts';
import { answerHeaders } from './routes/middleware/answer-headers.ts';
import { cors } from './routes/middleware/cors.ts';
import { httpsOnly } from './routes/middleware/https.ts';
import { toldShares } from './routes/middleware/told-shares.ts';
import { ownerRoutes } from './routes/owner-api/index.ts';
import { actRoutes } from './routes/pages/act.ts';
import { fragmentRoutes } from './routes/pages/fragment.ts';
import { subscriptionRoutes } from './routes/pages/subscription.ts';
import { threadPageRoutes } from './routes/pages/thread.ts';

const READERS = [
  threadRoutes,
  countRoutes,
  recentRoutes,
  ticketRoutes,
  commentRoutes,
  ownRoutes,
  likeRoutes,
  reportRoutes,
  previewRoutes,
  mineRoutes,
  permalinkRoutes,
  feedRoutes,
  threadPageRoutes,
  fragmentRoutes,
  healthRoutes,
  formerEmbedRoutes,
  languageRoutes,
  actRoutes,
  subscriptionRoutes,
];
const OWNERS = [ownerRoutes, deskRoutes];

export interface App {
  fetch(request: Request, env: Env, ctx: ExecutionContext): Response | Promise<Response>;
  /** All there are, of both sides. */
  readonly routes: RouterRoute[];
}

export function createApp(memory: Memory): App {
  const readers = mount(memory, READERS);
  let owners: Hono<AppEnv> | undefined;
  const ownersSide = () => {
    owners ??= mount(memory, OWNERS);
    return owners;
  };
  return {
    // By the path as the router reads it, so that no spelling of an address finds the wrong side.
    fetch: (request, env, ctx) =>
      (isOwners(pathOf(request, { env })) ? ownersSide() : readers).fetch(request, env, ctx),
    get routes() {
      return [...readers.routes, ...ownersSide().routes];
    },
  };
}

/** The bare address too: it leads to the desk. */
function isOwners(path: string): boolean {
  return path === '/' || /^\/(?:api\/)?admin(?:\/|$)/.test(path);
}

function mount(memory: Memory, side: ((memory: Memory) => Hono<AppEnv>)[]): Hono<AppEnv> {
  const app = new Hono<AppEnv>({ getPath: pathOf });
  // One router, and not one that builds another at the first request. The preset's own would take `/feed/` for `/feed`.
  app.router = new TrieRouter();
  app.use(answerHeaders(memory));
  app.use(cors(memory));
  app.use(httpsOnly());
  app.use(toldShares(memory));
  for (const routes of side) app.route('/', routes(memory));

  const methodsOf = readMethods(app);
  app.notFound(async (c) => {
    const file = await fileUnderBasePath(c);
    if (file) return file;
    const allow = methodsOf(c.req.path);
    throw allow.length > 0 ? new ApiError('method_not_allowed', { allow }) : new ApiError('not_found');
  });
  app.onError(answerError);
  return app;
}

/** Which methods an address takes; none where it is not known. Made when it is first asked. */
function readMethods(app: Hono<AppEnv>): (path: string) => string[] {
  let router: TrieRouter<string> | undefined;
  return (path) => {
    router ??= routerOfMethods(app);
    const found = new Set(router.match('ALL', path)[0].map(([method]) => method));
    if (found.has('GET')) found.add('HEAD');
    return [...found];
  };
}

function routerOfMethods(app: Hono<AppEnv>): TrieRouter<string> {
  const router = new TrieRouter<string>();
  for (const { method, path } of app.routes) {
    if (method !== 'ALL') router.add('ALL', path, method);
  }
  return router;
}
