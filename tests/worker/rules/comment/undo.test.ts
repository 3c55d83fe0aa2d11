// A verdict is taken back by another one, which never shows more than was shown before.

import { describe, expect, it } from 'vitest';
import { type Before, undoOf } from '../../../../worker/rules/comment/undo.ts';

const waiting: Before = { status: 'pending', hide: undefined, tab: 'pending' };
const published: Before = { status: 'approved', hide: undefined, tab: 'approved' };

describe('undoing', () => {
  it('makes an approved comment wait again', () => {
    expect(undoOf('approve', waiting)).toBe('wait');
  });

  it('lifts what hid a comment', () => {
    expect(undoOf('spam', waiting)).toBe('restore');
    expect(undoOf('remove', published)).toBe('restore');
  });

  it('never publishes what was made to wait after an approval', () => {
    expect(undoOf('spam', { ...waiting, hide: 'wait' })).toBe('wait');
    expect(undoOf('remove', { ...waiting, hide: 'wait' })).toBe('wait');
  });

  it('puts back what hid the comment before', () => {
    expect(undoOf('approve', { status: 'spam', hide: 'spam', tab: 'spam' })).toBe('spam');
    expect(undoOf('approve', { status: 'spam', hide: undefined, tab: 'spam' })).toBe('spam');
    expect(undoOf('approve', { status: 'removed', hide: 'remove', tab: 'removed' })).toBe('remove');
    expect(undoOf('remove', { status: 'spam', hide: 'spam', tab: 'spam' })).toBe('spam');
  });

  it('leaves what is published as it is where only the badge was given', () => {
    expect(undoOf('restore', published)).toBe('restore');
  });

  it('goes by the tab when the same verdict was sent twice', () => {
    expect(undoOf('spam', { status: 'spam', hide: 'spam', tab: 'pending' })).toBe('wait');
    expect(undoOf('remove', { status: 'removed', hide: 'remove', tab: 'approved' })).toBe('restore');
    expect(undoOf('approve', { status: 'approved', hide: undefined, tab: 'pending' })).toBe('wait');
    expect(undoOf('approve', published)).toBe('restore');
  });
});
