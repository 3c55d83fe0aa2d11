// Imports run one way (README, Where things live): the two programs meet in worker/contract only, and inside the
// worker the routes know the rules and the store, never the other way round.

import { expect, test } from 'vitest';
import { findCircle, type Import, importsOf, sources } from './sources.ts';

const all = sources('widget', 'desk', 'worker').flatMap((path) => importsOf(path));
const ours = all.filter(({ to }) => /^(?:widget|desk|worker)\//.test(to));

const layerOf = (path: string) =>
  /^(widget|desk|worker\/(?:contract|rules|store|notify|transfer|views|routes|middleware))\//.exec(path)?.[1] ??
  'worker';

// What each layer may import besides itself. `worker` is what lies on the top level of that folder.
const MAY: Record<string, string[]> = {
  widget: ['worker/contract'],
  desk: ['worker/transfer', 'worker/rules', 'worker/contract'],
  'worker/contract': [],
  'worker/rules': ['worker/contract'],
  'worker/store': ['worker/rules', 'worker/contract'],
  'worker/notify': ['worker/contract'],
  'worker/transfer': ['worker/rules', 'worker/contract'],
  'worker/views': ['worker/rules', 'worker/contract'],
  'worker/middleware': ['worker/rules', 'worker/store', 'worker/views', 'worker/contract', 'worker'],
  'worker/routes': [
    'worker/middleware',
    'worker/rules',
    'worker/store',
    'worker/notify',
    'worker/transfer',
    'worker/views',
    'worker/contract',
    'worker',
  ],
};

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

test('every import goes the one way', () => {
  const wrong = ours.filter(({ from, to }) => {
    const may = MAY[layerOf(from)];
    return layerOf(from) !== layerOf(to) && may !== undefined && !may.includes(layerOf(to));
  });
  expect(wrong.map(show)).toEqual([]);
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
  const ofPage = ours.filter(({ from, types }) => /^desk\/(?:import|report)\.ts$/.test(from) && !types);
  expect(ofPage.map(({ to }) => to)).toEqual(['desk/report.ts']);
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
  const readers = ['saxes', 'htmlparser2', 'sql.js'];
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
    'and SQLite is loaded apart',
  ).toEqual(['sql.js']);
});

test('the contract and the rules import no package but those that read Markdown', () => {
  const pure = all.filter(({ from }) => /^worker\/(contract|rules)\//.test(from));
  const reading = ['markdown-it', 'character-entities'];
  const packages = pure.filter(({ to }) => !to.startsWith('worker/') && !reading.includes(to));
  expect(packages.map(show)).toEqual([]);
});

test('Hono comes as its smallest preset: the other brings two routers more into the upload', () => {
  const wrong = all.filter(({ from, to, types }) => from.startsWith('worker/') && to === 'hono' && !types);
  expect(wrong.map(show)).toEqual([]);
});
