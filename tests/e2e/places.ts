// Where the browser's tests happen, and the owner's token there.

import { availableParallelism } from 'node:os';

/**
 * So many files of tests run at a time, one for each core, each on a lane: a worker, a blog and a store that no other
 * sees. There are some twenty files, so more lanes would only be more to start.
 */
export const LANES = Math.min(availableParallelism(), 8);

export interface Place {
  workerPort: number;
  blogPort: number;
  worker: string;
  blog: string;
}

/** Two ports for each lane, from here on: `E2E_PORT=8897 npm test` where these are taken. */
export function placeOf(lane: number): Place {
  const workerPort = Number(process.env.E2E_PORT ?? 8797) + 2 * lane;
  const blogPort = workerPort + 1;
  return { workerPort, blogPort, worker: `http://localhost:${workerPort}`, blog: `http://localhost:${blogPort}` };
}

// Playwright says it to each of its processes; others are on the first.
export const {
  workerPort: WORKER_PORT,
  worker: WORKER,
  blog: BLOG,
} = placeOf(Number(process.env.TEST_PARALLEL_INDEX ?? 0));

/** Of a store that lives for one run. */
export const TOKEN = 'the-owner-of-the-browser-tests-on-this-machine';

export const POSTS = {
  interview: `${BLOG}/posts/the-interview-past-audiology.html`,
  found: `${BLOG}/posts/things-left-in-books.html`,
  weeding: `${BLOG}/posts/in-defence-of-weeding.html`,
  quiet: `${BLOG}/posts/the-quiet-floor.html`,
};
