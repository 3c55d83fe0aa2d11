// What the guide asks: the blog's address, a domain of the worker's own, which account. Each answer may come as a flag
// or lie in the owner's file from before; without a terminal nothing is asked.
// Read next: scripts/local/site.ts for what is taken as an answer.

import { createInterface } from 'node:readline/promises';
import { parseDomain, parseSite, twinOf } from '../local/site.ts';
import type { Account } from './cloudflare.ts';
import { Stopped } from './stopped.ts';

export type Ask = (question: string) => Promise<string>;

/** Runs `talk` with somebody to ask, and ends the guide where they leave. */
export async function inTerminal<Answer>(talk: (ask: Ask) => Promise<Answer>): Promise<Answer> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const gone = new AbortController();
  terminal.once('close', () => gone.abort()); // Ctrl-C and Ctrl-D
  try {
    return await talk((question) => terminal.question(question, { signal: gone.signal }));
  } catch (error) {
    if (gone.signal.aborted) throw new Stopped('\nStopped. Nothing was changed.');
    throw error;
  } finally {
    terminal.close();
  }
}

/** `before`: what the owner said the last time. */
export async function askForSites(ask: Ask, before: string[]): Promise<string[]> {
  const again = before.length > 0 ? ` [${before.join(' ')}]` : '';
  for (;;) {
    const typed = await ask(`The address of your blog, as your readers see it${again}: `);
    if (typed.trim() === '' && before.length > 0) return before;
    const site = parseSite(typed);
    if ('problem' in site) {
      console.log(site.problem);
      continue;
    }
    const twin = twinOf(site.origin);
    if (twin === null) return [site.origin];
    const both = await ask(`Do pages also show at ${twin}, without being redirected? [y/N] `);
    return /^y/i.test(both.trim()) ? [site.origin, twin] : [site.origin];
  }
}

/** Asked once; null: none, so the worker has its address on workers.dev. */
export async function askForDomain(ask: Ask): Promise<string | null> {
  console.log(`
Every worker has an address like afterword.you.workers.dev. If a domain of yours has its DNS at Cloudflare, the worker can
have a name there too, such as comments.example.com, and the tag in your pages then stays the same for ever.`);
  for (;;) {
    const typed = await ask('A name at your own domain, or Enter for none: ');
    if (typed.trim() === '') return null;
    const domain = parseDomain(typed);
    if (domain !== null) return domain;
    console.log(`“${typed.trim()}” is not a name of a domain. It looks like comments.example.com`);
  }
}

export async function askForAccount(ask: Ask, accounts: Account[]): Promise<Account> {
  console.log('\nYou have several Cloudflare accounts:');
  for (const [i, { name }] of accounts.entries()) console.log(`  ${i + 1}  ${name}`);
  for (;;) {
    const chosen = accounts[Number((await ask('Which one is it for? [1] ')).trim() || 1) - 1];
    if (chosen) return chosen;
    console.log(`Please type a number from 1 to ${accounts.length}.`);
  }
}
