import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { configurationDocument } from './document.ts';
import { type LoadResult, loadSettings } from './load.ts';
import { problemText } from './problem.ts';
import { settingTable } from './setting-table.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'doorpost-config-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const load = (yaml: string, env: Record<string, string> = {}): LoadResult => {
  writeFileSync(join(folder, 'doorpost.yaml'), yaml);
  return loadSettings({ dataDirectory: folder, env });
};
const settingsOf = (result: LoadResult) => {
  assert.ok(result.ok, result.ok ? '' : result.problems.map(problemText).join('\n'));
  return result.settings;
};
const problemsOf = (result: LoadResult) => {
  assert.ok(!result.ok, 'no problem was found');
  return result.problems;
};

test('an identity provider is named by https alone, with its client, and files that can be read', () => {
  const issuer = 'https://login.example.com/tenant/';
  writeFileSync(join(folder, 'secret'), 'x');
  const named = (more: string) => load(`hostName: mx.contoso.com\noidc:\n  issuer: ${issuer}\n${more}`);
  const { oidc } = settingsOf(named('  clientId: 7\n  clientSecretFile: secret\n  scopes: [profile, roles]\n'));
  assert.deepEqual(
    [oidc.issuer, oidc.clientId, oidc.clientSecretFile, oidc.rolesClaim, oidc.scopes],
    [issuer, '7', join(folder, 'secret'), 'roles', ['profile', 'roles']],
  );
  assert.equal(problemsOf(named(''))[0]?.path, 'oidc.clientId');
  assert.equal(problemsOf(named('  clientId: 7\n  caFile: none.pem\n'))[0]?.path, 'oidc.caFile');
  for (const wrong of [
    'http://login.example.com',
    'http://localhost:9000',
    'https://a.example/?x=1',
    'login.example.com',
  ])
    assert.equal(
      problemsOf(load(`hostName: mx.contoso.com\noidc:\n  issuer: ${wrong}\n`))[0]?.path,
      'oidc.issuer',
      wrong,
    );
});

test('a host name is all that production needs', () => {
  const settings = settingsOf(load('hostName: Mail.Contoso.COM\n'));
  assert.equal(settings.mode, 'production');
  assert.equal(settings.hostName, 'mail.contoso.com');
  assert.equal(settings.serviceHost, 'mail.contoso.com');
  assert.deepEqual(
    settings.listeners.map((listener) => [listener.name, listener.port, listener.addresses]),
    [
      ['smtp', 25, ['0.0.0.0', '::']],
      ['submission', 587, ['0.0.0.0', '::']],
      ['submissions', 465, ['0.0.0.0', '::']],
    ],
  );
  assert.equal(settings.listeners[0]?.setting, 'listeners.smtp.port (DOORPOST_SMTP_PORT)');
  assert.equal(settings.dataDirectory, folder);
  assert.equal(settings.queue.expiryMxMs, 4 * 86_400_000);
});

test('evaluation listens on loopback with its own ports', () => {
  const settings = settingsOf(load('mode: evaluation\n'));
  assert.deepEqual(
    settings.listeners.map((listener) => listener.port),
    [2525, 2587, 2465],
  );
  assert.deepEqual(settings.listeners[0]?.addresses, ['127.0.0.1', '::1']);
  assert.equal(settings.log.format, 'pretty');
});

test('evaluation on an address that others can reach is refused', () => {
  const [problem] = problemsOf(load('mode: evaluation\nlisteners:\n  smtp:\n    addresses: [0.0.0.0]\n'));
  assert.equal(problem?.path, 'listeners.smtp.addresses');
  assert.equal(problem?.line, 4);
});

test('every problem is told at once, with its line and cure', () => {
  const problems = problemsOf(
    load(
      [
        'hostname: mail.contoso.com', // 1: wrong case
        'hostName: "not a name"', // 2
        'listeners:',
        '  smtp:',
        '    port: 70000', // 5
        '    adresses: [10.0.0.1]', // 6
        '  imap: {}', // 7
        'http:',
        '  addresses:',
        '    - 127.0.0.1',
        '    - somewhere', // 11
        'queue: { expiryMx: 4 days }', // 12
        'minFree: 50MB', // 13
        'certificates:',
        '  - certificateFile: a.pem', // 15
      ].join('\n'),
    ),
  );
  const found = problems.map((problem) => [problem.line, problem.path]);
  assert.deepEqual(found, [
    [1, 'hostname'],
    [2, 'hostName'],
    [5, 'listeners.smtp.port'],
    [6, 'listeners.smtp.adresses'],
    [7, 'listeners.imap'],
    [11, 'http.addresses[1]'],
    [12, 'queue.expiryMx'],
    [13, 'minFree'],
    [15, 'certificates[0].keyFile'],
  ]);
  assert.match(problems[0]?.cure ?? '', /did you mean hostName/u);
  assert.match(problems[3]?.cure ?? '', /did you mean addresses/u);
  assert.ok(problems.every((problem) => problem.cure !== '' && problem.message !== ''));
});

test('broken YAML is one problem with its place', () => {
  const problems = problemsOf(load('hostName: a.example\nlisteners:\n\tsmtp: {}\n'));
  assert.ok(problems.some((problem) => problem.line === 3));
});

test('a file that cannot be understood is not said to lack anything', () => {
  for (const [yaml, cure] of [
    ['hostName: a.contoso.com\nhostName: b.contoso.com\n', /keep one/u],
    ['hostName: a.contoso.com\nlisteners:\n\tsmtp: { port: 2525 }\n', /spaces/u],
  ] as const) {
    const problems = problemsOf(load(yaml, { DOORPOST_SMTP_PORT: '587' }));
    assert.deepEqual([...new Set(problems.map(({ path }) => path))], [''], problems.map(problemText).join('\n'));
    assert.match(problems[0]?.cure ?? '', cure);
  }
});

test('a text is judged in the place of the file, and the file is left alone', () => {
  writeFileSync(join(folder, 'doorpost.yaml'), 'hostName: mail.contoso.com\n');
  const result = loadSettings({ dataDirectory: folder, env: {}, text: 'hostName: ".."\n' });
  assert.equal(problemsOf(result)[0]?.file, join(folder, 'doorpost.yaml'));
});

test('the environment wins over the file, and its problems name the variable', () => {
  const settings = settingsOf(
    load('hostName: a.example\nlisteners: { smtp: { port: 25 } }\n', {
      DOORPOST_SMTP_PORT: '2525',
      DOORPOST_HOSTNAME: 'b.example',
      DOORPOST_HTTP_ADDRESSES: '127.0.0.1, ::1',
      DOORPOST_SUBMISSIONS_ENABLED: 'no',
      DOORPOST_LOG_LEVEL: '',
    }),
  );
  assert.equal(settings.listeners[0]?.port, 2525);
  assert.equal(settings.hostName, 'b.example');
  assert.deepEqual(settings.http.addresses, ['127.0.0.1', '::1']);
  assert.deepEqual(
    settings.listeners.map((listener) => listener.name),
    ['smtp', 'submission'],
  );
  assert.equal(settings.log.level, 'info');

  const problems = problemsOf(
    load('hostName: a.example\n', {
      DOORPOST_SMTP_PORT: 'many',
      DOORPOST_SMPT_PORT: '25',
      DOORPOST_PORT_25_TCP: 'tcp://',
    }),
  );
  assert.deepEqual(
    problems.map((problem) => [problem.file, problem.path]),
    [
      ['environment', 'DOORPOST_SMTP_PORT'],
      ['environment', 'DOORPOST_SMPT_PORT'],
    ],
  );
});

test('the environment alone can configure production', () => {
  const result = loadSettings({ dataDirectory: folder, env: { DOORPOST_HOSTNAME: 'mail.contoso.com' } });
  assert.equal(settingsOf(result).hostName, 'mail.contoso.com');
  assert.equal(result.fileExists, false);
});

test('with nothing configured the cure is init', () => {
  const [problem] = problemsOf(loadSettings({ dataDirectory: folder, env: {} }));
  assert.match(problem?.cure ?? '', /doorpost init/u);
});

test('two listeners on one port are told apart by address only', () => {
  const clash = problemsOf(load('hostName: a.example\nlisteners: { submission: { port: 25 } }\n'));
  assert.equal(clash[0]?.path, 'listeners.submission.port');
  settingsOf(
    load(
      'hostName: a.example\nlisteners: { smtp: { addresses: [10.0.0.1] }, submission: { port: 25, addresses: [10.0.0.2] } }\n',
    ),
  );
});

test('paths in the file are relative to the file', () => {
  writeFileSync(join(folder, 'chain.pem'), 'x');
  writeFileSync(join(folder, 'key.pem'), 'x');
  const settings = settingsOf(
    load('hostName: a.example\ncertificates:\n  - certificateFile: chain.pem\n    keyFile: key.pem\n'),
  );
  assert.deepEqual(settings.certificates, [
    { certificateFile: join(folder, 'chain.pem'), keyFile: join(folder, 'key.pem') },
  ]);
  const missing = problemsOf(
    load('hostName: a.example\ncertificates: [{ certificateFile: gone.pem, keyFile: key.pem }]\n'),
  );
  assert.match(missing[0]?.message ?? '', /gone\.pem cannot be read \(ENOENT\)/u);
});

test('an empty file and an empty group are as good as nothing', () => {
  const settings = settingsOf(
    load('# only a comment\nlisteners:\nlog:\n  level:\n', { DOORPOST_HOSTNAME: 'a.example' }),
  );
  assert.equal(settings.log.level, 'info');
});

test('names and variables of the table are unique', () => {
  const paths = settingTable.map((setting) => setting.path);
  assert.equal(new Set(paths).size, paths.length);
  const variables = settingTable.flatMap((setting) => setting.env ?? []);
  assert.equal(new Set(variables).size, variables.length);
});

test('docs/configuration.md is what the table says', () => {
  const written = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8');
  assert.equal(written, configurationDocument(), 'run: ./doorpost config document > docs/configuration.md');
});
