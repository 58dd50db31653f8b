/** Upstreams as administrators meet them: set up on the command line, signed in by code, a large scan through Graph, secrets kept. */
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Log } from '../../src/base/log.ts';
import { cli } from '../../lab/cli.ts';
import { wordsOf } from '../../lab/commands.ts';
import { allPages, commandLinesOf } from '../../lab/pages.ts';
import { DEVICE, storyOf } from '../../lab/flow.ts';
import { openGraph } from '../../lab/peers/graph-desk.ts';
import { aadsts, formOf, openDesk } from '../../lab/peers/http-desk.ts';
import { SmtpTestClient } from '../../lab/peers/smtp-client.ts';
import { inbound, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const SECRET = 'Value~of-the-client-secret';
const copier = inbound('copier', { senderAddresses: [DEVICE] });

async function open(context: TestContext, log?: Log): Promise<TestHouse> {
  const house = await startTestHouse({ objects: [copier], overrides: log === undefined ? {} : { log } });
  context.after(() => house[Symbol.asyncDispose]());
  return house;
}

async function run(house: TestHouse, args: readonly string[], stdin = ''): Promise<string> {
  const { code, out, err } = await cli([...args, '--data', house.folder], { stdin });
  assert.equal(code, 0, `${args.join(' ')}: ${err}`);
  return out;
}

async function submitRaw(house: TestHouse, to: string, content: string): Promise<void> {
  const client = await SmtpTestClient.connect({ port: house.port('smtp'), from: DEVICE });
  await client.say('EHLO device.test');
  const reply = await client.send('printer@ours.test', [to], content);
  assert.equal(reply.code, 250, reply.text);
  client.end();
}

test('a scan of 20 MB goes by Graph’s upload session; its attachment arrives as it was, and is never whole in memory', async (context) => {
  let least = Number.POSITIVE_INFINITY;
  const held: number[] = [];
  await using graph = await openGraph((step) => {
    // The second one waits until what the first has found is given back.
    collectGarbage();
    collectGarbage();
    const { arrayBuffers } = process.memoryUsage();
    if (step === 'POST messages') least = arrayBuffers;
    if (step.startsWith('PUT upload')) held.push(arrayBuffers - least);
    return null;
  }, false);
  await using login = await openDesk(() => ({
    status: 200,
    json: { access_token: 'T', token_type: 'Bearer', expires_in: 3600 },
  }));
  const house = await open(context);
  await run(
    house,
    [
      ...['upstream', 'add', 'Graph', '--kind', 'graph', '--endpoint', graph.url, '--token-endpoint', login.url],
      ...['--tenant', 'contoso.test', '--client-id', 'app', '--username', 'printer@ours.test', '--secret-stdin'],
    ],
    SECRET,
  );
  const pdf = randomBytes(20_000_000);
  const sha256 = createHash('sha256').update(pdf).digest('hex');
  const encoded = pdf.toString('base64').replaceAll(/.{76}/gu, '$&\r\n');
  const mail = [
    ...['From: printer@ours.test', 'To: boss@outside.test', 'Subject: scan', 'MIME-Version: 1.0'],
    ...['Content-Type: multipart/mixed; boundary="b"', '', '--b', 'Content-Type: text/plain', '', 'A scan.'],
    ...['--b', 'Content-Type: application/pdf; name="scan.pdf"', 'Content-Transfer-Encoding: base64', '', encoded],
    ...['--b--', ''],
  ].join('\r\n');
  await submitRaw(house, 'boss@outside.test', mail);
  const [row] = await house.traced({ recipient: 'boss@outside.test', status: ['Delivered'] });
  assert.deepEqual(
    graph.drafts[0]?.attachments.map((one) => [one.name, one.sizeBytes, one.sha256]),
    [['scan.pdf', pdf.length, sha256]],
  );
  assert.equal((graph.drafts[0]?.message['body'] as { content: string }).content.trim(), 'A scan.');
  const { events } = await storyOf(house, row);
  const sent = events.find(({ kind }) => kind === 'Send');
  assert.match(sent?.reply ?? '', /queued for sending by Microsoft Graph.*built anew/u);
  assert.equal(held.length, 11);
  // A piece here, one on its way and one at the server; not the 27 MB of the message.
  assert.ok(Math.max(...held) < 16_000_000, held.join(' '));
});

test('a dead secret holds mail back with the cure; the cure, typed as it stands there, sends it; no secret is told', async (context) => {
  await using graph = await openGraph();
  await using login = await openDesk((request) =>
    formOf(request)['client_secret'] === SECRET
      ? { status: 200, json: { access_token: 'access-token-of-now', token_type: 'Bearer', expires_in: 3600 } }
      : aadsts('invalid_client', 7000222),
  );
  const logged: string[] = [];
  const write = (fields: object, text: string): void => void logged.push(`${text} ${JSON.stringify(fields)}`);
  const house = await open(context, { debug: write, info: write, warn: write, error: write });
  await run(
    house,
    [
      ...['upstream', 'add', 'Graph', '--kind', 'graph', '--endpoint', graph.url, '--token-endpoint', login.url],
      ...['--client-id', 'app', '--username', 'printer@ours.test', '--secret-stdin', '--secret-expires', '2026-12-31'],
    ],
    'Value~that-is-dead',
  );
  await submitRaw(
    house,
    'boss@outside.test',
    'From: printer@ours.test\r\nTo: boss@outside.test\r\nSubject: s\r\n\r\nb\r\n',
  );
  const [row] = await house.traced({ recipient: 'boss@outside.test' }, ([one]) => /expired/u.test(one?.lastText ?? ''));
  const cure = /doorpost (upstream set Graph --secret-stdin) --secret-expires DATE/u.exec(row?.lastText ?? '');
  assert.ok(cure, row?.lastText ?? '');
  const status = await cli(['upstream', 'status', 'Graph', '--json', '--data', house.folder]);
  const [shown] = JSON.parse(status.out) as { trouble: string; waiting: number; secretExpiresAt: number }[];
  assert.equal(status.code, 1);
  assert.match(shown?.trouble ?? '', /client secret has expired/u);
  assert.deepEqual([shown?.waiting, shown?.secretExpiresAt], [1, Date.UTC(2026, 11, 31, 23, 59, 59)]);
  await run(house, (cure[1] ?? '').split(' '), SECRET);
  await house.traced({ recipient: 'boss@outside.test', status: ['Delivered'] });
  assert.equal(graph.mails.length, 1);
  const good = await cli(['upstream', 'status', '--json', '--data', house.folder]);
  assert.equal(good.code, 0);
  assert.match(good.out, /"tokenValidUntil": \d{13}/u);

  const everything = [
    ...logged,
    good.out,
    JSON.stringify(await storyOf(house, row)),
    await run(house, ['upstream', 'show', 'Graph', '--json']),
    await run(house, ['upstream', 'list']),
    await run(house, ['export']),
    await run(house, ['audit', '--json']),
  ].join('\n');
  for (const secret of [SECRET, 'Value~that-is-dead', 'access-token-of-now', 'Correlation'])
    assert.ok(!everything.includes(secret), secret);
  for (const name of await readdir(house.folder)) {
    if (!/\.(?:db|wal|journal|db-wal)$/u.test(name)) continue;
    assert.ok(!(await readFile(join(house.folder, name))).includes(SECRET), name);
  }
});

test('export and apply carry an upstream whole but for its secrets, and applying twice changes nothing', async (context) => {
  const house = await open(context);
  await run(
    house,
    [
      ...['upstream', 'add', 'M365', '--kind', 'microsoft365-submission', '--cloud', 'us', '--tenant', 'contoso.test'],
      ...['--client-id', 'app', '--username', 'printer@ours.test', '--secret-stdin'],
      ...['--sender', '*.ours.test', '--rewrite-from', 'printer@ours.test', '--reply-to-original', 'on'],
    ],
    SECRET,
  );
  await run(house, [
    ...['upstream', 'add', 'Person', '--kind', 'microsoft365-submission', '--tenant', 'contoso.test', '--delegated'],
    ...['--client-id', 'app', '--username', 'p@ours.test', '--recipient-domain', 'none'],
  ]);
  await run(house, ['upstream', 'set', 'M365', '--failover', 'Person', '--pace', '20/2/500']);
  await run(house, ['upstream', 'set', 'M365', '--tenant', 'fabrikam.test']);
  const exported = await run(house, ['export']);
  assert.match(exported, /secret: outbound:M365/u);
  assert.match(exported, /https:\/\/login\.microsoftonline\.us\/fabrikam\.test\/oauth2\/v2\.0\/token/u);
  const applied = await cli(['apply', '-f', '-', '--dry-run', '--data', house.folder], { stdin: exported });
  assert.equal(applied.code, 0, applied.err);
  assert.match(applied.out, /nothing to change|no changes|0 changes|already/iu);
  const other = await open(context);
  const moved = await cli(['apply', '-f', '-', '--data', other.folder], { stdin: exported });
  assert.equal(moved.code, 0, moved.err);
  assert.match(moved.out + moved.err, /doorpost upstream set M365 --secret-stdin/u);
  assert.match(moved.out + moved.err, /doorpost upstream sign-in Person/u);
  assert.equal(await run(other, ['export']), exported);
});

test('a person signs in by code from the command line', async (context) => {
  let typed = false;
  await using login = await openDesk((request) => {
    if (request.path === '/device')
      return {
        status: 200,
        json: {
          device_code: 'D',
          user_code: 'ABCD-EFGH',
          verification_uri: 'https://microsoft.test/devicelogin',
          expires_in: 900,
          interval: 1,
        },
      };
    if (!typed) {
      typed = true;
      return { status: 400, json: { error: 'authorization_pending' } };
    }
    return {
      status: 200,
      json: { access_token: 'A', token_type: 'Bearer', expires_in: 3600, refresh_token: 'the-refresh-token' },
    };
  });
  const house = await open(context);
  await run(house, [
    ...['upstream', 'add', 'Person', '--kind', 'microsoft365-submission', '--delegated', '--client-id', 'app'],
    ...[
      '--token-endpoint',
      `${login.url}/token`,
      '--device-endpoint',
      `${login.url}/device`,
      '--username',
      'p@ours.test',
    ],
  ]);
  const said = await run(house, ['upstream', 'sign-in', 'Person']);
  assert.match(said, /open +https:\/\/microsoft\.test\/devicelogin\ntype +ABCD-EFGH/u);
  assert.match(said, /signed in/u);
  assert.ok(!said.includes('the-refresh-token'));
  assert.equal(formOf(login.requests[0]!)['scope'], 'https://outlook.office.com/SMTP.Send offline_access');
});

test('what would send secrets in clear text, or Graph without a token, is refused with its cure', async (context) => {
  const house = await open(context);
  const refused = async (args: readonly string[]): Promise<string> => {
    const { code, err } = await cli(['upstream', 'add', 'X', ...args, '--data', house.folder], { stdin: SECRET });
    assert.notEqual(code, 0);
    return err;
  };
  const app = ['--client-id', 'app', '--username', 'p@ours.test', '--secret-stdin'];
  assert.match(
    await refused(['--kind', 'graph', '--token-endpoint', 'http://login.test/token', ...app]),
    /not https.*Cure: write it as https/su,
  );
  assert.match(
    await refused(['--kind', 'graph', '--username', 'p@ours.test', '--password-stdin']),
    /Graph wants a sign-in by token/u,
  );
  assert.match(await refused(['--kind', 'microsoft365-connector']), /--host/u);
  assert.match(await refused(['--kind', 'microsoft365-submission', ...app]), /missing: --tenant\n.*--tenant/su);
});

test('a kind that takes mail only from those who sign in is not added without what that needs', async (context) => {
  const house = await open(context);
  const add = (...args: readonly string[]) =>
    cli(['upstream', 'add', 'X', ...args, '--data', house.folder], { stdin: SECRET });
  for (const [kind, missing] of [
    ['microsoft365-submission', '--tenant, --client-id, --username, --secret-stdin'],
    ['hve', '--tenant, --client-id, --username, --secret-stdin'],
    ['graph', '--tenant, --client-id, --username, --secret-stdin'],
    ['google', '--client-id, --username, --secret-stdin'],
    ['azure', '--username, --password-stdin'],
    ['amazon-ses', '--host, --username, --password-stdin'],
    ['sendgrid', '--username, --password-stdin'],
    ['brevo', '--username, --password-stdin'],
    ['oauth-smart-host', '--host, --token-endpoint, --scope, --client-id, --username, --secret-stdin'],
  ] as const) {
    const { code, err } = await add('--kind', kind);
    assert.equal(code, 2, kind);
    assert.ok(err.includes(`${kind} takes mail only from those who sign in; missing: ${missing}\n`), err);
    assert.match(
      err,
      /Cure: (?:name where its mail goes: --host \S+; )?give .*--username \S+ .*--(?:password|secret)-stdin/u,
    );
  }
  assert.match(
    (await add('--kind', 'graph', '--username', 'p@ours.test')).err,
    /missing: --tenant, --client-id, --secret-stdin\n/u,
  );
  assert.match((await add('--kind', 'azure', '--password-stdin')).err, /missing: --username\n/u);
  // A secret in the environment is not missing; what is left over from a sign-in that is not there is.
  const named = ['--kind', 'graph', '--tenant', 't', '--client-id', 'c', '--username', 'p@ours.test'];
  const inEnvironment = { env: { DOORPOST_SECRET: SECRET } };
  assert.equal((await cli(['upstream', 'add', 'E', ...named, '--data', house.folder], inEnvironment)).code, 0);
  assert.match((await add(...named)).err, /missing: --secret-stdin\n/u);
  const stray = await add('--kind', 'smart-host', '--host', 'mail.example.net', '--secret-expires', '2030-01-01');
  assert.equal(stray.code, 2);
  assert.match(stray.err, /--secret-expires is the last day of a client secret, and there is no sign-in/u);
  const half = await add('--kind', 'smart-host', '--host', 'mail.example.net', '--client-id', 'c');
  assert.match(half.err, /smart-host needs: --token-endpoint, --scope, --username, --secret-stdin\n/u);
  assert.match((await add('--kind', 'smart-host', '--host', 'a b')).err, /--host a b is no host/u);
  assert.match((await add('--kind', 'smart-host', '--host', 'a..b')).err, /--host a\.\.b:587: this is no host name/u);
  assert.equal((await add('--kind', 'google-relay')).code, 0);
  // The same where a connector becomes one of these; one that signs in already only changes its kind.
  const set = (...args: readonly string[]) =>
    cli(['upstream', 'set', 'X', ...args, '--data', house.folder], { stdin: SECRET });
  assert.match((await set('--kind', 'azure')).err, /missing: --username, --password-stdin/u);
  assert.equal((await set('--kind', 'azure', '--username', 'u', '--password-stdin')).code, 0);
  assert.match((await set('--secret-expires', '2030-01-01')).err, /client secret, and the sign-in is by password/u);
  assert.match(
    (await set('--client-id', 'c')).err,
    /a sign-in by token needs --token-endpoint, --scope, --secret-stdin\n/u,
  );
  assert.equal((await set('--kind', 'google')).code, 0);
});

test('every upstream that the documentation adds can be added as it stands there', async (context) => {
  const house = await open(context);
  const commands = allPages
    .filter((page) => page.startsWith('docs/operate/'))
    .flatMap(commandLinesOf)
    .filter((line) => /^doorpost upstream add .*--/u.test(line) && !line.includes(' NAME '));
  assert.ok(commands.length >= 15, `${commands.length} found`);
  for (const [index, line] of commands.entries()) {
    // Several pages add one of the same name.
    const [, , , , ...options] = wordsOf(line);
    const env = { DOORPOST_SECRET: 'client-secret' };
    const { code, err } = await cli(['upstream', 'add', `${index}`, ...options, '--data', house.folder], {
      stdin: SECRET,
      env,
    });
    assert.equal(code, 0, `${line}\n${err}`);
  }
});
