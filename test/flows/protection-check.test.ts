/** What mail is screened with, set up and asked: engines of settings, block lists of organizations, and their keys, which nobody sees again. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { test } from 'node:test';
import { createZoneResolver } from '../../src/dns/zone-resolver.ts';
import type { Step } from '../../src/mail/step.ts';
import { cli } from '../../lab/cli.ts';
import { startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';

const KEY = 'k3ythatnobodysees';
const LIST = 'zen.dq.spamhaus.net';

const run = (house: TestHouse, ...args: readonly string[]) => cli([...args, '--data', house.folder], {});
const runWith = (house: TestHouse, stdin: string, ...args: readonly string[]) =>
  cli([...args, '--data', house.folder], { stdin });

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** A filter that knows GTUBE, and a scanner that knows EICAR and has old signatures. */
async function openEngines() {
  const rspamd = createHttpServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
    request.on('end', () =>
      response.end(JSON.stringify({ action: text.includes('GTUBE') ? 'reject' : 'no action', score: 1 })),
    );
  });
  const clamd = createServer((socket) => {
    let text = '';
    socket.on('error', () => {});
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      if (text.startsWith('zVERSION')) socket.end('ClamAV 1.4.3/27812/Sun Nov  1 09:12:44 2026\0');
      else if (text.endsWith('\0\0\0\0')) socket.end(text.includes('EICAR') ? 'stream: Eicar FOUND\0' : 'stream: OK\0');
    });
  });
  const ports = [await listening(rspamd), await listening(clamd)] as const;
  return {
    settings: { screening: { rspamdUrl: `http://127.0.0.1:${ports[0]}`, clamdAddress: `127.0.0.1:${ports[1]}` } },
    close: () => [rspamd.closeAllConnections(), rspamd.close(), clamd.close()],
  };
}

async function check(house: TestHouse): Promise<readonly string[]> {
  const { out, err } = await run(house, 'check', 'protection', '--json');
  assert.equal(err, '');
  return (JSON.parse(out) as Step[]).map(({ what, outcome, text }) => `${what}: ${outcome}: ${text}`);
}

test('what is set up is asked, and told; a key is sealed, and used', async () => {
  const engines = await openEngines();
  const zone = (list: string): string => `2.0.0.127.${list} A 127.0.0.2\n`;
  await using house = await startTestHouse({
    settings: engines.settings,
    overrides: { resolver: createZoneResolver(zone('bl.test') + zone(`${KEY}.${LIST}`)) },
  });
  const set = await run(
    house,
    'org',
    'set',
    'ours',
    '--block-list',
    'bl.test',
    '--block-list',
    `${KEY}.${LIST}`,
    '--json',
  );
  assert.equal(set.code, 0, set.err);
  const steps = await check(house);
  assert.match(
    steps.join('\n'),
    /^spam filter: good: high confidence spam, after \d+ ms\nspam filter: good: no spam \(score 1\)/u,
  );
  assert.match(steps.join('\n'), /^virus scanner: good: found \(Eicar\)/mu);
  assert.equal(steps.filter((text) => text === 'block list: good: it answers as a block list should').length, 2);

  // Written back as it is shown, it is still known; with another key it is another.
  const { out: yaml } = await run(house, 'export');
  assert.match(yaml, /zen\.dq\.spamhaus\.net/u);
  assert.match((await runWith(house, yaml, 'apply', '-f', '-')).out, /nothing to change/u);
  const applied = await runWith(house, yaml.replace(LIST, `0therk3ythatisnone.${LIST}`), 'apply', '-f', '-');
  assert.match(applied.out, /blockLists/u);
  const all = await Promise.all(
    [
      ['org', 'show', 'ours', '--json'],
      ['org', 'list', '--json'],
      ['export'],
      ['audit', '--json'],
      ['status', '--json'],
      ['status'],
    ].map((args) => run(house, ...args)),
  );
  const told = [set, applied, ...all].map(({ out, err }) => out + err).join('\n');
  assert.doesNotMatch(told, /k3y/u);
  assert.match(told, /block-list:ours:zen\.dq\.spamhaus\.net/u);
  assert.match(told, /protection +spam filter \(rspamd\): OK/u);
  engines.close();
});

test('where nothing is set, nothing is asked, and that is said', async () => {
  await using house = await startTestHouse({ overrides: { resolver: createZoneResolver('') } });
  assert.deepEqual(await check(house), [
    'spam filter: good: none is set: what mail says is not looked at',
    'virus scanner: good: none is set: nobody looks for viruses',
    'block lists: good: none is set, and none is asked',
  ]);
});
