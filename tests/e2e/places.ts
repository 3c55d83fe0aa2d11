// Where the browser's tests happen, and the owner's token there.

/** Two ports from here on: `E2E_PORT=8897 npm test` where these are taken. */
export const WORKER_PORT = Number(process.env.E2E_PORT ?? 8797);
export const BLOG_PORT = WORKER_PORT + 1;
export const WORKER = `http://localhost:${WORKER_PORT}`;
export const BLOG = `http://localhost:${BLOG_PORT}`;

/** Of a store that lives for one run. */
export const TOKEN = 'the-owner-of-the-browser-tests-on-this-machine';

export const POSTS = {
  interview: `${BLOG}/posts/the-interview-past-audiology.html`,
  found: `${BLOG}/posts/things-left-in-books.html`,
  weeding: `${BLOG}/posts/in-defence-of-weeding.html`,
  quiet: `${BLOG}/posts/the-quiet-floor.html`,
};
