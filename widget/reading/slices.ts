// Draws much in small pieces, a frame each, so that the page can be scrolled and written in meanwhile. While a piece is
// drawn, only its own branches are looked at.

import type { Branch } from '../../worker/contract/index.ts';
import type { App, State } from '../embed/state.ts';
import { nextFrame } from '../embed/tasks.ts';

/**
 * How long a piece should take with its layout, up to the next frame, in milliseconds: below LITTLE the next one is
 * twice as large, above MUCH half as large. A browser that is not busy needs less than two frames.
 */
const LITTLE = 24;
const MUCH = 40;

export interface Slices {
  /**
   * `piece` is asked for about `n` more: how the state changes, and in which branches; null when there are none left.
   */
  draw(piece: (n: number) => Piece | null): Promise<void>;
  /** Draws what has changed in these branches, and branches that are new. */
  drawPiece(piece: Piece): void;
  /**
   * Another value than before if a redraw may find something changed in this branch: all are, but while a piece is
   * drawn.
   */
  revision(branch: Branch): string;
}

interface Piece {
  /** Of the state; empty if what is new to be drawn was put into the state before. */
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
      // The quicker the browser, the more at once.
      for (let n = 1; ; ) {
        const start = performance.now();
        const next = piece(n);
        if (!next) return;
        drawPiece(next);
        await nextFrame();
        const took = performance.now() - start;
        // In a tab in the background no frame is drawn, and nobody is held up.
        if (took < LITTLE || document.hidden) n *= 2;
        else if (took > MUCH) n = Math.ceil(n / 2);
      }
    },
    revision: (branch) => `${redraws} ${touched.get(branch)}`,
  };
}
