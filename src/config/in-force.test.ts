import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stringify } from 'yaml';
import { settingsInForce } from './in-force.ts';
import { loadSettings } from './load.ts';
import { settingTable } from './setting-table.ts';

const load = (text: string, env: Readonly<Record<string, string>> = {}, dataDirectory = '/data') => {
  const result = loadSettings({ dataDirectory, env, text });
  assert.ok(result.ok);
  return result;
};

test('each setting says its value and where it comes from', () => {
  const shown = settingsInForce(
    load(
      'hostName: mail.contoso.com\nqueue: { expiryMx: 36h }\nlisteners: { submissions: { enabled: no, port: 4650 } }\n',
      {
        DOORPOST_SMTP_PORT: '2500',
        DOORPOST_MIN_FREE: '1024MiB',
      },
    ),
  );
  const of = (setting: string) => {
    const { text, from } = shown.find((one) => one.setting === setting) ?? assert.fail(setting);
    return [text, from];
  };
  assert.deepEqual(of('hostName'), ['mail.contoso.com', '/data/doorpost.yaml:1']);
  assert.deepEqual(of('queue.expiryMx'), ['36h', '/data/doorpost.yaml:2']);
  assert.deepEqual(of('listeners.smtp.port'), ['2500', 'DOORPOST_SMTP_PORT']);
  assert.deepEqual(of('listeners.smtp.addresses'), ['0.0.0.0, ::', 'default']);
  assert.deepEqual(of('listeners.submissions.enabled'), ['false', '/data/doorpost.yaml:3']);
  assert.deepEqual(of('listeners.submissions.port'), ['4650', '/data/doorpost.yaml:3']);
  assert.deepEqual(of('minFree'), ['1GiB', 'DOORPOST_MIN_FREE']);
  assert.deepEqual(of('dataDirectory'), ['/data', '--data']);
  assert.deepEqual(of('certificates'), ['a self-signed one, made under tls/', 'default']);
  assert.deepEqual(
    shown.map(({ setting }) => setting),
    settingTable.map(({ path }) => path),
  );
});

test('what is shown can be written, and means the same', () => {
  const first = load(
    'hostName: mail.contoso.com\nproxyFrom: [10.0.0.0/8]\nminFree: 3MiB\noutboundBind: { ipv4: 192.0.2.1 }\n',
  );
  const file: Record<string, unknown> = {};
  for (const { setting, value } of settingsInForce(first)) {
    if (value === null) continue;
    const names = setting.split('.');
    const last = names.pop() ?? '';
    let group = file;
    for (const name of names) group = (group[name] ??= {}) as Record<string, unknown>;
    group[last] = value;
  }
  assert.deepEqual(load(stringify(file)).settings, first.settings);
});
