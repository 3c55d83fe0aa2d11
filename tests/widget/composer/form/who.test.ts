// Who writes is asked once: what was typed in one form stands in the next, and comes back with its draft.

import { describe, expect, it } from 'vitest';
import { comment, created, FakeWorker, Reader, settled, threadOf, ticket, until } from '../../help/as-reader.ts';

const BOX = 'Leave a comment';
const WEBSITE = 'Website (optional)';
const EMAIL = 'E-mail (optional), for replies only, never shown';
const REMEMBER = 'Remember me in this browser';

/** A site whose form asks for all that there is, and a comment of Ben's. */
function asking(): FakeWorker {
  const worker = new FakeWorker();
  worker.thread = threadOf([comment('Ben', 'Hello')], { asks: ['url', 'email'] });
  worker.replies['/api/tickets'] = () => created(ticket({ asks: ['url', 'email'] }));
  return worker;
}

async function writing(worker = asking()): Promise<Reader> {
  const reader = await Reader.at(worker);
  await reader.type(BOX, 'Half a thought');
  await until(() => reader.maybeField(EMAIL));
  return reader;
}

async function reply(reader: Reader): Promise<void> {
  await until(() => reader.maybeButton('Reply to Ben'));
  await reader.press('Reply to Ben');
  await reader.type('Reply to Ben', 'My answer');
  await until(() => reader.root.getElementById('name-reply'));
}

function inReply(reader: Reader, field: string): HTMLInputElement {
  return reader.root.getElementById(`${field}-reply`) as HTMLInputElement;
}

/** Where both forms are open, each label is there twice. */
function inPage(reader: Reader, field: string): HTMLInputElement {
  return reader.root.getElementById(field) as HTMLInputElement;
}

async function typeInReply(reader: Reader, field: string, text: string): Promise<void> {
  const input = inReply(reader, field);
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  await settled();
}

/** The page once more, with what was kept. */
async function again(worker: FakeWorker): Promise<Reader> {
  const reader = await Reader.at(worker);
  await until(() => reader.maybeField('Name') ?? reader.maybeButton('Change'));
  return reader;
}

describe('name and website', () => {
  it('come back with the draft after a reload, the e-mail address does not', async () => {
    const reader = await writing();
    await reader.type('Name', 'Mia');
    await reader.type(WEBSITE, 'mia.dev');
    await reader.type(EMAIL, 'mia@mia.dev');
    expect(JSON.stringify({ ...localStorage })).not.toContain('mia@mia.dev');
    const back = await again(reader.worker);
    expect([back.field(BOX).value, back.field('Name').value, back.field(WEBSITE).value]).toEqual([
      'Half a thought',
      'Mia',
      'mia.dev',
    ]);
    expect(back.field(EMAIL).value).toBe('');
    expect(back.field(REMEMBER).checked).toBe(false);
    await back.press('Post comment');
    await until(() => back.worker.to('/api/comments').length > 0);
    expect(back.worker.to('/api/comments')[0]?.body).toMatchObject({ name: 'Mia', url: 'mia.dev' });
  });

  it('have their fields also while the thread cannot be read', async () => {
    const reader = await writing();
    await reader.type(WEBSITE, 'mia.dev');
    reader.worker.replies['/api/thread'] = () => 'down';
    const back = await Reader.at(reader.worker);
    await until(() => back.maybeField(WEBSITE));
    expect(back.field(WEBSITE).value).toBe('mia.dev');
  });

  it.each(['posted', 'discarded'])('are gone from the disk when the draft was %s', async (how) => {
    const reader = await writing();
    await reader.type('Name', 'Mia');
    const back = await again(reader.worker);
    if (how === 'posted') await back.post('Half a thought');
    else await back.press('Discard');
    const { 'afterword:me': _, ...kept } = { ...localStorage };
    expect(Object.entries(kept).filter(([name, value]) => /draft|name/.test(name) && value.includes('Mia'))).toEqual(
      [],
    );
  });

  it('stand in a reply that is opened after them, and what is typed there stands in the page’s form', async () => {
    const reader = await writing();
    await reader.type('Name', 'Mia');
    await reader.type(EMAIL, 'mia@mia.dev');
    await reply(reader);
    expect([inReply(reader, 'name').value, inReply(reader, 'email').value]).toEqual(['Mia', 'mia@mia.dev']);
    await typeInReply(reader, 'url', 'mia.dev');
    expect(inPage(reader, 'url').value).toBe('mia.dev');
  });

  it('typed in a reply that was posted stand in the page’s form, which was open before', async () => {
    const reader = await writing();
    await reply(reader);
    await typeInReply(reader, 'name', 'Mia');
    await reader.press('Post reply');
    await until(() => !inReply(reader, 'name'));
    expect(reader.field('Name').value).toBe('Mia');
    await reader.press('Post comment');
    await until(() => reader.worker.to('/api/comments').length > 1);
    expect(reader.worker.to('/api/comments').map(({ body }) => body.name)).toEqual(['Mia', 'Mia']);
  });

  it('of a page’s draft stand in a reply after a reload', async () => {
    const reader = await writing();
    await reader.type('Name', 'Mia');
    const back = await again(reader.worker);
    await reply(back);
    expect(inReply(back, 'name').value).toBe('Mia');
  });

  it('of a draft win over what another draft was written under', async () => {
    const reader = await writing();
    await reader.type('Name', 'Mia');
    await reply(reader);
    await typeInReply(reader, 'name', 'Nobody');
    expect(inPage(reader, 'name').value).toBe('Mia');
    const back = await again(reader.worker);
    expect(back.field('Name').value).toBe('Mia');
    await reply(back);
    expect(inReply(back, 'name').value).toBe('Nobody');
  });

  it('are remembered by whichever form that was ticked in, and stay so when another posts', async () => {
    const reader = await writing();
    await reply(reader);
    await typeInReply(reader, 'name', 'Mia');
    (reader.all('article .remember input')[0] as HTMLInputElement).click();
    await reader.press('Post reply');
    await until(() => !inReply(reader, 'name'));
    expect(reader.text).toContain('Posting as Mia.');
    await reader.press('Post comment');
    await until(() => reader.worker.to('/api/comments').length > 1);
    expect(reader.worker.to('/api/comments').at(-1)?.body.name).toBe('Mia');
    expect(JSON.parse(localStorage.getItem('afterword:name') ?? 'null')).toMatchObject({ name: 'Mia' });
  });

  it('that lie damaged on the disk count as none', async () => {
    const reader = await writing();
    await reader.type('Name', 'Mia');
    for (const [name, value] of Object.entries({ ...localStorage }))
      if (name.includes('draft:')) localStorage.setItem(name, value.replace('"Mia"', '{"x":1}'));
    expect((await again(reader.worker)).field('Name').value).toBe('');
  });
});
