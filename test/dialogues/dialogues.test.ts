import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { DialogueSettings } from '../../src/smtp/server/dialogue-events.ts';
import { ordinarySettings, ScriptedSession } from '../../lab/peers/scripted-session.ts';
import { parseTranscript, type Scene } from './transcript.ts';

const folder = new URL('.', import.meta.url);
/** A group of commands is split at every place up to this length. */
const SHORT = 400;

/** What brings a fresh conversation to where a scene begins. */
const PRELUDES: Readonly<Record<Scene['at'], readonly string[]>> = {
  connect: [],
  hello: [''],
  ready: ['', 'EHLO client.test\r\n'],
  transaction: ['', 'EHLO client.test\r\n', 'MAIL FROM:<a@a.test>\r\n', 'RCPT TO:<v@ours.test>\r\n'],
  data: ['', 'EHLO client.test\r\n', 'MAIL FROM:<a@a.test>\r\n', 'RCPT TO:<v@ours.test>\r\n', 'DATA\r\n'],
};

type Way = (octets: Buffer) => readonly Buffer[];
const oneWrite: Way = (octets) => [octets];
const octetAWrite: Way = (octets) => Array.from(octets, (octet) => Buffer.from([octet]));
const splitAt =
  (place: number): Way =>
  (octets) => [octets.subarray(0, place), octets.subarray(place)];

for (const file of readdirSync(folder).filter((name) => name.endsWith('.smtp'))) {
  const scenes = parseTranscript(readFileSync(new URL(file, folder), 'utf8'));
  for (const scene of scenes)
    test(`${file}: ${scene.title}`, () => {
      assert.ok(
        scene.turns.some((turn) => turn.expected.length > 0),
        'a scene expects something',
      );
      play(scene, oneWrite, 'in one write');
      if (scene.oneWrite) return;
      const longest = Math.max(...scene.turns.map((turn) => turn.sent.length));
      if (longest < 4 * 65_536) play(scene, octetAWrite, 'an octet a write');
      if (longest <= SHORT)
        for (let place = 1; place < longest; place++) play(scene, splitAt(place), `split at ${place}`);
    });
}

function play(scene: Scene, way: Way, name: string): void {
  const session = new ScriptedSession(settingsOf(scene));
  for (const piece of PRELUDES[scene.at]) {
    session.run();
    session.feed(Buffer.from(piece));
  }
  let heard = session.played.replies.length;
  let stored = 0;
  for (const turn of scene.turns) {
    if (turn.tls) session.startTls();
    for (const piece of way(turn.sent)) session.feed(piece);
    const { replies, messages, closed } = session.played;
    const said = `${name}: ${JSON.stringify(replies)}`;
    for (const expected of turn.expected) {
      if (expected.kind === 'reply') {
        const reply = replies[heard++];
        assert.ok(reply?.startsWith(expected.start), `${expected.start} expected; ${said}`);
      } else if (expected.kind === 'message') assert.equal(messages[stored++], expected.content, said);
    }
    assert.equal(replies.length, heard, `nothing more expected; ${said}`);
    assert.equal(messages.length, stored, `no more messages expected; ${said}`);
    const closes = turn.expected.some((expected) => expected.kind === 'close');
    assert.equal(closed, closes, `${closes ? 'a close' : 'no close'} expected; ${said}`);
  }
}

function settingsOf(scene: Scene): DialogueSettings {
  const settings: Record<string, unknown> = { ...ordinarySettings };
  for (const [name, value] of scene.settings)
    settings[name] =
      name === 'authMechanisms'
        ? value === 'none'
          ? []
          : value.split(',')
        : /^\d+$/.test(value)
          ? Number(value)
          : value === 'false'
            ? false
            : value;
  return { ...settings, authAnnounced: settings['authMechanisms'] } as unknown as DialogueSettings;
}
