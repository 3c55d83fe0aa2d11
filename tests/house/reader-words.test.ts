// What a reader can meet stands in widget/words/ and widget/lang/, and nowhere else: what is written into a component,
// a page, a feed or a mail would stay English in every language.

import { parseAst } from 'vite';
import { expect, test } from 'vitest';
import { read, sources } from './sources.ts';

/** Where readers are spoken to. The desk is the owner's, and English. */
const FILES = [
  ...sources('widget').filter((path) => !/^widget\/(words|lang)\//.test(path)),
  ...sources('worker/views/thread', 'worker/routes/pages').filter((path) => !path.endsWith('/act.ts')),
  'worker/notify/reader-words.ts',
  'worker/views/feed.ts',
  'worker/views/subscription.ts',
];

/** What is for somebody else, or for nobody. */
const OTHERS: Record<string, string[]> = {
  // A label that programs read, and people do not.
  'widget/composer/form/view.ts': ['Subject'],
  // The owner's feed of what waits, and the name of the program that made a feed.
  'worker/views/feed.ts': ['Waiting because:', 'Afterword'],
  // The owner's test of the mail.
  'worker/notify/reader-words.ts': [
    'A test of replies by e-mail from',
    'This is how readers of',
    'will hear of replies. They are asked before the first one.',
  ],
  // Selectors, names of styles and of a browser; and what a push is called that says nothing of itself.
  'desk/desk.ts': ['.pick input', 'input, textarea, select'],
  'desk/devices.ts': ['Samsung Internet'],
  'desk/push-worker.ts': ['News of your comments'],
  'desk/report.ts': ['muted small'],
  // A name.
  'worker/transfer/report.ts': ['Hyvor Talk'],
  // For whoever deploys, by the answer of a script; and words that are to differ from all others.
  'worker/actions/desk/sessions.ts': [
    'The desk is closed until ADMIN_TOKEN is set (',
    'characters or more): npx wrangler secret put ADMIN_TOKEN',
  ],
  'worker/actions/desk/writing.ts': ['other words'],
  // Commands, and addresses with a place for what is to be filled in.
  'worker/views/desk/export.ts': ['npm run export -- --from'],
  'worker/views/desk/import.ts': ['npm run import -- FILE --to', '--site', '--dry-run', 'https://old.example.com/*'],
  'worker/views/desk/notices/notice-page.ts': [
    'https://api.telegram.org/bot',
    'TOKEN',
    '/sendMessage?chat_id=',
    'ID',
    'npm run deploy',
  ],
  'worker/views/desk/sign-in.ts': ['npx wrangler secret put ADMIN_TOKEN', 'said hint'],
  'worker/views/desk/threads.ts': ['https://'],
  // For browsers.
  'worker/routes/pages/thread.ts': ['private, no-cache'],
  // In front of an exact time, in every language.
  'worker/views/thread/when.ts': ['UTC'],
};

interface Node {
  type: string;
  [key: string]: unknown;
}

/** Every text of the source that could be words for people. */
function wordsIn(source: string): string[] {
  const found: string[] = [];
  const look = (node: unknown, isHtml = false): void => {
    if (Array.isArray(node)) {
      for (const each of node) look(each, isHtml);
      return;
    }
    if (typeof node !== 'object' || node === null || !('type' in node)) return;
    const { type, ...fields } = node as Node;
    // Errors are for developers, and so is the console.
    if (type === 'NewExpression' && /Error$/.test(String((fields.callee as Node).name))) return;
    if (type === 'CallExpression' && String((fields.callee as { object?: Node }).object?.name) === 'console') return;
    if (type === 'ImportDeclaration' || type.startsWith('TS')) return;
    if (type === 'Literal' && typeof fields.value === 'string') found.push(...sentences(fields.value));
    if (type === 'TaggedTemplateExpression') {
      const { quasis, expressions } = fields.quasi as {
        quasis: { value: { cooked: string } }[];
        expressions: unknown[];
      };
      const texts = quasis.map(({ value }) => value.cooked);
      found.push(...(isTag(fields.tag) ? shown(texts.join('\u0000')) : []));
      // The names of styles are for the style sheet.
      look(expressions.filter((_, at) => !/\sclass=$/.test(texts[at] ?? '')));
      return;
    }
    if (type === 'TemplateElement') found.push(...sentences((fields.value as { cooked: string }).cooked));
    for (const field of Object.values(fields)) look(field, isHtml);
  };
  look(parseAst(source, { lang: 'ts' }));
  return found;
}

function isTag(tag: unknown): boolean {
  return (tag as { name?: string }).name === 'html';
}

/** Of a text in the code: two words or more. One alone may be anything. */
function sentences(text: string): string[] {
  return /\p{L}{2,}[.,:;]? \p{L}{2,}/u.test(text) && !/[{}<>=;]/.test(text) ? [text.trim()] : [];
}

/** Of markup: what stands between tags, and in attributes that are read out. `\0` is what is filled in. */
function shown(markup: string): string[] {
  const attributes = [...markup.matchAll(/\s(?:aria-label|title|alt|placeholder)="([^"]*)"/g)].map(([, text]) => text!);
  const texts = markup.replace(/<\?xml[^>]*>|<!doctype[^>]*>/g, '').split(/<[^>]*>/);
  return [...attributes, ...texts]
    .flatMap((text) => text.split(/[\u0000\n]/))
    .map((text) => text.replace(/&\w+;/g, '').trim())
    .filter((text) => /\p{L}{2,}/u.test(text) && !text.includes('="') && text !== 'checked' && text !== 'open');
}

test('the scanner finds words wherever they can stand', () => {
  const source = `
    const a = html\`<p class="x y" \${b && html\`id="\${b}"\`}>No comments \${n > 0 && html\`<b>yet</b>\`}</p>\`;
    const b = html\`<a aria-label="Older comments" href="/a b">\${c}</a>\`;
    say('Your comment is public.');
    const d = \`You have \${n} replies to read\`;
    throw new ApiError('not for readers');
    console.warn('nor is this');
    element.className = 'one';
    const e = html\`<p class=\${f ? 'two names' : 'three names here'}></p>\`;
  `;
  expect(wordsIn(source)).toEqual([
    'No comments',
    'yet',
    'Older comments',
    'Your comment is public.',
    'You have',
    'replies to read',
  ]);
});

test('no words for readers stand outside of the languages', () => {
  expect(FILES.length).toBeGreaterThan(50);
  const found = FILES.flatMap((path) =>
    wordsIn(read(path))
      .filter((text) => !OTHERS[path]?.includes(text))
      .map((text) => `${path}: ${text}`),
  );
  expect(found).toEqual([]);
});

test('the words of the owner’s pages lie in a file of each page', () => {
  const desk = sources('worker/views/desk', 'worker/routes/desk', 'desk').filter((path) => !path.includes('/words/'));
  const told = [
    ...sources('worker/actions/doctor', 'worker/actions/desk').filter((path) => !path.endsWith('/words.ts')),
    ...['worker/transfer/report.ts', 'worker/transfer/out/write.ts', 'worker/transfer/download.ts'],
  ];
  const found = [...desk, ...told, 'worker/views/act.ts', 'worker/routes/pages/act.ts'].flatMap((path) =>
    wordsIn(read(path))
      .filter((text) => !OTHERS[path]?.includes(text))
      .map((text) => `${path}: ${text}`),
  );
  expect(found).toEqual([]);
});

test('what is let pass is there', () => {
  const missing = Object.entries(OTHERS).flatMap(([path, texts]) => {
    const found = wordsIn(read(path));
    return texts.filter((text) => !found.includes(text)).map((text) => `${path}: ${text}`);
  });
  expect(missing).toEqual([]);
});
