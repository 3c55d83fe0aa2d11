// The custom element `<afterword-comments>`: when it mounts, when it starts to load, what it offers to the page.
// Everything inside it is embed/app.ts. Importing this file does nothing; index.ts defines the element.

import type { AfterwordCommentsElement } from './afterword.d.ts';
import { type Mounted, mount, type Services } from './embed/app.ts';
import { pageHere, queryOf, type Setting } from './page.ts';

/** How far below the window the thread begins to load. */
const NEAR = '400px';

/** `defaults` is the tag in the head, whose attributes count for every element that has none of its own. */
export function defineElement(services: Services, defaults: Element | null): void {
  class Afterword extends HTMLElement implements AfterwordCommentsElement {
    declare private app: Mounted | undefined;
    declare private leave: (() => void) | undefined;
    /** Which page it is mounted for. */
    declare private page: string | undefined;

    static get observedAttributes(): string[] {
      return ['data-page-url', 'data-page-id', 'data-page-title', 'data-lang', 'data-sort', 'data-theme'];
    }

    get count(): number | null {
      return this.app?.state.thread?.count ?? null;
    }

    async reload(): Promise<void> {
      await this.app?.load();
    }

    /**
     * Begins in a task of its own: if it ran on from the script that defines us, the page could not be scrolled
     * meanwhile. What was only moved goes on as it was, with all that is open in it.
     */
    connectedCallback(): void {
      setTimeout(() => this.settle());
    }

    disconnectedCallback(): void {
      this.connectedCallback();
    }

    private settle(): void {
      const setting: Setting = (name) => this.getAttribute(name) ?? defaults?.getAttribute(name);
      const page = this.isConnected ? queryOf(pageHere(setting)) : undefined;
      if (page === this.page) return;
      this.page = page;
      this.leave?.();
      if (!page) return;
      const app = mount(this, setting, services);
      const { start, stop } = app;
      this.app = app;
      const watch = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && start(), {
        rootMargin: NEAR,
      });
      const startForLink = () => /^#(comment-|afterword$)/.test(location.hash) && start();
      addEventListener('beforeprint', start);
      addEventListener('hashchange', startForLink);
      if (setting('data-lazy') === 'off') start();
      startForLink();
      watch.observe(this);
      this.leave = () => {
        watch.disconnect();
        removeEventListener('beforeprint', start);
        removeEventListener('hashchange', startForLink);
        stop();
        this.app = undefined;
      };
    }

    attributeChangedCallback(): void {
      if (!this.app) return;
      this.page = undefined;
      this.settle();
    }
  }
  customElements.define('afterword-comments', Afterword);
}
