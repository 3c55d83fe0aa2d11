// Waits for the browser. What takes long is cut into tasks, and between two of them the browser can scroll, draw and
// take keys.

/** In a tab in the background no frame is drawn: after so many milliseconds it goes on all the same. */
const NO_FRAME = 100;

/** When the next frame is drawn. What comes then is a task of its own: in the frame's it would hold the frame up. */
export function nextFrame(): Promise<void> {
  return new Promise((done) => {
    setTimeout(done, NO_FRAME);
    requestAnimationFrame(() => setTimeout(done));
  });
}

/** In a new task, behind those that wait already. */
export function nextTask(): Promise<void> {
  return new Promise((done) => setTimeout(done));
}
