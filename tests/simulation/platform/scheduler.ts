// Virtual time: nothing waits, the clock jumps from one event to the next. Between two events everything that is ready
// to run has run, so what happens depends on the events' times alone.

interface Event {
  time: number;
  seq: number;
  fire: () => void;
}

export class Scheduler {
  now: number;
  /** How often the loop turns between two events; one is enough, and the suite shows that more change nothing. */
  turns = 1;
  private seq = 0;
  private readonly heap: Event[] = [];

  constructor(start: number) {
    this.now = start;
  }

  after(delay: number, fire: () => void): void {
    // Whole milliseconds, as every clock that the worker sees.
    this.push({ time: this.now + Math.max(0, Math.round(delay)), seq: this.seq++, fire });
  }

  sleep(delay: number): Promise<void> {
    return new Promise((resolve) => this.after(delay, resolve));
  }

  /** Plays everything up to this time. */
  async runUntil(time: number): Promise<void> {
    for (await this.settle(); this.heap.length > 0 && this.heap[0]!.time <= time; await this.settle()) {
      const event = this.pop();
      this.now = event.time;
      event.fire();
    }
    this.now = time;
  }

  /** Plays until the promise has settled, and not a moment longer. Throws what it throws. */
  async runUntilSettled<T>(promise: Promise<T>): Promise<T> {
    let isOver = false;
    const end = () => {
      isOver = true;
    };
    promise.then(end, end);
    for (await this.settle(); !isOver && this.heap.length > 0; await this.settle()) {
      const event = this.pop();
      this.now = event.time;
      event.fire();
    }
    if (!isOver) throw new Error('the world stood still');
    return promise;
  }

  /** Lets every promise that can move, move: bodies of requests and answers are streams. */
  private async settle(): Promise<void> {
    for (let i = 0; i < this.turns; i++) await new Promise<void>((resolve) => setImmediate(resolve));
  }

  private push(event: Event): void {
    const { heap } = this;
    let i = heap.length;
    heap.push(event);
    while (i > 0) {
      const up = (i - 1) >> 1;
      if (!isBefore(event, heap[up]!)) break;
      heap[i] = heap[up]!;
      i = up;
    }
    heap[i] = event;
  }

  private pop(): Event {
    const { heap } = this;
    const first = heap[0]!;
    const last = heap.pop()!;
    if (heap.length === 0) return first;
    let i = 0;
    for (;;) {
      let down = 2 * i + 1;
      if (down >= heap.length) break;
      if (down + 1 < heap.length && isBefore(heap[down + 1]!, heap[down]!)) down++;
      if (!isBefore(heap[down]!, last)) break;
      heap[i] = heap[down]!;
      i = down;
    }
    heap[i] = last;
    return first;
  }
}

function isBefore(a: Event, b: Event): boolean {
  return a.time < b.time || (a.time === b.time && a.seq < b.seq);
}
