// The custom element `<afterword-comments>`: when it mounts, when it starts to load, what it offers to the page.
// Everything inside it is app.ts. Importing this file does nothing; index.ts defines the element.

import type { AfterwordCommentsElement } from './afterword.d.ts';
import { addStyles, type Mounted, mount, type Services } from './app.ts';
import css from './styles/embed.css?inline';

const ATTRIBUTES = ['data-page-id', 'data-page-url', 'data-page-title', 'data-lang', 'data-sort', 'data-theme'];

/** `defaults` is the tag in the head, whose attributes count for every element that has none of its own. */
export function defineElement(services: Services, defaults: Element | null): void {
  class Afterword extends HTMLElement implements AfterwordCommentsElement {
    static observedAttributes = ATTRIBUTES;
    private app: Mounted | undefined;
    private started = false;
    private watch: IntersectionObserver | undefined;

    get count(): number | null {
      return this.app?.count() ?? null;
    }

    async reload(): Promise<void> {
      await this.app?.load();
    }

    connectedCallback(): void {
      const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
      if (!root.firstChild && !root.adoptedStyleSheets?.length) addStyles(root, css);
      const theme = this.setting('data-theme');
      this.style.colorScheme = theme === 'light' || theme === 'dark' ? theme : '';
      this.app = mount(this, root, this.setting, services);
      addEventListener('hashchange', this.app.permalink);
      addEventListener('beforeprint', this.begin);
      this.addEventListener('focusin', this.begin);
      if (
        this.setting('data-lazy') === 'off' ||
        /^#(comment-|afterword$|comments$)/.test(location.hash) ||
        !('IntersectionObserver' in window)
      ) {
        this.begin();
        return;
      }
      this.watch = new IntersectionObserver(
        (entries) => entries.some((entry) => entry.isIntersecting) && this.begin(),
        {
          rootMargin: '400px',
        },
      );
      this.watch.observe(this);
    }

    disconnectedCallback(): void {
      if (!this.app) return;
      removeEventListener('hashchange', this.app.permalink);
      this.quiet();
      this.app.unmount();
      this.app = undefined;
      this.started = false;
    }

    attributeChangedCallback(): void {
      if (!this.app) return;
      this.disconnectedCallback();
      this.connectedCallback();
    }

    private readonly setting = (name: string): string | null =>
      this.getAttribute(name) ?? defaults?.getAttribute(name) ?? null;

    private readonly begin = (): void => {
      if (this.started) return;
      this.started = true;
      this.quiet();
      this.app?.start();
    };

    private quiet(): void {
      this.watch?.disconnect();
      removeEventListener('beforeprint', this.begin);
      this.removeEventListener('focusin', this.begin);
    }
  }
  customElements.define('afterword-comments', Afterword);
}
