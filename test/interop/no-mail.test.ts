/** Real clients that give up by themselves: what they leave in the trace. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import type { Observation } from '../../src/mail/observation.ts';
import type { SessionRecord } from '../../src/mail/trace-event.ts';
import { lackOfNoMail } from '../../src/policy/reasons/no-mail.ts';
import { lackOf } from '../../src/policy/reasons/proposals.ts';
import { organization, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';
import { tool } from '../../lab/tools.ts';

const run = promisify(execFile);
const PATIENCE_MS = 60_000;
const WANTS_TLS = /set to sign in, and sign-in is offered only under TLS/u;
const DISTRUST = /does not trust (?:our certificate|it)/u;

describe('real clients that give up', () => {
  let house: TestHouse;
  const records: SessionRecord[] = [];
  before(async () => {
    house = await startTestHouse({
      objects: [organization({ deviceNetworks: ['127.0.0.0/8'] })],
      overrides: {
        observe(observation: Observation) {
          if (observation.kind === 'session') records.push(observation.record);
        },
      },
    });
  });
  after(() => house[Symbol.asyncDispose]());

  /** Runs it, which must fail; returns the cause that was found. */
  const cause = async (program: string, args: readonly string[], stdin = 'Subject: x\n\nx\n'): Promise<string> => {
    records.length = 0;
    const running = run(program, args, { timeout: PATIENCE_MS });
    running.child.stdin?.on('error', () => {}).end(stdin);
    await running.then(
      () => {},
      () => {},
    );
    for (let look = 0; look < 2_000 && records.length === 0; look++) await new Promise((done) => setTimeout(done, 5));
    const [record] = records;
    assert.ok(record !== undefined, 'it left nothing');
    assert.deepEqual(record.accepted, []);
    const lack = lackOfNoMail(record) ?? lackOf(record);
    assert.ok(lack !== null && lack.cure !== '', JSON.stringify(record));
    return lack.cause;
  };
  const port = (name: string): string => String(house.port(name));
  const url = (name: string): string => `127.0.0.1:${port(name)}`;

  test('msmtp with sign-in on and TLS off', async (context) => {
    const msmtp = tool(context, 'msmtp');
    if (msmtp === null) return;
    const signIn = ['--auth=login', '--user=printer@ours.test', '--passwordeval=echo secret', '--tls=off'];
    const args = ['--host=127.0.0.1', `--port=${port('submission')}`, '--from=printer@ours.test', ...signIn];
    assert.match(await cause(msmtp, [...args, 'v@ours.test']), WANTS_TLS);
  });

  test('msmtp that does not trust the certificate, by STARTTLS and on the port of TLS', async (context) => {
    const msmtp = tool(context, 'msmtp');
    if (msmtp === null) return;
    const args = (name: string): readonly string[] => [
      '--host=127.0.0.1',
      `--port=${port(name)}`,
      '--from=printer@ours.test',
      '--auth=off',
      '--tls=on',
      `--tls-starttls=${name === 'submission' ? 'on' : 'off'}`,
      'v@ours.test',
    ];
    assert.match(await cause(msmtp, args('submission')), DISTRUST);
    assert.match(await cause(msmtp, args('submissions')), DISTRUST);
  });

  test('swaks with sign-in and without TLS; and one that only knocks', async (context) => {
    const swaks = tool(context, 'swaks');
    if (swaks === null) return;
    const to = ['--server', url('submission'), '--from', 'printer@ours.test', '--to', 'v@ours.test'];
    const signIn = ['--auth', 'LOGIN', '--auth-user', 'printer@ours.test', '--auth-password', 'secret'];
    assert.match(await cause(swaks, [...to, ...signIn]), WANTS_TLS);
    assert.match(await cause(swaks, [...to, '--quit-after', 'CONNECT']), /without EHLO or HELO|without a word/u);
    assert.match(await cause(swaks, [...to, '--tls', '--quit-after', 'EHLO']), /left after EHLO under TLS/u);
    assert.match(
      await cause(swaks, ['--server', url('smtp'), '--to', 'v@ours.test', '--quit-after', 'RCPT']),
      /broke off before the message/u,
    );
  });

  test('curl that does not trust the certificate, and one whose sign-in has no TLS', async (context) => {
    const curl = tool(context, 'curl');
    if (curl === null) return;
    const mail = ['-sS', '-m', '20', '--mail-from', 'printer@ours.test', '--mail-rcpt', 'v@ours.test', '-T', '-'];
    assert.match(await cause(curl, [...mail, '--ssl-reqd', `smtp://${url('submission')}`]), DISTRUST);
    assert.match(await cause(curl, [...mail, `smtps://${url('submissions')}`]), DISTRUST);
    const signIn = ['-u', 'printer@ours.test:secret', '--login-options', 'AUTH=LOGIN'];
    assert.match(await cause(curl, [...mail, ...signIn, `smtp://${url('submission')}`]), /TLS/u);
  });

  test('Python: no AUTH without TLS; a certificate it does not trust', async (context) => {
    const python = tool(context, 'python3');
    if (python === null) return;
    const login = `import smtplib; s = smtplib.SMTP("127.0.0.1", ${port('submission')}, timeout=20); s.login("printer@ours.test", "secret")`;
    assert.match(await cause(python, ['-c', login]), WANTS_TLS);
    const starttls = `import smtplib, ssl; s = smtplib.SMTP("127.0.0.1", ${port('submission')}, timeout=20); s.starttls(context=ssl.create_default_context())`;
    assert.match(await cause(python, ['-c', starttls]), DISTRUST);
    const smtps = `import smtplib, ssl; smtplib.SMTP_SSL("127.0.0.1", ${port('submissions')}, timeout=20, context=ssl.create_default_context())`;
    assert.match(await cause(python, ['-c', smtps]), DISTRUST);
  });

  test('openssl s_client that verifies, and one that looks at the certificate only', async (context) => {
    const openssl = tool(context, 'openssl');
    if (openssl === null) return;
    const args = ['s_client', '-connect', url('submission'), '-starttls', 'smtp'];
    assert.match(await cause(openssl, [...args, '-verify_return_error', '-brief']), DISTRUST);
    assert.match(await cause(openssl, args, 'Q\n'), DISTRUST);
  });
});
