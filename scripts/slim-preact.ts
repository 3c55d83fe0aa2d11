// A Vite plugin: bundles preact from its source without what the widget never uses, which preact decides at run
// time and a minifier therefore cannot drop: hydration and suspense, portals, context, refs, legacy life cycles, the
// hooks of add-ons (`options`), MathML and, not least, dangerouslySetInnerHTML. About 1.1 kB of brotli in a budget
// of 9. Nothing is rewritten: each line below turns a question into its answer, and the minifier does the rest.
//
// Preact's version is pinned. If a line no longer meets what it expects, the build stops and says which; the
// browser tests run what was built.

import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const SOURCE = fileURLToPath(new URL('../node_modules/preact/src/', import.meta.url));

/** What to look for, what to put there. Applied in this order to every file; each must be met somewhere. */
const ANSWERS: [RegExp, string][] = [
  // Hydration: never. The two parameters go from every signature and every call, each on a line of its own.
  [/oldVNode\._flags & MODE_HYDRATE(?: \? \[oldDom\] : NULL)?,\n/g, ''],
  [/^\t*(?:isHydrating|excessDomChildren),\n/gm, ''],
  [/oldVNode\n\s*\? NULL\n\s*: parentDom\.firstChild\n\s*\? slice\.call\(parentDom\.childNodes\)\n\s*: NULL,\n/g, ''],
  [/(?:let )?isHydrating = [^,;]*&[^,;)]*/g, 'false'],
  [/isHydrating = (?:false|excessDomChildren = NULL);/g, ''],
  [/excessDomChildren =(?!=)/g, '$dead ='],
  [/\bexcessDomChildren\b/g, 'null'],
  [/\bisHydrating\b/g, 'false'],
  [/oldVNode\._flags & MODE_SUSPENDED/g, 'false'],
  [/if \(resumed\) resumed\.some\(removeNode\);/g, ''],
  [/!skipRemove &&\s*\(r = vnode\._component\)/g, 'false'],
  [/\w+\.nodeType == [89]/g, 'false'],
  [/newVNode\._flags &= RESET_MODE;/g, ''],
  // Add-ons: none.
  [/\|\|\s*prevDebounce != options\.debounceRendering/g, ''],
  [/prevDebounce = options\.debounceRendering;/g, ''],
  [/\(prevDebounce \|\| queueMicrotask\)/g, 'queueMicrotask'],
  [/if \(\(tmp = options\.\w+\)\) tmp\(newVNode\);/g, ''],
  [/options\._catchError\([^)]*\)/g, '(() => { throw e; })()'],
  [/options\.\w+/g, 'undefined'],
  // No boundary catches an error, so there is nothing to draw again.
  [/if \(!\(e && e\.then\)\) markAsForce\(newVNode\);/g, ''],
  [/\(c\._bits & COMPONENT_(?:PENDING_ERROR|PROCESSING_EXCEPTION)\)/g, '(false)'],
  // Life cycles: shouldComponentUpdate is all there is.
  [
    /\w+\.(?:getDerivedStateFromProps|componentWillMount|componentDidMount|componentWillUnmount|componentWillReceiveProps|componentWillUpdate|componentDidUpdate|getSnapshotBeforeUpdate|getChildContext)\b/g,
    'undefined',
  ],
  // So nothing has to be told when a tree has been drawn.
  [/EMPTY_ARR\.push\.apply\(c\._renderCallbacks, c\._stateCallbacks\);/g, ''],
  [/c\._(?:render|state)Callbacks = \[\];/g, ''],
  [/if \(c\._renderCallbacks\.length\) \{\s*commitQueue\.push\(c\);\s*\}/g, ''],
  [/if \(callback\) \{\s*this\._stateCallbacks\.push\(callback\);\s*\}/g, ''],
  [/^\t*commitRoot\(.*\);$/gm, ''],
  [/^\t*commitQueue,\n/gm, ''],
  [/let oldCommitQueueLength = [^;]*;|commitQueue\.length = [^;]*;/g, ''],
  [/(?:let |,\s*)commitQueue = \[\]/g, ''],
  // Context and portals: none.
  [/tmp = newType\.contextType;/g, ''],
  [/const provider = [^;]*;/g, 'const provider = null;'],
  [/const componentContext = [^;]*;/g, 'const componentContext = null;'],
  [/^\t*(?:component\._)?globalContext,\n/gm, ''],
  [/EMPTY_OBJ,(?=\n\t*parentDom\.namespaceURI)/g, ''],
  [/c\._globalContext = globalContext;/g, ''],
  [/(?:\w+\.props|newProps)\._parentDom/g, 'undefined'],
  // Refs: none; the focus goes by id.
  [/oldVNode\.ref != childVNode\.ref \|\| oldVNode\._flags & REF_DETACHED/g, 'false'],
  [/\(r = vnode\.ref\)/g, 'false'],
  [/for \(let i = 0; i < refQueue\.length; \) \{[^}]*\}/g, ''],
  [/^\t*refQueue,?\n/gm, ''],
  [/,\s*refQueue = \[\]/g, ''],
  [/, refQueue\)/g, ')'],
  [/else if \(i == 'ref' [^\n]*\n/g, ''],
  // HTML from strings: never.
  [/i == 'dangerouslySetInnerHTML'/g, 'false'],
  [/if \(newHtml\)/g, 'if (false)'],
  [/if \(oldHtml\) dom\.textContent = '';/g, ''],
  // Elements, and ways to set a property, that we do not use.
  [/BaseComponent\.prototype\.forceUpdate = [\s\S]*?\n\};/g, ''],
  [/typeof (?:old)?[vV]alue == 'string'/g, 'false'],
  [/name = name\.replace\(\/xlink[^;]*;/g, ''],
  [/name != '(?:list|download|rowSpan|colSpan|popover)' &&/g, ''],
  [/name == 'popover' && value == true/g, 'false'],
  [/&&\s*!\(i == '\w+' && 'default\w+' in newProps\)/g, ''],
  [/else if \(nodeType == 'math'\) namespace = MATH_NAMESPACE;/g, ''],
  [/nodeType == 'foreignObject' \|\|\s*\([^;{]*\)\s*\)/g, 'false)'],
  [/nodeType == '(?:progress|template)'/g, 'false'],
  [/newProps\.is \? newProps : parentDom/g, 'undefined'],
  [/useCapture = name != \(name = name\.replace\(CAPTURE_REGEX, '\$1'\)\);/g, ''],
];

/** What is left out must not be used: it would work in a test with the whole of preact, and not on a page. */
const LEFT_OUT =
  /\b(?:componentDid\w+|componentWill\w+|getDerivedState\w+|getSnapshot\w+|createContext|createPortal|createRef|forceUpdate|hydrate|dangerouslySetInnerHTML|preact\/\w+)\b|\sref[=:]/;

const PRIVATE = /\b_[a-z]\w*/g;

export function slimPreact(): Plugin {
  const met = new Set<RegExp>();
  const names = new Map<string, string>();
  return {
    name: 'slim-preact',
    enforce: 'pre',
    resolveId: (id) => (id === 'preact' ? `${SOURCE}index.js` : null),
    transform(code, file) {
      if (file.endsWith('.ts')) {
        const [used] = LEFT_OUT.exec(code) ?? [];
        if (used) throw new Error(`slim-preact: ${file} uses ${used.trim()}, which is left out of the widget's preact`);
      }
      if (!file.startsWith(SOURCE)) return null;
      let slim = code.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
      for (const [question, answer] of ANSWERS) {
        slim = slim.replace(question, () => {
          met.add(question);
          return answer;
        });
      }
      // Its own build shortens the private names; a minifier that knows nothing of them must not.
      slim = slim.replace(PRIVATE, (name) => {
        if (!names.has(name)) names.set(name, `_${names.size.toString(36)}`);
        return names.get(name) as string;
      });
      return { code: `let $dead;\n${slim}`, map: null };
    },
    buildEnd(error) {
      const missed = ANSWERS.filter(([question]) => !met.has(question));
      if (!error && missed.length > 0)
        throw new Error(`slim-preact: preact has changed, not found: ${missed.join(' ')}`);
    },
  };
}
