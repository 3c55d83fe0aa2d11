// Which page a thread belongs to.

import { describe, expect, it } from 'vitest';
import { pageAddress } from '../../widget/page.ts';
import { isPreview } from '../../widget/reading/closed.ts';
import './help/as-reader.ts'; // a page of its own for each test

function canonical(href: string): void {
  const link = document.createElement('link');
  link.rel = 'canonical';
  link.setAttribute('href', href);
  document.head.append(link);
}

describe('the address of a page', () => {
  it('is what the tag says, else the canonical link, else the location; never with a fragment', () => {
    location.hash = '#comment-1';
    expect(pageAddress(() => null)).toBe(location.href.split('#')[0]);
    canonical('https://blog.example/post#top');
    expect(pageAddress(() => null)).toBe('https://blog.example/post');
    expect(pageAddress(() => 'https://blog.example/other')).toBe('https://blog.example/other');
  });
});

describe('a preview', () => {
  it('is a page of another host than the thread’s, whatever the scheme and www', () => {
    const { protocol, host } = location;
    expect(isPreview(`${protocol}//${host}/elsewhere`)).toBe(false);
    expect(isPreview(`https://www.${host}/elsewhere`)).toBe(false);
    expect(isPreview('https://blog.example/post')).toBe(true);
    expect(isPreview('nonsense')).toBe(false);
  });
});
