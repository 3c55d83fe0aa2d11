// The `html` tag: htm bound to `h`. The build and the tests turn every template into plain `h()` calls
// (scripts/build/compile-templates.ts), so that htm itself is never downloaded.
//
// Three things nobody checks for you in a template, so components go through `h(Component, props)`, where tsc
// checks the props; an HTML entity stays text; and neither htm nor preact stops a `javascript:` address
// (embed/components/body.ts does).

import htm from 'htm/mini';
import type { VNode } from 'preact';
import { h } from './h.ts';

export type Html = VNode | false | null;

// A template with several roots is an array; preact takes it as children all the same.
export const html = /* @__PURE__ */ htm.bind((...node: Parameters<typeof h>) => h(...node)) as (
  strings: TemplateStringsArray,
  ...values: unknown[]
) => VNode;
