// What a command says while it works: lines, how far it has come, and a question whose answer nobody else should see.

import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** Of a bar, in characters. */
const WIDTH = 24;
const CLEAR_LINE = '\r\u001b[K';

interface Output {
  write(text: string): unknown;
  isTTY?: boolean;
}

/** Whether a command was asked what it knows. */
export function asksForHelp(args: string[]): boolean {
  return args.some((arg) => arg === '--help' || arg === '-h');
}

/**
 * On a terminal progress is one line that changes; elsewhere, in a log say, it is a line whenever the bar has grown.
 */
export class Terminal {
  private readonly output: Output;
  private hasBar = false;
  private shown = '';

  constructor(output: Output = process.stdout) {
    this.output = output;
  }

  say(text: string): void {
    this.clear();
    this.output.write(`${text}\n`);
  }

  /** `part`: from 0 to 1. */
  show(part: number, words: string): void {
    const full = Math.round(Math.min(1, part) * WIDTH);
    const bar = `${'█'.repeat(full)}${'░'.repeat(WIDTH - full)}`;
    if (this.output.isTTY) {
      this.output.write(`${CLEAR_LINE}  ${bar} ${words}`);
      this.hasBar = true;
    } else if (bar !== this.shown) {
      this.output.write(`  ${bar} ${words}\n`);
      this.shown = bar;
    }
  }

  /** Takes the bar away. */
  clear(): void {
    if (this.hasBar) this.output.write(CLEAR_LINE);
    this.hasBar = false;
    this.shown = '';
  }
}

/** One line, which is not shown while it is typed; '' after Ctrl-C or Ctrl-D. */
export async function askSecret(
  question: string,
  input: NodeJS.ReadableStream = process.stdin,
  output: Output = process.stderr,
): Promise<string> {
  // readline shows what is typed by writing it: so it is given nothing to write to.
  const nowhere = new Writable({ write: (_, __, done) => done() });
  const lines = createInterface({ input, output: nowhere, terminal: true });
  const gone = new AbortController();
  lines.once('close', () => gone.abort());
  output.write(question);
  try {
    return (await lines.question('', { signal: gone.signal })).trim();
  } catch (error) {
    if (gone.signal.aborted) return '';
    throw error;
  } finally {
    output.write('\n');
    lines.close();
  }
}
