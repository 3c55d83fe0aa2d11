// The `html` tag: htm bound to preact's `h`. The build and the tests turn every template into plain `h()` calls
// (scripts/compile-templates.ts), so that htm itself is never downloaded.
//
// Three things nobody checks for you in a template, so components go through `h(Component, props)`, where tsc
// checks the props; an HTML entity stays text; and neither htm nor preact stops a `javascript:` address
// (components/body.ts does).

import htm from 'htm/mini';
import { h, type VNode } from 'preact';

export type Html = VNode | false | null;

// A template with several roots is an array; preact takes it as children all the same.
export const html = /* @__PURE__ */ htm.bind(h) as (strings: TemplateStringsArray, ...values: unknown[]) => VNode;
