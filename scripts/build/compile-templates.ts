// A Vite plugin: turns every `` html`…` `` of the widget into the `h()` calls that htm would make, at build time, so
// that htm itself need not be downloaded (about 450 bytes of brotli). The tests of the widget use it as well. The
// template is read by htm itself, with a marker in the place of each value, so there is no second parser that could
// disagree.

import { fileURLToPath } from 'node:url';
import htm from 'htm/mini';
import { type Plugin, parseAst } from 'vite';

interface Template {
  type: string;
  start: number;
  end: number;
  quasi: { quasis: { value: { cooked: string } }[]; expressions: { start: number; end: number }[] };
}

interface Element {
  tag: unknown;
  props: Record<string, unknown> | null;
  children: unknown[];
}

/** What the compiled templates call. */
const H = fileURLToPath(new URL('../../widget/h.ts', import.meta.url));

const read = htm.bind<Element>((tag, props, ...children) => ({ tag, props, children }));

export function compileTemplates(): Plugin {
  return {
    name: 'compile-templates',
    enforce: 'pre',
    transform(code, file) {
      if (!file.endsWith('.ts') || !code.includes('html`')) return null;
      const templates: Template[] = [];
      walk(parseAst(code, { lang: 'ts' }), (node) => {
        const tag = node.tag as { type?: string; name?: string } | undefined;
        if (node.type === 'TaggedTemplateExpression' && tag?.name === 'html') templates.push(node as never);
      });
      return {
        code: `import { h as $h } from '${H}';\n${rewrite(code, templates, 0, code.length)}`,
        map: null,
      };
    },
  };
}

/** The source from `start` to `end`, with the outermost templates in it compiled and those inside them as well. */
function rewrite(code: string, templates: Template[], start: number, end: number): string {
  let out = '';
  let at = start;
  for (const template of templates
    .filter((one) => one.start >= start && one.end <= end)
    .sort((a, b) => a.start - b.start)) {
    if (template.start < at) continue; // inside the one before, which has compiled it
    out += code.slice(at, template.start) + compile(code, templates, template);
    at = template.end;
  }
  return out + code.slice(at, end);
}

function compile(code: string, templates: Template[], { quasi }: Template): string {
  const values = quasi.expressions.map(
    (expression) => `(${rewrite(code, templates, expression.start, expression.end)})`,
  );
  const statics = quasi.quasis.map((part) => part.value.cooked) as never as TemplateStringsArray;
  // A spread would lose its marker in Object.assign; ours go through h() instead.
  if (statics.some((part) => /\.\.\.$/.test(part))) throw new Error('compile-templates: no spread in templates');
  const tree = read(statics, ...values.map((_, i) => `\0${i}\0`));
  const write = (value: unknown): string => {
    if (Array.isArray(value)) return `[${value.map(write).join(',')}]`;
    if (typeof value === 'object' && value) return element(value as Element);
    if (typeof value !== 'string') return JSON.stringify(value);
    const parts = value.split('\0');
    const [before, index, after] = parts;
    if (parts.length === 3 && !before && !after) return values[Number(index)] as string;
    return parts.map((part, i) => (i % 2 ? values[Number(part)] : JSON.stringify(part))).join('+');
  };
  const element = ({ tag, props, children }: Element): string => {
    const pairs = Object.entries(props ?? {}).map(([name, value]) => `${JSON.stringify(name)}:${write(value)}`);
    return `$h(${[write(tag), props ? `{${pairs.join(',')}}` : 'null', ...children.map(write)].join(',')})`;
  };
  return write(tree);
}

function walk(node: unknown, visit: (node: Record<string, unknown>) => void): void {
  if (typeof node !== 'object' || !node) return;
  if (!Array.isArray(node)) visit(node as Record<string, unknown>);
  for (const child of Object.values(node)) walk(child, visit);
}
