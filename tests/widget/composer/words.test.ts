// The words in which a refusal is told.

import { describe, expect, it } from 'vitest';
import { Reader, refused } from '../help/as-reader.ts';

describe('words of a refusal', () => {
  it('stand beside the field that the worker points at', async () => {
    const reader = await Reader.at();
    reader.worker.replies['/api/comments'] = () => refused('invalid_request', 400, { fields: { name: 'too_long' } });
    await reader.post('Hello');
    expect(reader.text).toContain('A name can have up to 80 characters.');
    expect(reader.alert).toBe('');
    expect(reader.root.activeElement).toBe(reader.field('Name'));
  });

  it('tell of a comment that is gone', async () => {
    const reader = await Reader.at();
    reader.worker.replies['/api/comments'] = () => refused('invalid_request', 400, { fields: { parent: 'unknown' } });
    await reader.post('Hello');
    expect(reader.alert).toContain('The comment you are replying to is gone.');
  });

  it('say how long to wait', async () => {
    const reader = await Reader.at();
    reader.worker.replies['/api/comments'] = () => refused('rate_limited', 429, { retryAfter: 30 });
    await reader.post('Hello');
    expect(reader.alert).toBe('Many comments are coming in. Please try again in 30 seconds.');
  });

  it('name the time when it is hours away', async () => {
    const reader = await Reader.at();
    reader.worker.replies['/api/comments'] = () => refused('unavailable', 503, { retryAfter: 7_200 });
    await reader.post('Hello');
    expect(reader.alert).toMatch(/^No more new comments today\. Your words are kept; please post them after \d/);
  });

  it('exist for a code this script does not know yet', async () => {
    const reader = await Reader.at();
    reader.worker.replies['/api/comments'] = () => refused('brand_new' as never);
    await reader.post('Hello');
    expect(reader.alert).toContain('Something went wrong on our side.');
  });
});
