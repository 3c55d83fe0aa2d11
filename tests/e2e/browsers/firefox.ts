#!/usr/bin/env node
// Stands for Firefox where Playwright starts it: starts the real one, passes WebDriver BiDi through, and answers by
// itself the one command that Playwright sends for every context and Firefox does not know. FIREFOX_PATH says where
// Firefox is. Used by tests/e2e/browsers/firefox.config.ts.

import { spawn } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { WebSocket, WebSocketServer } from 'ws';

const UNKNOWN = 'emulation.setMediaFeaturesOverride';
/** Pictures of whole pages go through. */
const LARGEST = 256 * 1024 * 1024;

const firefox = spawn(process.env.FIREFOX_PATH ?? 'firefox-esr', process.argv.slice(2), {
  stdio: ['inherit', 'pipe', 'pipe'],
});
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => firefox.kill(signal));
firefox.once('exit', (code) => process.exit(code ?? 0));

for (const stream of [firefox.stdout, firefox.stderr]) {
  createInterface({ input: stream }).on('line', (line) => {
    const address = /^WebDriver BiDi listening on (ws:\/\/\S+)/.exec(line)?.[1];
    if (address) passThrough(address);
    else process.stderr.write(`${line}\n`);
  });
}

function passThrough(address: string): void {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', maxPayload: LARGEST });
  server.on('listening', () => {
    process.stderr.write(`WebDriver BiDi listening on ws://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
  });
  server.on('connection', (near, request) => {
    const far = new WebSocket(address + (request.url ?? '').replace(/^\/$/, ''), { maxPayload: LARGEST });
    const waiting: string[] = [];
    near.on('message', (data) => {
      const text = String(data);
      const { id, method } = JSON.parse(text) as { id: number; method: string };
      if (method === UNKNOWN) near.send(JSON.stringify({ type: 'success', id, result: {} }));
      else if (far.readyState === WebSocket.OPEN) far.send(text);
      else waiting.push(text);
    });
    far.on('open', () => {
      for (const text of waiting) far.send(text);
    });
    far.on('message', (data) => near.send(String(data)));
    far.on('close', () => near.close());
    near.on('close', () => far.close());
    far.on('error', (error) => {
      process.stderr.write(`${error}\n`);
      near.close();
    });
  });
}
