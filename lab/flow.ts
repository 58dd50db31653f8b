/** What flows over the composed house share: a device that sends, a mailbox that is looked into, a clock turned gently. */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MessageStory, TraceRow } from '../src/store/store.ts';
import type { ManualClock } from './manual-clock.ts';
import { SmtpTestClient } from './peers/smtp-client.ts';
import type { TestHouse } from './houses/test-house.ts';

export const DEVICE = '127.0.0.10';
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** Sends one message from the device's address; it must be accepted. */
export async function submit(
  house: TestHouse,
  from: string,
  to: readonly string[],
  content = 'Subject: scan\n\nbody\n',
) {
  const client = await SmtpTestClient.connect({ port: house.port('smtp'), from: DEVICE });
  await client.say('EHLO device.test');
  const reply = await client.send(from, to, content);
  assert.equal(reply.code, 250, reply.text);
  client.end();
}

/** The messages in a mailbox's Maildir, read or not, raw. */
export async function maildir(house: TestHouse, path: string): Promise<string[]> {
  const files: string[] = [];
  for (const part of ['new', 'cur']) {
    const folder = join(house.folder, 'mail', path, part);
    for (const name of await readdir(folder).catch(() => [])) files.push(await readFile(join(folder, name), 'utf8'));
  }
  return files;
}

export async function storyOf(house: TestHouse, row: TraceRow | undefined): Promise<MessageStory> {
  assert.ok(row?.queueId);
  const story = await house.house.store.trace.story(row.queueId);
  assert.ok(story);
  return story;
}

/** Real time between two turns: what a turn began beside deliveries (alarms, probes, sessions) happens in it. */
const BREATH_MS = 25;
/** Deliveries are waited for, on however slow a machine; one whose next hop says nothing ends by turning only. */
const REST_MS = 2_000;
/** Less than any deadline of a session, so that turning does not time out what is answered at once. */
const TURN_MS = MINUTE;

/** Turns the clock until something holds; rejects when `atMost` has been turned. */
export async function turnUntil(
  clock: ManualClock,
  atMost: number,
  holds: () => boolean | Promise<boolean>,
  turnMs = TURN_MS,
): Promise<void> {
  for (let turned = 0; turned < atMost; turned += turnMs) {
    if (await holds()) return;
    await clock.advance(turnMs);
    await new Promise((resolve) => setTimeout(resolve, BREATH_MS));
    await clock.rest(REST_MS);
  }
  assert.ok(await holds(), `not within ${atMost / MINUTE} min of turned time`);
}

export async function turn(clock: ManualClock, ms: number): Promise<void> {
  let left = ms / TURN_MS;
  await turnUntil(clock, ms + TURN_MS, () => left-- <= 0);
}
