// An import as the owner's browser sends it: asks what is here, cuts the rest into pieces, and posts them.

import { expect } from 'vitest';
import { type Piece, piecesOf } from '../../../worker/transfer/batches.ts';
import { NO_SITE, type OwnThread } from '../../../worker/transfer/gather.ts';
import { Here } from '../../../worker/transfer/present.ts';
import { type House, TOKEN } from './as-reader.ts';

const OWNER = { Authorization: `Bearer ${TOKEN}` };

export async function* each<T>(items: T[]): AsyncIterable<T> {
  yield* items;
}

export async function hereOf(house: House): Promise<Here> {
  const here = new Here();
  for (let cursor: string | null | undefined = ''; cursor != null; ) {
    const answer = await house.fetch(`/api/admin/import?cursor=${encodeURIComponent(cursor)}`, { headers: OWNER });
    expect(answer.status).toBe(200);
    cursor = here.add(await answer.text());
    expect(cursor).not.toBeUndefined();
  }
  return here;
}

export async function piecesFor(house: House, threads: OwnThread[]): Promise<Piece[]> {
  const pieces: Piece[] = [];
  for await (const piece of piecesOf(each(threads), NO_SITE, await hereOf(house))) pieces.push(piece);
  return pieces;
}

export async function send(
  house: House,
  { body, isWhole }: Piece,
): Promise<{ added: number; same: number; writes: number }> {
  const headers = { ...OWNER, 'Content-Type': 'application/x-ndjson' };
  const answer = await house.fetch(`/api/admin/import${isWhole ? '?publish=1' : ''}`, {
    method: 'POST',
    headers,
    body,
  });
  expect(answer.status, await answer.clone().text()).toBe(200);
  return answer.json();
}

export async function bring(house: House, threads: OwnThread[]) {
  const sum = { added: 0, writes: 0, requests: 0 };
  for (const piece of await piecesFor(house, threads)) {
    const { added, writes } = await send(house, piece);
    sum.added += added;
    sum.writes += writes;
    sum.requests++;
  }
  return sum;
}
