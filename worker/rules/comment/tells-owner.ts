// Whether the owner is told of what somebody just wrote. Pure.

import type { ScreeningStatus } from './facts.ts';

export interface NewsRules {
  notices: 'off' | 'waiting' | 'all';
}

/** Spam is no news, nor is what the owner wrote. */
export function isNews({ notices }: NewsRules, status: ScreeningStatus, author: { owner: boolean }): boolean {
  if (author.owner || status === 'spam') return false;
  return notices === 'all' || (notices === 'waiting' && status === 'pending');
}
