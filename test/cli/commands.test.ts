/** Commands against a small stand-in for the API: what they ask for, what they show, how they end. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { type CliRun, cli } from '../../lab/cli.ts';

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly headers: IncomingMessage['headers'];
}
type Reply = { readonly status?: number; readonly body?: unknown; readonly text?: string };

let server: Server;
let asked: Asked[] = [];
let routes: Record<string, Reply> = {};
let folder = '';

beforeEach(async () => {
  asked = [];
  routes = {};
  folder = await mkdtemp(join(tmpdir(), 'doorpost-cli-'));
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      const path = url.pathname.replace('/api/v1', '');
      const text = Buffer.concat(parts).toString();
      asked.push({
        method: request.method ?? '',
        path,
        query: Object.fromEntries(url.searchParams),
        body: text === '' ? null : request.headers['content-type'] === 'application/json' ? JSON.parse(text) : text,
        headers: request.headers,
      });
      const reply = routes[`${request.method} ${path}`] ?? {
        status: 404,
        body: {
          type: 'about:blank',
          title: 'Not found',
          status: 404,
          detail: 'there is no such thing',
          cure: 'look again',
        },
      };
      response.statusCode = reply.status ?? 200;
      response.setHeader('content-type', reply.text === undefined ? 'application/json' : 'text/plain');
      response.end(reply.text ?? (reply.body === undefined ? '' : JSON.stringify(reply.body)));
    });
  });
  await new Promise<void>((resolve) => server.listen({ path: join(folder, 'admin.sock') }, resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

const run = (...args: string[]): Promise<CliRun> => cli(['--data', folder, ...args]);
const last = (): Asked => {
  const one = asked.at(-1);
  assert.ok(one, 'nothing was asked');
  return one;
};

test('a list is a table for people and data for programs', async () => {
  routes['GET /mailboxes'] = {
    body: {
      items: [
        {
          id: 'M1',
          kind: 'mailbox',
          address: 'a@x.test',
          displayName: 'A\u001b[31m',
          aliases: ['b@x.test'],
          forwarding: null,
          delivery: { kind: 'elsewhere' },
          smtpAuth: true,
          enabled: false,
        },
      ],
      revision: 3,
    },
  };
  const people = await run('mailbox', 'list');
  assert.equal(people.code, 0);
  assert.match(people.out, /^ADDRESS +NAME/u);
  assert.match(people.out, /a@x\.test +A\\x1b\[31m +b@x\.test +elsewhere +yes +no/u);
  assert.equal(people.out.includes('\u001b'), false);
  const program = await run('mailbox', 'list', '--json', '--organization', 'ours');
  assert.equal((JSON.parse(program.out) as { id: string }[])[0]?.id, 'M1');
  assert.equal(last().query['organization'], 'ours');
});

test('a refusal shows the detail, every problem and the cure, and exits 1', async () => {
  routes['POST /inbound-connectors'] = {
    status: 422,
    body: {
      title: 'Unprocessable',
      status: 422,
      detail: 'the connector has a problem',
      cure: 'mend it',
      problems: [{ path: 'senderAddresses[0]', message: 'is no address', cure: 'write 192.0.2.1' }],
    },
  };
  const { code, err } = await run('connector', 'add', 'Copier', '--address', 'nowhere');
  assert.equal(code, 1);
  assert.match(err, /the connector has a problem/u);
  assert.match(err, /senderAddresses\[0\]: is no address\. Cure: write 192\.0\.2\.1/u);
  assert.match(err, /Cure: mend it/u);
});

test('where problems are listed with their cures, nothing refers to them', async () => {
  const problems = [{ path: 'senderAddresses.0', message: 'is no address', cure: 'write 192.0.2.1' }];
  const body = { status: 400, detail: 'Some fields are not right.', cure: 'See problems for each.' };
  routes['POST /inbound-connectors'] = { status: 400, body: { ...body, problems } };
  const { err } = await run('connector', 'add', 'Copier', '--address', 'nowhere');
  assert.equal(
    err,
    'doorpost: Some fields are not right.\n  senderAddresses.0: is no address. Cure: write 192.0.2.1\n',
  );
});

test('what should come on standard input and does not is told before the server is asked', async () => {
  for (const [args, what] of [
    [['upstream', 'set', 'X', '--secret-stdin'], /where the secret should.*\n.*DOORPOST_SECRET/u],
    [['upstream', 'set', 'X', '--password-stdin'], /where the password should.*\n.*DOORPOST_PASSWORD/u],
    [['device', 'import', '-'], /nothing came on standard input\nCure: its first line names the columns/u],
  ] as const) {
    routes['GET /outbound-connectors/X'] = { body: { item: { id: '1', name: 'X', auth: null } } };
    const { code, err } = await run(...args);
    assert.equal(code, 2);
    assert.match(err, what);
    assert.ok(asked.every(({ method }) => method === 'GET'));
  }
});

test('who asks for an upstream is answered in that word', async () => {
  const detail = 'There is no outbound connector "Hub".';
  const cure = 'Check the spelling; these are all there are: doorpost connector list --organization "*"';
  const missing = { status: 404, body: { status: 404, detail, cure } };
  routes = {
    'GET /outbound-connectors/Hub': missing,
    'DELETE /outbound-connectors/Hub': missing,
    'POST /checks': missing,
  };
  for (const words of [
    ['upstream', 'show', 'Hub'],
    ['upstream', 'set', 'Hub', '--enabled', 'on'],
    ['upstream', 'remove', 'Hub'],
    ['check', 'upstream', 'Hub'],
  ]) {
    const { err } = await run(...words);
    assert.match(err, /^doorpost: There is no upstream "Hub"\.\nCure: .*doorpost upstream list --organization/u);
  }
});

test('a server that is not there is exit code 3, wrong usage is 2', async () => {
  const nowhere = await cli(['--data', join(folder, 'none'), 'status']);
  assert.equal(nowhere.code, 3);
  assert.match(nowhere.err, /doorpost start/u);
  assert.equal((await run('mailbox', 'set', 'a@x.test')).code, 2);
  assert.equal((await run('connector', 'add', 'nothing')).code, 2);
  assert.equal((await run('limits', 'set', 'mesageSize', '5')).code, 2);
  assert.equal((await run('queue', 'hold')).code, 2);
  assert.equal((await run('nonsense')).code, 2);
  const both = await run('connector', 'add-outbound', 'P', '--mx', '--smart-host', 'mail.example.net');
  assert.equal(both.code, 2);
  assert.match(both.err, /Cure: leave one of them out/u);
  assert.deepEqual(asked, []);
});

test('by URL the token goes along, and the socket is left alone', async () => {
  const tcp = createServer((request, response) => {
    assert.equal(request.headers.authorization, 'Bearer secret');
    response.end(JSON.stringify({ items: [] }));
  });
  await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
  const { port } = tcp.address() as AddressInfo;
  const { code, out } = await cli(['group', 'list'], {
    env: { DOORPOST_URL: `http://127.0.0.1:${port}`, DOORPOST_TOKEN: 'secret' },
  });
  tcp.closeAllConnections();
  await new Promise((resolve) => tcp.close(resolve));
  assert.equal(code, 0);
  assert.match(out, /no groups/u);
});

test('only what was given is changed; none empties', async () => {
  routes['PATCH /mailboxes/scanner%40x.test'] = { body: { item: { id: '1' }, warnings: ['a warning'] } };
  const { code, err } = await run(
    'mailbox',
    'set',
    'scanner@x.test',
    '--send-as',
    'office@x.test',
    '--send-as',
    '@y.test',
    '--forward',
    'none',
    '--smtp-auth',
    'off',
  );
  assert.equal(code, 0);
  assert.deepEqual(last().body, { sendAs: ['office@x.test', '@y.test'], forwarding: null, smtpAuth: false });
  assert.match(err, /warning: a warning/u);
});

test('names with spaces and slashes stay one path segment', async () => {
  routes['PATCH /inbound-connectors/Old%20fax%2F2'] = { body: { item: { id: '1' } } };
  assert.equal((await run('connector', 'set', 'Old fax/2', '--bare-line-feed', 'normalize')).code, 0);
  assert.deepEqual(last().body, { bareLineFeed: 'normalize' });
});

test("a smart host's password comes from standard input, never from an argument", async () => {
  routes['POST /outbound-connectors'] = { status: 201, body: { item: { id: '1', name: 'Provider' } } };
  const { code } = await cli(
    [
      '--data',
      folder,
      'connector',
      'add-outbound',
      'Provider',
      '--smart-host',
      'mail.example.net:587',
      '--tls',
      'verified',
      '--username',
      'u',
      '--password-stdin',
    ],
    { stdin: 'p w\n' },
  );
  assert.equal(code, 0);
  assert.deepEqual(last().body, {
    name: 'Provider',
    route: { kind: 'smart-hosts', hosts: [{ host: 'mail.example.net', port: 587 }] },
    tls: 'verified',
    auth: { username: 'u', password: 'p w' },
  });
});

test('a credential is reset by its mailbox, when that says which', async () => {
  routes['GET /credentials'] = {
    body: {
      items: [
        { id: 'C1', mailbox: 's@x.test', name: 'one', username: 's@x.test' },
        { id: 'C2', mailbox: 's@x.test', name: 'two', username: 's@x.test' },
      ],
    },
  };
  routes['POST /credentials/C2/reset'] = { body: { password: 'abc-def' } };
  const unclear = await run('credential', 'reset', 's@x.test');
  assert.equal(unclear.code, 2);
  assert.match(unclear.err, /"one", "two"/u);
  const { code, out } = await run('credential', 'reset', 's@x.test', 'two');
  assert.equal(code, 0);
  assert.match(out, /password of "two" of s@x\.test: abc-def/u);
});

test('a reference leads to its session, with the transcript escaped', async () => {
  routes['GET /trace/sessions/01JD3K7M9QXA2B4C-1'] = {
    body: {
      sessionId: '01JD3K7M9QXA2B4C',
      startedAt: 0,
      endedAt: 1000,
      listener: 'smtp',
      clientAddress: '192.0.2.10',
      clientPort: 4711,
      helo: 'copier',
      tls: null,
      certificateNames: [],
      ingress: null,
      connectorId: null,
      login: null,
      refusals: [
        {
          reference: '01JD3K7M9QXA2B4C-1',
          at: 500,
          reply: '550 5.7.64 no',
          cause: 'no connector',
          stage: 'rcpt',
          sender: 'a@x.test',
          recipient: 'b@y.test',
          organizationId: null,
        },
      ],
      accepted: [],
      transcript: 'C: EHLO \u001b]0;owned\u0007\nS: 250 ok\n',
      end: 'quit',
    },
  };
  const { code, out } = await run('trace', '01jd3k7m9qxa2b4c-1');
  assert.equal(code, 0);
  assert.match(out, /cause: no connector/u);
  assert.match(out, /C: EHLO \\x1b\]0;owned\\x07\n {2}S: 250 ok/u);
});

test('trace filters go to the API as it names them', async () => {
  routes['GET /trace'] = { body: { rows: [], next: null } };
  const { code, out } = await run(
    'trace',
    '--client',
    '192.0.2.10',
    '--way',
    'relay',
    '--status',
    'Rejected',
    '--limit',
    '5',
  );
  assert.equal(code, 0);
  assert.match(out, /nothing found/u);
  assert.deepEqual(last().query, { clientAddress: '192.0.2.10', ingress: 'relay', status: 'Rejected', limit: '5' });
});

test('an id nobody knows says what an id looks like', async () => {
  const { code, err } = await run('trace', '0000000000000000');
  assert.equal(code, 1);
  assert.match(err, /Queued as/u);
});

test('queue verbs send their selection', async () => {
  routes['POST /queue/actions'] = { body: { touched: 2 } };
  const { out } = await run('queue', 'redirect', '--recipient', '@contoso.com', '--connector', 'Backup line');
  assert.deepEqual(last().body, {
    verb: 'redirect',
    selection: { recipient: '@contoso.com' },
    connector: 'Backup line',
  });
  assert.match(out, /2 recipients/u);
  await run('queue', 'retry', '--all');
  assert.deepEqual(last().body, { verb: 'retry', selection: { all: true } });
  routes['POST /queue/actions'] = { body: { touched: 0 } };
  const none = await run('queue', 'hold', 'NOPE');
  assert.equal(none.code, 1);
  assert.match(none.out, /^hold: 0 recipients\nCure: .*queue list shows what waits, \S+ trace NOPE what became/u);
});

test('apply shows the difference, and dry runs say so', async () => {
  const file = join(folder, 'org.yaml');
  await writeFile(file, 'organizations: []\n');
  routes['POST /apply'] = {
    body: {
      changes: [
        {
          action: 'update',
          kind: 'mailbox',
          name: 'a@x.test',
          fields: [{ field: 'enabled', before: true, after: false }],
        },
      ],
      applied: false,
      revision: 4,
      warnings: [],
    },
  };
  const { code, out } = await run('apply', '-f', file, '--dry-run');
  assert.equal(code, 0);
  assert.equal(last().body, 'organizations: []\n');
  assert.equal(last().headers['content-type'], 'application/yaml');
  assert.deepEqual(last().query, { dryRun: 'true', prune: 'false' });
  assert.match(out, /~ mailbox a@x\.test\n {4}enabled: yes -> no\n1 change would be made/u);
});

test('a backup that breaks off is a failure', async () => {
  routes['POST /backup'] = { text: '{"progress":0.5}\n{"progress":1}\n{"done":true}\n' };
  assert.equal((await run('backup', join(folder, 'b'))).code, 0);
  routes['POST /backup'] = { text: '{"progress":0.5}\n' };
  assert.equal((await run('backup', join(folder, 'b'))).code, 1);
  routes['POST /backup'] = { text: '{"progress":0.5}\n{"problem":{"detail":"the disk is full","cure":"make room"}}\n' };
  const { code, err } = await run('backup', join(folder, 'b'));
  assert.equal(code, 1);
  assert.match(err, /the disk is full\nCure: make room/u);
});

test('a domain that is not verified is exit code 1, with what each server said', async () => {
  routes['POST /domains/x.test/verify'] = {
    body: {
      verified: false,
      steps: [
        {
          ...{ about: 'ns1.x.test (192.0.2.1)', what: 'TXT', asked: 'TXT of x.test', facts: {} },
          ...{ outcome: 'bad', text: '(none)', cure: 'publish it', remedy: null },
        },
      ],
    },
  };
  const { code, out } = await run('domain', 'verify', 'x.test');
  assert.equal(code, 1);
  assert.match(out, /ns1\.x\.test/u);
  assert.match(out, /cure: +publish it/u);
});

test('a raw message comes octet for octet', async () => {
  routes['GET /mailboxes/a%40x.test/messages/7/raw'] = { text: 'Subject: \u001b\r\n\r\nx' };
  assert.equal((await run('mailbox', 'read', 'a@x.test', '7', '--raw')).out, 'Subject: \u001b\r\n\r\nx');
});

test('config check lists every problem and exits 1', async () => {
  await writeFile(
    join(folder, 'doorpost.yaml'),
    'hostName: mail.x.test\nlisteners: { smtp: { prot: 25 } }\nlog: { level: loud }\n',
  );
  const { code, out } = await run('config', 'check', '--json');
  assert.equal(code, 1);
  const { problems } = JSON.parse(out) as { problems: { line: number; path: string }[] };
  assert.deepEqual(
    problems.map(({ line, path }) => [line, path]),
    [
      [2, 'listeners.smtp.prot'],
      [3, 'log.level'],
    ],
  );
  await writeFile(join(folder, 'doorpost.yaml'), 'hostName: mail.x.test\n');
  assert.equal((await run('config', 'check')).code, 0);
  assert.match((await run('config', 'show')).out, /^listeners\.smtp\.port +25 +default$/mu);
});

test('serve opens nothing that was not set up', async () => {
  const empty = await cli(['serve', '--data', join(folder, 'empty')]);
  assert.equal(empty.code, 1);
  assert.match(empty.err, /doorpost init/u);
  await writeFile(join(folder, 'doorpost.yaml'), 'mode: evaluation\n');
  const evaluated = await run('serve');
  assert.equal(evaluated.code, 1);
  assert.match(evaluated.err, /evaluation mode/u);
  assert.match(evaluated.err, /Cure: .*doorpost init/u);
});

test('a smart host whose name is known gets the words and the pace of its service; what is said goes before', async () => {
  const item = { id: 'X', name: 'Hub', enabled: true };
  routes = { 'POST /outbound-connectors': { body: { item, warnings: [] } } };
  const add = async (...more: readonly string[]): Promise<Record<string, unknown>> => {
    const { code, err } = await cli(['upstream', 'add', 'Hub', '--data', folder, ...more]);
    assert.equal(code, 0, err);
    return asked.at(-1)?.body as Record<string, unknown>;
  };
  const known = await add('--kind', 'smart-host', '--host', 'smtp.office365.com:587');
  assert.deepEqual(
    [known['service'], known['pace']],
    ['microsoft365', { messagesPerMinute: 30, concurrent: 3, recipientsPerDay: 10_000 }],
  );
  assert.equal((await add('--host', 'smtp.office365.com', '--pace', 'none'))['pace'], null);
  assert.equal((await add('--host', 'mail.example.net'))['service'], 'other');
});
