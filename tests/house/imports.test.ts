// Imports run one way (CONTRIBUTING.md has the rooms, a sentence each): the programs meet in worker/contract only, and
// inside the worker the routes know the actions, the actions know the store, and nobody knows who is above.

import { expect, test } from 'vitest';
import { findCircle, type Import, importsOf, sources } from './sources.ts';

const all = sources('widget', 'desk', 'worker').flatMap((path) => importsOf(path));
const ours = all.filter(({ to }) => /^(?:widget|desk|worker)\//.test(to));

/**
 * The rooms, from the bottom up, and what each may import beside itself. What stands first fits first. A file that fits
 * none fails, and so does a right that nobody uses: a list that is wider than the truth holds nothing.
 */
const LAYERS: [name: string, files: RegExp, may: string[]][] = [
  ['contract', /^worker\/contract\//, []],
  ['rules', /^worker\/rules\//, ['contract']],
  ['words', /^widget\/(?:words|lang)\//, ['contract']],
  ['version', /^worker\/version\.ts$/, []],

  ['store/kv', /^worker\/store\/kv\//, ['rules', 'contract']],
  ['store/facts', /^worker\/store\/facts\//, ['store/kv', 'rules', 'contract']],
  ['store/views', /^worker\/store\/views\//, ['store/kv', 'store/facts', 'rules', 'contract']],
  ['store/inbox', /^worker\/store\/inbox\//, ['store/kv', 'store/facts', 'rules', 'contract']],
  ['store/settings', /^worker\/store\/settings\//, ['store/kv', 'rules', 'contract']],
  ['store/outbox', /^worker\/store\/outbox\//, ['store/kv', 'store/facts', 'rules']],
  [
    'store/sweep',
    /^worker\/store\/sweep\//,
    ['store/kv', 'store/facts', 'store/views', 'store/settings', 'rules', 'contract'],
  ],
  [
    'store/backup',
    /^worker\/store\/backup\//,
    ['store/kv', 'store/facts', 'store/views', 'store/settings', 'store/outbox', 'rules', 'contract'],
  ],

  ['notify', /^worker\/notify\//, ['words', 'rules', 'contract']],
  ['transfer', /^worker\/transfer\//, ['words', 'rules', 'contract']],

  [
    'top',
    /^worker\/(?:env|errors|deps)\.ts$/,
    ['actions/memory', 'actions', 'store/kv', 'store/settings', 'rules', 'contract'],
  ],
  ['actions/memory', /^worker\/actions\/memory\//, ['words', 'rules', 'contract', 'top']],
  [
    'actions',
    /^worker\/actions\/(?!doctor\/)/,
    [
      ...['store/kv', 'store/facts', 'store/views', 'store/inbox', 'store/settings', 'store/outbox', 'store/backup'],
      ...['actions/memory', 'notify', 'transfer', 'rules', 'contract', 'words', 'top'],
    ],
  ],
  [
    'actions/doctor',
    /^worker\/actions\/doctor\//,
    [
      'words',
      'store/kv',
      'store/views',
      'store/sweep',
      'store/backup',
      'actions',
      'actions/memory',
      'rules',
      'contract',
      'top',
      'version',
    ],
  ],
  ['views', /^worker\/views\//, ['words', 'rules', 'contract', 'version']],
  [
    'routes',
    /^worker\/routes\//,
    [
      ...[
        'views',
        'actions',
        'actions/doctor',
        'actions/memory',
        'notify',
        'words',
        'rules',
        'contract',
        'top',
        'version',
      ],
      ...['store/kv', 'store/facts', 'store/views', 'store/inbox', 'store/outbox', 'store/backup'],
    ],
  ],
  [
    'entry',
    /^worker\/(?:index|worker|app)\.ts$/,
    ['routes', 'actions', 'actions/memory', 'store/sweep', 'store/backup', 'store/settings', 'top'],
  ],

  ['widget', /^widget\//, ['words', 'contract']],
  ['desk', /^desk\//, ['words', 'transfer', 'rules']],
];

const layerOf = (path: string) => LAYERS.find(([, files]) => files.test(path))?.[0];

const show = ({ from, to }: Import) => `${from} imports ${to}`;

test('the scanner sees every way to import', () => {
  const source = [
    "import { a } from './a.ts';",
    "import type { B } from '../b.ts';",
    "import './c.ts';",
    "export * from './d.ts';",
    "import {\n  e,\n  type E,\n} from './e.ts';",
    "const f = await import('./f.ts');",
    "import css from './g.css?inline';",
    "import { h } from 'preact';",
  ].join('\n');
  expect(importsOf('widget/x/y.ts', source).map(({ to }) => to)).toEqual([
    'widget/x/a.ts',
    'widget/b.ts',
    'widget/x/c.ts',
    'widget/x/d.ts',
    'widget/x/e.ts',
    'widget/x/g.css',
    'preact',
    'widget/x/f.ts',
  ]);
  expect(importsOf('widget/x/y.ts', source).filter(({ types }) => types)).toHaveLength(1);
});

test('there is something to look at', () => {
  expect(all.length).toBeGreaterThan(50);
});

test('every file has a layer', () => {
  expect(sources('widget', 'desk', 'worker').filter((path) => layerOf(path) === undefined)).toEqual([]);
});

const isRight = ({ from, to }: Import) => {
  const [, , may] = LAYERS.find(([name]) => name === layerOf(from))!;
  return layerOf(from) === layerOf(to) || may.includes(layerOf(to) ?? '');
};

test('every import goes the one way', () => {
  const wrong = ours.filter((each) => /\.ts$/.test(each.to) && !isRight(each));
  expect(wrong.map(show)).toEqual([]);
});

test('a layer may import nothing that it does not import', () => {
  const used = new Set(ours.map(({ from, to }) => `${layerOf(from)} imports ${layerOf(to)}`));
  const unused = LAYERS.flatMap(([name, , may]) => may.map((to) => `${name} imports ${to}`)).filter(
    (right) => !used.has(right),
  );
  expect(unused).toEqual([]);
});

/** Routes that lie side by side share what is in routes/ itself and in middleware/, and know nothing of each other. */
test('the folders of routes do not know each other', () => {
  const folder = (path: string) => /^worker\/routes\/([^/]+)\//.exec(path)?.[1];
  const wrong = ours.filter(({ from, to }) => {
    const [one, other] = [folder(from), folder(to)];
    return one !== undefined && other !== undefined && one !== other && other !== 'middleware';
  });
  expect(wrong.map(show)).toEqual([]);
});

test('only the routes understand HTTP', () => {
  const isHono = ({ to }: Import) => to === 'hono' || to.startsWith('hono/');
  // worker/views/html.ts is made of Hono's template; nothing else of the views is.
  const may = /^worker\/(?:routes\/|app\.ts$|views\/html\.ts$)/;
  const wrong = [...new Set(all.filter((each) => isHono(each) && !may.test(each.from)).map(({ from }) => from))];
  expect(wrong.filter((path) => path.startsWith('worker/')).sort()).toEqual([]);
});

test('only the widget knows the widget', () => {
  const wrong = ours.filter(({ from, to }) => layerOf(to) === 'widget' && layerOf(from) !== 'widget');
  expect(wrong.map(show)).toEqual([]);
});

test('no imports go round in a circle', () => {
  expect(
    findCircle([
      { from: 'a', to: 'b', types: false },
      { from: 'b', to: 'a', types: false },
    ]),
  ).toEqual(['a', 'b', 'a']);
  // Types are free to name each other: nothing of them is left when the code runs.
  const circle = findCircle(ours.filter(({ types }) => !types));
  expect(circle, circle?.join(' → ')).toBeNull();
});

test('nobody knows the desk’s scripts, and its page knows no format: that is a thread of its own', () => {
  expect(ours.filter(({ from, to }) => layerOf(to) === 'desk' && layerOf(from) !== 'desk').map(show)).toEqual([]);
  const ofPage = ours.filter(
    ({ from, types }) => /^desk\/(?:import|report|export|elements|steps)\.ts$/.test(from) && !types,
  );
  const taken = new Set(ofPage.map(({ to }) => to).filter((to) => !to.startsWith('desk/words/')));
  expect([...taken].sort()).toEqual(['desk/elements.ts', 'desk/report.ts', 'desk/script-address.ts', 'desk/steps.ts']);
});

test('every import of ours names its file in full', () => {
  const wrong = ours.filter(({ to }) => !/\.(ts|css|svg|js)$/.test(to));
  expect(wrong.map(show)).toEqual([]);
});

test('the worker takes nothing from a runtime of its host, nor do the desk’s scripts', () => {
  const wrong = all.filter(({ from, to }) => /^(?:worker|desk)\//.test(from) && /^(cloudflare|node):/.test(to));
  expect(wrong.map(show)).toEqual([]);
});

test('what reads other systems’ exports is not in the worker, but in what the owner runs', () => {
  const readers = [
    'saxes',
    'htmlparser2',
    'sql.js',
    '@zip.js/zip.js/lib/zip-core-external.js',
    'modern-tar',
    'pako',
    'yaml',
    'csv-parse/browser/esm/sync',
  ];
  const reached = new Set<string>();
  const reach = (path: string): void => {
    if (reached.has(path)) return;
    reached.add(path);
    for (const { from, to, types } of all) if (from === path && !types) reach(to);
  };
  reach('worker/index.ts');
  expect(reached.size).toBeGreaterThan(50);
  expect(readers.filter((name) => reached.has(name))).toEqual([]);
  reach('desk/reader.ts');
  expect(
    readers.filter((name) => !reached.has(name)),
    'and what few files need is loaded apart',
  ).toEqual([
    'sql.js',
    '@zip.js/zip.js/lib/zip-core-external.js',
    'modern-tar',
    'pako',
    'yaml',
    'csv-parse/browser/esm/sync',
  ]);
});

test('the contract and the rules import no package but those that read Markdown', () => {
  const allowed = ['markdown-it', 'character-entities'];
  const pure = all.filter(({ from }) => /^worker\/(contract|rules)\//.test(from));
  const packages = pure.filter(({ to }) => !to.startsWith('worker/') && !allowed.includes(to));
  expect(packages.map(show)).toEqual([]);
});

test('Hono comes as its smallest preset: the other brings two routers more into the upload', () => {
  const wrong = all.filter(({ from, to, types }) => from.startsWith('worker/') && to === 'hono' && !types);
  expect(wrong.map(show)).toEqual([]);
});
