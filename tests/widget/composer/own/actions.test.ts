// What an author can do with her comments, and anybody with those of others.

import { describe, expect, it } from 'vitest';
import type { PublicComment } from '../../../../worker/contract/index.ts';
import {
  answerTo,
  comment,
  created,
  FakeWorker,
  NOW,
  ok,
  Reader,
  refused,
  settled,
  squeeze,
  threadOf,
  until,
} from '../../help/as-reader.ts';

const REPORTED = 'Thank you. The site’s owner will look at it.';
const MINE = { id: 'me', name: 'Mia' };

function mine(words: string, more: Partial<PublicComment> = {}): PublicComment {
  return comment('Mia', words, { author: MINE, createdAt: new Date(NOW - 60_000).toISOString(), ...more });
}

/** A reader who has written here before, in front of these comments. */
async function author(comments: PublicComment[], worker = new FakeWorker()): Promise<Reader> {
  localStorage.setItem('afterword:key', JSON.stringify('k'.repeat(22)));
  localStorage.setItem('afterword:me', JSON.stringify('me'));
  worker.thread = threadOf(comments, { asks: ['likes'] });
  const reader = await Reader.at(worker);
  await until(() => reader.all('article').length === 0 || reader.root.adoptedStyleSheets.length > 2);
  await settled();
  return reader;
}

describe('Edit', () => {
  it('is offered for a quarter of an hour, and as long as it waits, to its author alone', async () => {
    const old = mine('old', { createdAt: new Date(NOW - 16 * 60_000).toISOString() });
    const reader = await author([mine('new'), old, comment('Ben', 'other')]);
    const names = (words: string) =>
      [...reader.article(words).querySelectorAll('.acts button')].map((one) => one.textContent?.trim());
    expect(names('new')).toContain('Edit');
    expect(names('old')).not.toContain('Edit');
    expect(names('old')).toContain('Delete');
    expect(names('other')).not.toContain('Delete');
    expect(reader.maybeButton('Report Ben’s comment')).toBeTruthy();
    expect(reader.maybeButton('Report Mia’s comment')).toBeUndefined();
  });

  it('opens the words in place, saves them, and goes back to the comment', async () => {
    const one = mine('Hello', { body: [{ t: 'p', c: ['Hello ', { t: 'b', c: ['you'] }] }] });
    const reader = await author([one]);
    reader.worker.replies['/api/comments/ID'] = ({ body }) =>
      ok({
        comment: { ...one, body: [{ t: 'p', c: [body.body] }], editedAt: '2026-11-23T12:00:00.000Z' },
        status: 'approved',
        reasons: [],
      });
    reader.worker.sources[one.id] = 'Hello __you__';
    await reader.press('Edit');
    // It was written on another device, so the worker is asked.
    await until(() => reader.maybeField('Edit your comment'));
    expect(reader.field('Edit your comment').value).toBe('Hello __you__');
    expect(reader.maybeField('Name')).toBeUndefined();
    await reader.type('Edit your comment', 'Hello all');
    await reader.press('Save');
    await until(() => reader.comments[0] === 'Hello all');
    const [call] = reader.worker.calls.filter(({ method }) => method === 'PUT');
    expect(call?.body).toMatchObject({ thread: 'T'.repeat(22), body: 'Hello all' });
    expect(reader.root.activeElement).toBe(reader.article('Hello all'));
    expect(reader.text).toContain('edited');
    expect(reader.worker.to('/api/tickets')).toEqual([]);
  });

  it('of a comment from another device says so where its words cannot be had, and opens no empty box', async () => {
    const one = mine('Hello');
    const reader = await author([one]);
    reader.worker.replies['/api/mine'] = () => 'down';
    await reader.press('Edit');
    await until(() => reader.status);
    expect(reader.status).toContain('Please try again in a moment.');
    expect(reader.maybeField('Edit your comment')).toBeUndefined();
    reader.worker.replies['/api/mine'] = () => ok({ comments: [], sources: { [one.id]: 'Hello' } });
    await reader.press('Edit');
    await until(() => reader.maybeField('Edit your comment'));
    expect(reader.field('Edit your comment').value).toBe('Hello');
  });

  it('that waits shows its own words to the author, with a note, also after a reload', async () => {
    const one = mine('Hello');
    const edited = {
      ...one,
      body: [{ t: 'p' as const, c: ['With a link'] }],
      editedAt: '2026-11-23T12:00:00.000Z',
      status: 'pending' as const,
    };
    const reader = await author([one]);
    reader.worker.replies['/api/comments/ID'] = () => ok({ comment: edited, status: 'pending', reasons: [] });
    reader.worker.replies['/api/mine'] = () => ok({ comments: [edited], sources: { [one.id]: 'Hello' } });
    await reader.press('Edit');
    await until(() => reader.maybeField('Edit your comment'));
    await reader.type('Edit your comment', 'With a link');
    await reader.press('Save');
    await until(() => reader.status);
    expect(reader.status).toContain('Your edit is waiting for approval.');
    const back = await author([one], reader.worker);
    expect(back.comments).toEqual(['With a link']);
    expect(back.text).toContain('Until then, others see the earlier version.');
    expect(back.all('h2')[0]?.textContent).toBe('1 comment');
  });

  it('that was not let through goes back to what others read', async () => {
    const one = mine('Hello');
    localStorage.setItem(
      `afterword:own:${'T'.repeat(22)}`,
      JSON.stringify([
        {
          at: NOW,
          comment: { ...one, body: [{ t: 'p', c: ['No'] }], editedAt: '2026-11-23T12:00:00.000Z', status: 'pending' },
        },
      ]),
    );
    const worker = new FakeWorker();
    worker.replies['/api/mine'] = () => ok({ comments: [one] });
    const reader = await author([one], worker);
    expect(reader.comments).toEqual(['Hello']);
    expect(reader.status).toBe('');
  });

  it('keeps the words when it is refused', async () => {
    const one = mine('Hello');
    const reader = await author([one]);
    reader.worker.sources[one.id] = 'Hello';
    reader.worker.replies['/api/comments/ID'] = () => refused('not_yours');
    await reader.press('Edit');
    await until(() => reader.maybeField('Edit your comment'));
    await reader.type('Edit your comment', 'Changed');
    await reader.press('Save');
    await until(() => reader.alert);
    expect(reader.alert).toBe('This can no longer be changed from this browser.');
    expect(reader.field('Edit your comment').value).toBe('Changed');
    await reader.press('Cancel');
    expect(reader.root.activeElement).toBe(reader.button('Edit'));
  });
});

describe('the words that were typed come back, letter for letter', () => {
  const TYPED = 'I <3 this [source: https://example.com/a] and C:\\temp\n\n- 2 * 3 * 4\n- ~5';

  it('in the browser that wrote them, also of the last but one, and also of one that waits', async () => {
    const reader = await author([]);
    reader.worker.replies['/api/comments'] = (call) => {
      const answer = answerTo(call, 'approved');
      return created({ ...answer, comment: { ...answer.comment, createdAt: new Date(NOW).toISOString() } });
    };
    await reader.post(TYPED);
    await until(() => reader.comments.length === 1);
    reader.worker.replies['/api/comments'] = (call) => created(answerTo(call, 'pending'));
    await reader.post(`${TYPED} again`);
    await until(() => reader.comments.length === 2);
    reader.worker.replies['/api/mine'] = () => 'down';
    for (const [at, typed] of [TYPED, `${TYPED} again`].entries()) {
      [...reader.all('article')[at]!.querySelectorAll('button')]
        .find((one) => one.textContent?.trim() === 'Edit')!
        .click();
      await until(() => reader.maybeField('Edit your comment')?.value === typed);
      await reader.press('Cancel');
    }
  });

  it('but not where the words were changed elsewhere since', async () => {
    const reader = await author([]);
    await reader.post('Mine');
    await until(() => reader.comments.length === 1);
    const [, id] = reader.all('article')[0]!.id.split('-');
    const changed = mine('Theirs', { id: id!, editedAt: new Date(NOW).toISOString() });
    const again = await author([changed], reader.worker);
    again.worker.sources[id!] = 'Their *own*';
    await again.press('Edit');
    await until(() => again.maybeField('Edit your comment'));
    expect(again.field('Edit your comment').value).toBe('Their *own*');
  });

  it('and what is deleted is forgotten', async () => {
    const reader = await author([]);
    await reader.post('Mine');
    reader.worker.replies['/api/comments/ID'] = () => ({ status: 204, json: null });
    await reader.press('Delete');
    await reader.press('Delete');
    await until(() => reader.comments.length === 0);
    expect(JSON.stringify({ ...localStorage })).not.toContain('"Mine"]');
  });
});

describe('Delete', () => {
  it('asks once, in place of the actions, and sends at once', async () => {
    const reader = await author([mine('Hello'), comment('Ben', 'After')]);
    reader.worker.replies['/api/comments/ID'] = () => ({ status: 204, json: null });
    await reader.press('Delete');
    expect(reader.article('Hello').textContent).toContain('Delete this comment?');
    expect(reader.root.activeElement).toBe(reader.button('Delete'));
    await reader.press('Keep');
    expect(reader.root.activeElement).toBe(reader.button('Delete'));
    expect(reader.worker.calls.filter(({ method }) => method === 'DELETE')).toEqual([]);
    await reader.press('Delete');
    await reader.press('Delete');
    await until(() => reader.comments.length === 1);
    expect(reader.comments).toEqual(['After']);
    expect(reader.root.activeElement).toBe(reader.article('After'));
    expect(reader.all('h2')[0]?.textContent).toBe('1 comment');
    // A view that lags does not bring it back.
    const again = await author(
      [
        mine('Hello', { id: (reader.worker.thread as { comments: PublicComment[] }).comments[0]!.id }),
        comment('Ben', 'After'),
      ],
      reader.worker,
    );
    expect(again.comments).toEqual(['After']);
  });

  it('leaves a placeholder where somebody has answered', async () => {
    const one = mine('Hello');
    const reader = await author([one, comment('Ben', 'Yes', { parent: one.id })]);
    reader.worker.replies['/api/comments/ID'] = () => ({ status: 204, json: null });
    await reader.press('Delete');
    await reader.press('Delete');
    await until(() => reader.comments[0] === 'Deleted by the commenter.');
    expect(reader.comments).toEqual(['Deleted by the commenter.', 'Yes']);
  });

  it('says so when it did not work, and keeps the comment', async () => {
    const reader = await author([mine('Hello')]);
    reader.worker.replies['/api/comments/ID'] = () => 'down';
    await reader.press('Delete');
    await reader.press('Delete');
    await until(() => reader.alert);
    expect(reader.alert).toContain('No response.');
    expect(reader.comments).toEqual(['Hello']);
  });
});

describe('a like', () => {
  const like = (reader: Reader) => reader.article('Hi').querySelector('[aria-pressed]') as HTMLElement;
  const likes = (reader: Reader) => like(reader).querySelector('span')?.textContent?.trim() ?? '';
  const beats = (reader: Reader) => like(reader).classList.contains('fresh');

  it('counts at once, is kept, and can be taken back', async () => {
    const ben = comment('Ben', 'Hi', { likes: 3 });
    const reader = await author([ben]);
    reader.worker.replies['/api/comments/ID/like'] = () => ({ status: 204, json: null });
    expect(likes(reader)).toBe('3');
    expect(like(reader).querySelector('svg title')?.textContent).toBe('Like Ben’s comment');
    like(reader).click();
    await until(() => like(reader).getAttribute('aria-pressed') === 'true');
    expect(likes(reader)).toBe('4');
    expect(beats(reader)).toBe(true);
    await settled();
    const back = await author([ben], reader.worker);
    expect(like(back).getAttribute('aria-pressed')).toBe('true');
    expect(likes(back)).toBe('4');
    // The heart beats for a press, and not for coming back.
    expect(beats(back)).toBe(false);
    like(back).click();
    await settled();
    expect(likes(back)).toBe('3');
    expect(like(back).getAttribute('aria-pressed')).toBe('false');
    expect(reader.worker.to(`/api/comments/${ben.id}/like`).map(({ method }) => method)).toEqual(['PUT', 'DELETE']);
  });

  it('is taken back when the worker does not take it', async () => {
    const reader = await author([comment('Ben', 'Hi')]);
    reader.worker.replies['/api/comments/ID/like'] = () => refused('rate_limited', 429, { retryAfter: 30 });
    like(reader).click();
    await until(() => reader.status);
    expect(reader.status).toContain('Please try again in 30 seconds.');
    expect(like(reader).getAttribute('aria-pressed')).toBe('false');
    expect(likes(reader)).toBe('');
  });

  it('is not offered where the thread does not ask for likes', async () => {
    const worker = new FakeWorker();
    worker.thread = threadOf([comment('Ben', 'Hi')]);
    expect((await Reader.at(worker)).all('[aria-pressed]')).toEqual([]);
  });
});

describe('a report', () => {
  it('asks what is wrong, sends it, and thanks', async () => {
    const ben = comment('Ben', 'Hi');
    const reader = await author([ben]);
    reader.worker.replies['/api/comments/ID/report'] = () => ({ status: 202, json: {} });
    await reader.press('Report Ben’s comment');
    const field = reader.field('What is wrong with this comment?');
    expect(reader.root.activeElement).toBe(field);
    // A reader who has changed their mind need not cancel first.
    expect(reader.maybeButton('Reply to Ben')).toBeTruthy();
    expect(reader.all('.ask .main')).toEqual([]);
    await reader.press('Send report');
    expect(reader.text).toContain('Please write a few words.');
    await reader.type('What is wrong with this comment?', 'Spam');
    await reader.press('Send report');
    await until(() => reader.status);
    expect(reader.status).toBe(REPORTED);
    // Where it was sent: the line for all is at the end of the page.
    expect(squeeze(reader.article('Hi').querySelector('.note')?.textContent ?? '')).toBe(REPORTED);
    expect(reader.all('p[role=status]')[0]?.className).toBe('unseen');
    expect(reader.worker.to(`/api/comments/${ben.id}/report`)[0]?.body).toEqual({
      thread: 'T'.repeat(22),
      reason: 'Spam',
    });
    expect(reader.root.activeElement).toBe(reader.button('Report Ben’s comment'));
  });
});

describe('a comment that waits', () => {
  it('has no Reply, no like and no report', async () => {
    const worker = new FakeWorker();
    worker.replies['/api/comments'] = (call) => created(answerTo(call, 'pending'));
    const reader = await Reader.at(worker);
    await reader.post('Hello');
    const names = [...reader.article('Hello').querySelectorAll('button')].map((one) => one.textContent?.trim());
    expect(names).toEqual(['Edit', 'Delete']);
  });
});
