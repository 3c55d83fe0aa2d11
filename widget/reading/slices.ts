// Draws much in small pieces, a frame each, so that the page can be scrolled and written in meanwhile. A piece passes over
// the branches that it has no business with.

import type { App, State } from '../embed/state.ts';
import { nextFrame } from '../embed/tasks.ts';
import type { Branch } from '../embed/tree.ts';

/** What a piece should take with its layout, up to the next frame: a browser at ease needs less than two frames. In milliseconds. */
const LITTLE = 24;
const MUCH = 40;

export interface Slices {
  /** `piece` says how the state changes for about so many more, and in which branches; null when there are none left. */
  draw(piece: (n: number) => Piece | null): Promise<void>;
  /** Draws what has changed in these branches, and branches that are new. */
  drawPiece(piece: Piece): void;
  /** Another one where a redraw may find something changed in this branch. */
  revision(branch: Branch): string;
}

interface Piece {
  /** Of the state; none where what is drawn depends on more than that. */
  change: Partial<State>;
  branches: Branch[];
}

const known = new WeakMap<App, Slices>();

/** One for each thread; made when Preact has taken over. */
export function slicesOf(app: App): Slices {
  const slices = known.get(app) ?? makeSlices(app);
  known.set(app, slices);
  return slices;
}

function makeSlices(app: App): Slices {
  const touched = new WeakMap<Branch, number>();
  let redraws = 0;
  let pieces = 0;
  let isPiece = false;
  const { redraw } = app;
  app.redraw = () => {
    if (!isPiece) redraws++;
    redraw();
  };

  function drawPiece({ change, branches }: Piece): void {
    pieces++;
    for (const branch of branches) touched.set(branch, pieces);
    isPiece = true;
    try {
      app.set(change);
    } finally {
      isPiece = false;
    }
  }

  return {
    drawPiece,
    async draw(piece) {
      // As many at once as this browser is quick.
      for (let n = 1; ; ) {
        const start = performance.now();
        const next = piece(n);
        if (!next) return;
        drawPiece(next);
        await nextFrame();
        const took = performance.now() - start;
        // Where nobody looks no frame is drawn, and nothing is held up.
        if (took < LITTLE || document.hidden) n *= 2;
        else if (took > MUCH) n = Math.ceil(n / 2);
      }
    },
    revision: (branch) => `${redraws} ${touched.get(branch)}`,
  };
}
