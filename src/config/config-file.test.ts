import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'yaml';
import { renderConfigFile } from './config-file.ts';

test('a new file says what its settings are for', () => {
  const text = renderConfigFile(null, {
    hostName: 'mail.contoso.com',
    listeners: { smtp: { port: 2525, addresses: ['192.0.2.5'] } },
    certificates: [{ certificateFile: '/c.pem', keyFile: '/k.pem' }],
  });
  assert.deepEqual(parse(text), {
    mode: 'production',
    hostName: 'mail.contoso.com',
    listeners: { smtp: { port: 2525, addresses: ['192.0.2.5'] } },
    certificates: [{ certificateFile: '/c.pem', keyFile: '/k.pem' }],
  });
  assert.match(text, /^# Doorpost:/u);
  assert.match(text, /# The name the server greets with/u);
});

test('an evaluated file becomes a production one and loses its warning', () => {
  const text = renderConfigFile('# EVALUATION MODE: not for real mail.\nmode: evaluation\n', {
    hostName: 'mail.contoso.com',
  });
  assert.doesNotMatch(text, /EVALUATION MODE/u);
  assert.deepEqual(parse(text), { mode: 'production', hostName: 'mail.contoso.com' });
});

test("an administrator's comments and settings stay", () => {
  const text = renderConfigFile(
    '# ours\nmode: production\nhostName: old.contoso.com # see ticket 12\ntrace: { keepDays: 30 }\n',
    {
      hostName: 'new.contoso.com',
    },
  );
  assert.match(text, /^# ours\n/u);
  assert.deepEqual(parse(text), { mode: 'production', hostName: 'new.contoso.com', trace: { keepDays: 30 } });
});
