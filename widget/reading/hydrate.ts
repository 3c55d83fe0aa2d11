// Hands the first sight over to Preact, which is in this file's bundle as it is published: it finds the elements that
// stand there, and whatever changes from here on is drawn by it. Nothing is made twice and nothing moves.

import { Component, type ComponentChildren, type ComponentType, h, hydrate, render } from 'preact';
import { Section } from '../embed/components/section.ts';
import { listened, setH } from '../embed/first-sight.ts';
import type { App } from '../embed/state.ts';

/**
 * The state must still be the one that was drawn: Preact does not look whether the attributes are what they should be.
 */
export function hydrateThread(app: App): void {
  const { into, Article, Item } = app;
  setH(h);
  app.Article = keeping(Article);
  app.Item = keeping(Item);
  const section = () => h(Section, { app });
  app.redraw = () => render(section(), into);
  // Preact sets listeners of its own.
  for (const node of into.querySelectorAll('*')) {
    for (const name of listened) (node as unknown as Record<string, null>)[name] = null;
  }
  hydrate(section(), into);
}

/** Draws again only where a prop has changed: of a thousand comments, mostly a few. */
function keeping<Props extends object>(draw: ComponentType<Props>): ComponentType<Props> {
  return class extends Component<Props> {
    override shouldComponentUpdate(next: Props): boolean {
      return Object.entries(next).some(([name, value]) => value !== this.props[name as keyof Props]);
    }

    override render(props: Props): ComponentChildren {
      return (draw as (props: Props) => ComponentChildren)(props);
    }
  };
}
