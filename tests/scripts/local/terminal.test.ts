// What a command writes while it works, on a terminal and into a file, and the question whose answer is not shown.

import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { askSecret, Terminal } from '../../../scripts/local/terminal.ts';

function output(isTTY: boolean) {
  const written: string[] = [];
  return { written, isTTY, write: (text: string) => void written.push(text) };
}

test('on a terminal progress is one line, which the next words take the place of', () => {
  const out = output(true);
  const terminal = new Terminal(out);
  terminal.show(0.5, '1 of 2');
  terminal.show(1, '2 of 2');
  terminal.say('Done.');
  const [half, full, ...rest] = out.written;
  expect(half).toBe(`\r\u001b[K  ${'█'.repeat(12)}${'░'.repeat(12)} 1 of 2`);
  expect(full).toBe(`\r\u001b[K  ${'█'.repeat(24)} 2 of 2`);
  expect(rest).toEqual(['\r\u001b[K', 'Done.\n']);
});

test('elsewhere it is a line whenever the bar has grown, and no more than that', () => {
  const out = output(false);
  const terminal = new Terminal(out);
  for (let n = 0; n <= 1_000; n++) terminal.show(n / 1_000, `${n}`);
  terminal.say('Done.');
  expect(out.written).toHaveLength(26);
  expect(out.written[0]).toBe(`  ${'░'.repeat(24)} 0\n`);
  expect(out.written.join('')).not.toMatch(/[\r\u001b]/);
});

/** A keyboard, and whether the terminal was told to show nothing of it. */
function keyboard() {
  const modes: boolean[] = [];
  return Object.assign(new PassThrough(), { isTTY: true, modes, setRawMode: (on: boolean) => void modes.push(on) });
}

test('a secret is asked for, and what is typed is not shown', async () => {
  const [input, out] = [keyboard(), output(true)];
  const asked = askSecret('ADMIN_TOKEN: ', input, out);
  input.write('a-secret\r');
  expect(await asked).toBe('a-secret');
  expect(out.written).toEqual(['ADMIN_TOKEN: ', '\n']);
  expect(input.modes, 'the terminal shows nothing by itself meanwhile, and does again').toEqual([true, false]);
});

test('who presses Ctrl-C at the question has said nothing', async () => {
  const [input, out] = [keyboard(), output(true)];
  const asked = askSecret('ADMIN_TOKEN: ', input, out);
  input.write('half\u0003');
  expect(await asked).toBe('');
});
