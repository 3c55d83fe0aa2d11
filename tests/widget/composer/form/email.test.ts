// The e-mail field: only where there are reply notices, and only what the reader gave is sent or kept.

import { describe, expect, it } from 'vitest';
import {
  answerTo,
  created,
  FakeWorker,
  Reader,
  refused,
  settled,
  threadOf,
  ticket,
  until,
} from '../../help/as-reader.ts';

const BOX = 'Leave a comment';
const EMAIL = 'E-mail (optional), for replies only, never shown';
const MAILED = 'If this address is new here, you’ll get an e-mail to confirm it once your comment is public.';
const MIA = 'mia@mia.example';

/** `asks` of the thread, which may be old, and of the ticket. */
function workerThatAsks(thread: string[], ofTicket = thread): FakeWorker {
  const worker = new FakeWorker();
  worker.thread = threadOf([], { asks: thread as never });
  worker.replies['/api/tickets'] = () => created(ticket({ asks: ofTicket }));
  return worker;
}

async function writing(worker: FakeWorker): Promise<Reader> {
  const reader = await Reader.at(worker);
  await reader.type(BOX, 'Hello');
  await until(() => reader.maybeButton('Post comment') && worker.to('/api/tickets').length > 0);
  await settled();
  return reader;
}

const sent = (reader: Reader) => reader.worker.to('/api/comments').map(({ body }) => body.email);
const kept = () => JSON.parse(localStorage.getItem('afterword:name') ?? 'null');

describe('the field', () => {
  it('shows where the ticket asks for it', async () => {
    const reader = await writing(workerThatAsks(['email']));
    expect(reader.field(EMAIL).type).toBe('email');
    expect(reader.field(EMAIL).getAttribute('autocomplete')).toBe('email');
  });

  it.each([
    ['nobody does', [], []],
    ['only the website is asked for', ['url'], ['url', 'likes']],
    ['only the thread does, which was read before notices were switched off', ['email'], []],
  ])('does not show where %s, and nothing is sent', async (_, thread, ofTicket) => {
    localStorage.setItem('afterword:name', JSON.stringify({ name: 'Old', url: '', email: MIA }));
    const reader = await writing(workerThatAsks(thread, ofTicket));
    await reader.press('Change');
    expect(reader.maybeField(EMAIL)).toBeUndefined();
    expect(reader.text).not.toContain('E-mail');
    await reader.post('Hello');
    await until(() => reader.status);
    expect(sent(reader)).toEqual([undefined]);
    expect(reader.status).toBe('Posted.');
  });

  it('shows also to a reader who is remembered without an address, and stays where it is while she types', async () => {
    localStorage.setItem('afterword:name', JSON.stringify({ name: 'Mia', url: '', email: '' }));
    const reader = await writing(workerThatAsks(['email']));
    expect(reader.text).toContain('Posting as Mia.');
    const field = reader.field(EMAIL);
    await reader.type(EMAIL, MIA);
    expect(reader.field(EMAIL)).toBe(field);
    expect(reader.root.activeElement).toBe(field);
    await reader.post('Hello');
    await until(() => reader.status);
    expect(sent(reader)).toEqual([MIA]);
    expect(kept()).toEqual({ name: 'Mia', url: '', email: MIA });
    await reader.type(BOX, 'Again');
    expect(reader.text).toContain('Posting as Mia.');
    expect(reader.maybeField(EMAIL)).toBeUndefined();
  });

  it.each(['mia', 'mia@', 'mia@mia', '@mia.example', 'mia mia@mia.example', `${'m'.repeat(250)}@mia.example`])(
    'is checked as the worker checks it: %.30s',
    async (wrong) => {
      const reader = await writing(workerThatAsks(['email']));
      await reader.type(EMAIL, wrong);
      await reader.post('Hello');
      const field = reader.field(EMAIL);
      expect(field.getAttribute('aria-invalid')).toBe('true');
      const described = field.getAttribute('aria-describedby') as string;
      expect(reader.root.getElementById(described)?.textContent).toBe('That e-mail address looks incomplete.');
      expect(reader.root.activeElement).toBe(field);
      expect(sent(reader)).toEqual([]);
    },
  );

  it('says what the worker found wrong with it, also to a reader who is remembered', async () => {
    localStorage.setItem('afterword:name', JSON.stringify({ name: 'Mia', url: '', email: MIA }));
    const reader = await writing(workerThatAsks(['email']));
    reader.worker.replies['/api/comments'] = () => refused('invalid_request', 400, { fields: { email: 'malformed' } });
    await reader.press('Post comment');
    await until(() => reader.maybeField(EMAIL));
    expect(reader.root.activeElement).toBe(reader.field(EMAIL));
    expect(reader.text).toContain('That e-mail address looks incomplete.');
  });
});

describe('an address', () => {
  it('is sent, and its writer is told what comes to it', async () => {
    const reader = await writing(workerThatAsks(['email']));
    await reader.type(EMAIL, ` ${MIA} `);
    await reader.post('Hello');
    await until(() => reader.status);
    expect(sent(reader)).toEqual([MIA]);
    expect(reader.status).toBe(`Posted. ${MAILED}`);
  });

  it('of a comment that waits too', async () => {
    const reader = await writing(workerThatAsks(['email']));
    reader.worker.replies['/api/comments'] = (call) => created(answerTo(call, 'pending'));
    await reader.type(EMAIL, MIA);
    await reader.post('Hello');
    await until(() => reader.status);
    expect(reader.status).toBe(`Thank you. Your comment is waiting for approval. ${MAILED}`);
  });

  it('that is left empty is not sent, and nothing is said of mail', async () => {
    const reader = await writing(workerThatAsks(['email']));
    await reader.post('Hello');
    await until(() => reader.status);
    expect(sent(reader)).toEqual([undefined]);
    expect(reader.status).toBe('Posted.');
  });

  it('is kept in this browser only when that is ticked', async () => {
    const reader = await writing(workerThatAsks(['email']));
    await reader.type(EMAIL, MIA);
    await reader.post('One');
    await until(() => reader.status);
    expect(JSON.stringify({ ...localStorage })).not.toContain(MIA);
    // On this page it still stands there for the next one.
    await reader.type(BOX, 'Two');
    expect(reader.field(EMAIL).value).toBe(MIA);
    expect(reader.field('Name').value).toBe('Mia');
    reader.field('Remember me in this browser').click();
    await reader.post('Two');
    expect(kept()).toEqual({ name: 'Mia', url: '', email: MIA });
    const back = await writing(reader.worker);
    await back.press('Change');
    expect(back.field(EMAIL).value).toBe(MIA);
  });

  it('that is remembered is not forgotten on a site’s page that does not ask for it', async () => {
    localStorage.setItem('afterword:name', JSON.stringify({ name: 'Mia', url: 'https://mia.example', email: MIA }));
    const reader = await writing(workerThatAsks([]));
    await reader.post('Hello');
    expect(kept()).toEqual({ name: 'Mia', url: 'https://mia.example', email: MIA });
  });

  it('waits with its comment where there is no connection, and is forgotten with it', async () => {
    const worker = workerThatAsks(['email']);
    const reader = await writing(worker);
    worker.replies['/api/comments'] = () => 'down';
    await reader.type(EMAIL, MIA);
    await reader.post('Hello');
    worker.replies['/api/comments'] = (call) => created(answerTo(call, 'approved'));
    const back = await Reader.at(worker);
    await until(() => back.status);
    expect(sent(reader)).toEqual([MIA, MIA]);
    expect(back.status).toBe(`Your earlier comment has been posted. ${MAILED}`);
    expect(JSON.stringify({ ...localStorage })).not.toContain(MIA);
  });

  it('that is refused stays in its field, with the words', async () => {
    const reader = await writing(workerThatAsks(['email']));
    reader.worker.replies['/api/comments'] = () => refused('duplicate', 409);
    await reader.type(EMAIL, MIA);
    await reader.post('Hello');
    await until(() => reader.alert);
    expect(reader.field(EMAIL).value).toBe(MIA);
    expect(reader.field(BOX).value).toBe('Hello');
  });
});
