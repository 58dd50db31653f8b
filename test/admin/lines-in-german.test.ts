/** The joined house in German: the lines of a trace, of checks, of an advice, of an explanation and of a change are none of English. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEVICE, submit } from '../../lab/flow.ts';
import { askAt } from '../../lab/houses/test-admin.ts';
import { domain, inbound, mailbox, smartHost, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';
import { freePort } from '../../lab/ports.ts';
import { createZoneResolver } from '../../src/dns/zone-resolver.ts';

/** Fields of an answer with sentences of ours. */
const SAID = new Set(
  'text,detail,asked,about,cure,cause,message,question,hint,label,title,value,why,first,licences,warnings'.split(','),
);
/** Words that German does not have. */
const ENGLISH =
  /\b(?:the|and|of|is|are|were|not|with|from|which|that|does|there|nothing|yet|has|have|The|There|Nothing|Not)\b/u;

/** Each sentence with its place: `events.0.text`. */
function* sentencesIn(value: unknown, place = '', isSaid = false): Generator<readonly [string, string]> {
  if (typeof value === 'string' && isSaid) yield [place, value];
  if (typeof value !== 'object' || value === null) return;
  // The sentences that the lines are made of stay English: they are the keys.
  for (const [name, each] of Object.entries(value))
    if (!/^said|Said$/u.test(name) && !['session', 'reply', 'conversation'].includes(name))
      yield* sentencesIn(each, `${place}.${name}`, Array.isArray(value) ? isSaid : SAID.has(name));
}

interface Asked {
  readonly house: TestHouse;
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly path: string;
  readonly body?: object;
}

async function linesOf({ house, method, path, body }: Asked, language: string): Promise<readonly unknown[]> {
  const { text } = await askAt({ socketPath: house.settings.adminSocket }, method, `/api/v1${path}`, {
    headers: { 'accept-language': language },
    ...(body && { body }),
  });
  return text
    .split('\n')
    .filter(Boolean)
    .map((line): unknown => JSON.parse(line));
}

/** How many sentences were in German. */
async function allInGerman(asked: Asked): Promise<number> {
  const told = [...sentencesIn(await linesOf(asked, 'de'))];
  assert.deepEqual(
    told.filter(([, text]) => ENGLISH.test(text.replaceAll(/doorpost [^;:]*/gu, ''))),
    [],
    asked.path,
  );
  return told.length;
}

test('what happened, what is checked, advised and explained is told in German', async () => {
  const port = await freePort();
  await using house = await startTestHouse({
    settings: { egressAddresses: ['203.0.113.5'] },
    overrides: {
      resolver: createZoneResolver(`
        ours.test MX 0 mx.else.test
        ours.test TXT "v=spf1 ip4:192.0.2.0/24 -all"
        mx.else.test A 192.0.2.25`),
    },
    objects: [
      domain('ours.test'),
      mailbox('ann@ours.test'),
      mailbox('bob@ours.test', { forwarding: { to: ['ann@ours.test'], keepCopy: false } }),
      inbound('copier', { senderAddresses: [DEVICE] }),
      smartHost('Out', port),
    ],
  });
  await submit(house, 'scan@ours.test', ['ann@ours.test', 'bob@ours.test', 'x@far.test', 'nobody@gone.test']);
  const [first] = await house.traced({ sender: 'scan@ours.test' });
  const trace = { house, method: 'GET', path: `/trace/messages/${first?.queueId}` } as const;
  for (let tries = 0; tries < 100; tries++) {
    const [story] = (await linesOf(trace, '*')) as [{ events: { kind: string }[] }];
    const kinds = new Set(story.events.map(({ kind }) => kind));
    if (kinds.has('Defer') && kinds.has('Deliver') && kinds.has('Expand')) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.ok((await allInGerman(trace)) >= 5);
  const [german] = (await linesOf(trace, 'de')) as [{ events: { kind: string; text: string }[] }];
  const said = (kind: string): string => german.events.find((one) => one.kind === kind)?.text ?? '';
  assert.match(said('Receive'), /^Empfangen über SMTP-Relay von 127\.0\.0\.10 .*Connector copier, .*an 4 Empfänger/u);
  assert.match(said('Deliver'), /^Zugestellt an ann@ours\.test$/u);
  assert.match(said('Expand'), /^Weitergeleitet an ann@ours\.test$/u);
  assert.match(said('Defer'), /Verbindung abgelehnt: Dort lauscht nichts$/u);

  const post = (path: string, body: object): Promise<number> => allInGerman({ house, method: 'POST', path, body });
  assert.ok((await post('/checks', { what: 'all', sendTo: 'ann@ours.test' })) > 40);
  const advised = { domain: 'ours.test', existing: false, newsletters: false, volume: 20_000, oldFirmware: true };
  const site = { portSettable: true, outside: true, port25: 'blocked', listed: true, strangers: false };
  for (const target of ['doorpost', 'microsoft365'])
    for (const tls of ['1.2', '1.0', '465-only', 'none'])
      for (const senders of ['one', 'users', 'any'])
        for (const address of ['static', 'dynamic'])
          await post('/advice', { ...advised, ...site, target, tls, senders, address, auth: 'password' });
  assert.ok((await allInGerman({ house, method: 'GET', path: '/advice/questions' })) > 40);
  await post('/explain', { from: 'scan@ours.test', to: ['ann@ours.test', 'x@far.test'], address: DEVICE });
  await post('/inbound-connectors', { name: 'wide', senderAddresses: ['10.0.0.0/8'] });
  await post('/mailboxes', { address: 'ann@ours.test', forwarding: { to: ['ann@ours.test'], keepCopy: false } });
});
