// To wait for the browser: so that what takes long comes in tasks of its own, with the reader's finger between them.

/** Where no frame is drawn, in a tab in the background, it goes on all the same. In milliseconds. */
const NO_FRAME = 100;

/** After the next frame and not in it, or both are one task. */
export function nextFrame(): Promise<void> {
  return new Promise((done) => {
    setTimeout(done, NO_FRAME);
    requestAnimationFrame(() => setTimeout(done));
  });
}

/** Behind what waits already. */
export function nextTask(): Promise<void> {
  return new Promise((done) => setTimeout(done));
}
