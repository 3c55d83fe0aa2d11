// The commands that the documents tell people to type: found in `sh` blocks and between backticks, and taken apart into
// words. Read next: commands.test.ts, which says what is wrong with each.

import { readdirSync } from 'node:fs';
import { read } from './sources.ts';

export interface Command {
  document: string;
  /** As it is written, without what a shell leaves out. */
  text: string;
  words: string[];
}

/** What a command begins with when it stands in a line of prose. */
const SPOKEN = /^(?:[A-Z_]+=\S+ )?(?:npm|npx|git|curl|openssl|node|wrangler) ./;

export function documents(): string[] {
  return ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...readdirSync('docs').map((name) => `docs/${name}`)].filter(
    (path) => path.endsWith('.md'),
  );
}

export function commandsIn(document: string, markdown = read(document)): Command[] {
  const blocks = [...markdown.matchAll(/^( *)```sh\n([\s\S]*?)^\1```$/gm)].map(([, , block]) => block as string);
  const prose = markdown.replace(/^( *)```[\s\S]*?^\1```$/gm, '');
  const lines = blocks.flatMap((block) => block.replace(/\\\n/g, ' ').split('\n'));
  const spoken = [...prose.matchAll(/`([^`\n]+)`/g)]
    .map(([, text]) => text as string)
    .filter((text) => SPOKEN.test(text));
  return [...lines, ...spoken]
    .flatMap((line) => split(line))
    .filter((text) => text !== '')
    .map((text) => ({ document, text, words: wordsOf(text) }));
}

/** One line may be several commands, and end in a comment. */
function split(line: string): string[] {
  const commands = [''];
  for (const part of line.match(/"[^"]*"|'[^']*'|&&|\|\||\s#.*$|./g) ?? []) {
    if (part === '&&' || part === '||') commands.push('');
    else if (!/^\s#/.test(part)) commands[commands.length - 1] += part;
  }
  return commands.map((command) => command.trim());
}

/** Without the variables that are set for it; quotes keep words together. */
function wordsOf(command: string): string[] {
  const words = (command.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? []).map((word) => word.replace(/^["']|["']$/g, ''));
  while (/^[A-Z_]+=/.test(words[0] ?? '')) words.shift();
  return words;
}
