// Everything that the worker answers, mounted once. Each file of routes names its own full paths.
// Read next: actions/post-comment.ts, the way of a comment.

import { TrieRouter } from 'hono/router/trie-router';
import { Hono } from 'hono/tiny';
import type { Memory } from './deps.ts';
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
import { reportRoutes } from './routes/api/reports.ts';
import { threadRoutes } from './routes/api/thread.ts';
import { ticketRoutes } from './routes/api/tickets.ts';
import type { AppEnv } from './routes/context.ts';
import { deskRoutes } from './routes/desk/index.ts';
import { answerError } from './routes/errors.ts';
import { answerHeaders } from './routes/middleware/answer-headers.ts';
import { cors } from './routes/middleware/cors.ts';
import { httpsOnly } from './routes/middleware/https.ts';
import { ownerRoutes } from './routes/owner-api/index.ts';
import { actRoutes } from './routes/pages/act.ts';
import { fragmentRoutes } from './routes/pages/fragment.ts';
import { subscriptionRoutes } from './routes/pages/subscription.ts';
import { threadPageRoutes } from './routes/pages/thread.ts';

const ROUTES = [
  threadRoutes,
  countRoutes,
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
  ownerRoutes,
  deskRoutes,
  actRoutes,
  subscriptionRoutes,
];

export function createApp(memory: Memory): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  // One router, and not one that builds another at the first request. The preset's own would take `/feed/` for `/feed`.
  app.router = new TrieRouter();
  app.use(answerHeaders(memory));
  app.use(cors(memory));
  app.use(httpsOnly());
  for (const routes of ROUTES) app.route('/', routes(memory));

  const methodsOf = readMethods(app);
  app.notFound((c) => {
    const allow = methodsOf(c.req.path);
    throw allow.length > 0 ? new ApiError('method_not_allowed', { allow }) : new ApiError('not_found');
  });
  app.onError(answerError);
  return app;
}

/** Which methods an address takes; none where it is not known. */
function readMethods(app: Hono<AppEnv>): (path: string) => string[] {
  const router = new TrieRouter<string>();
  for (const { method, path } of app.routes) {
    if (method !== 'ALL') router.add('ALL', path, method);
  }
  return (path) => {
    const found = new Set(router.match('ALL', path)[0].map(([method]) => method));
    if (found.has('GET')) found.add('HEAD');
    return [...found];
  };
}
