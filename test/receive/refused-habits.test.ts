/** Every habit that a stranger is refused for stands in the session's record, so that what would have let it in can be said. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SessionId } from '../../src/base/id.ts';
import type { HabitName } from '../../src/mail/names.ts';
import { habitNeeds, proposeProfile } from '../../src/policy/devices/habits.ts';
import { SmtpTestClient } from '../../lab/peers/smtp-client.ts';
import { credential, startTestHouse } from '../../lab/houses/test-house.ts';

type Talk = (client: SmtpTestClient) => Promise<void>;

/** Where a habit is met in content: up to the message, which is then written. */
const scan =
  (content: string): Talk =>
  async (client) => {
    await client.say('EHLO copier.test');
    await client.say('MAIL FROM:<copier@elsewhere.test>');
    await client.say('RCPT TO:<v@ours.test>');
    assert.equal((await client.say('DATA')).code, 354);
    client.write(content);
    assert.ok((await client.say('\r\n.')).code >= 500);
  };

/** What is refused; the others are repaired for everybody who is listed, and kept as they are for strangers. */
const refused: Partial<Record<HabitName, Talk>> = {
  'odd-hello': async (client) => void (await client.say('EHLO copier two')),
  'auth-after-helo': async (client) => {
    await client.say('HELO copier.test');
    await client.startTls();
    await client.say('HELO copier.test');
    await client.say('AUTH LOGIN');
  },
  'loose-address': async (client) => {
    await client.say('EHLO copier.test');
    await client.say('MAIL FROM: copier@elsewhere.test');
  },
  'bare-commands': async (client) => {
    client.write('EHLO copier.test\n');
    await client.reply();
  },
  nul: scan('Subject: x\r\n\r\nx\0y\r\n'),
  'bare-line-ends': scan('Subject: x\n\nx\n'),
  'long-lines': scan(`Subject: x\r\n\r\n${'x'.repeat(5_000)}\r\n`),
  'early-content': async (client) => {
    await client.say('EHLO copier.test');
    await client.say('MAIL FROM:<copier@elsewhere.test>');
    await client.say('RCPT TO:<v@ours.test>');
    client.write('DATA\r\nSubject: x\r\n\r\nx\r\n.\r\n');
    await client.reply().catch(() => {});
  },
  'cram-md5': async (client) => {
    await client.say('EHLO copier.test');
    await client.startTls();
    await client.say('EHLO copier.test');
    await client.say('AUTH CRAM-MD5');
  },
  'auth-before-tls': async (client) => {
    await client.say('EHLO copier.test');
    await client.say('AUTH LOGIN');
  },
  'tls-on-clear-port': async (client) => {
    client.write(Buffer.from('16030100a1010000', 'hex'));
    await client.say('').catch(() => {});
  },
  'tls-1.0': async (client) => {
    await client.say('EHLO copier.test');
    await client.startTls({ minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' }).catch(() => {});
  },
  'tls-1.1': async (client) => {
    await client.say('EHLO copier.test');
    await client
      .startTls({ minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' })
      .catch(() => {});
  },
  'old-ciphers': async (client) => {
    await client.say('EHLO copier.test');
    await client.startTls({ maxVersion: 'TLSv1.2', ciphers: 'AES128-SHA@SECLEVEL=0' }).catch(() => {});
  },
};

test('a stranger is refused for each of them, the record names it, and a profile that takes it is proposed', async (context) => {
  await using house = await startTestHouse({ objects: [await credential('printer@ours.test', 'right-password')] });
  let last = 10;
  for (const [habit, talk] of Object.entries(refused)) {
    const from = `127.0.1.${last++}`;
    await context.test(habit, async () => {
      const client = await SmtpTestClient.connect({ port: house.port('smtp'), from });
      await talk(client);
      client.end();
      const [row] = await house.traced({ clientAddress: from });
      let session = await house.house.store.trace.session(row?.sessionId as SessionId);
      for (let tries = 0; tries < 100 && session?.end === 'goes on'; tries++)
        session = await house.house.store.trace.session(row?.sessionId as SessionId);
      const met = session?.habits ?? [];
      assert.ok(met.includes(habit), `${JSON.stringify(met)} ${session?.transcript}`);
      assert.ok((session?.refusals.length ?? 0) > 0, session?.transcript);
      assert.notEqual(proposeProfile(met), null);
    });
  }
});

test('one refused session tells of all that its device needs', async (context) => {
  await using house = await startTestHouse();
  let last = 60;
  const cases: Readonly<Record<string, readonly [profile: string, talk: Talk]>> = {
    'LF alone at the end of every line': [
      'legacy',
      async (client) => {
        client.write('EHLO copier.test\n');
        await client.reply();
      },
    ],
    'everything at once': [
      'tolerant',
      async (client) => {
        client.write(
          'EHLO a.test\r\nMAIL FROM:<a@b.test>\r\nRCPT TO:<v@ours.test>\r\nDATA\r\nSubject: x\r\n\r\nx\r\n.\r\n',
        );
        await client.reply().catch(() => {});
      },
    ],
    'an odd greeting, then AUTH in clear text': [
      'legacy',
      async (client) => {
        await client.say('EHLO my printer');
        await client.say('AUTH LOGIN');
      },
    ],
    'an odd greeting, then a loose address': [
      'tolerant',
      async (client) => {
        await client.say('EHLO my printer');
        await client.say('MAIL FROM: copier@elsewhere.test');
      },
    ],
  };
  for (const [name, [profile, talk]] of Object.entries(cases)) {
    const from = `127.0.1.${last++}`;
    await context.test(name, async () => {
      const client = await SmtpTestClient.connect({ port: house.port('smtp'), from });
      await talk(client);
      client.end();
      const [row] = await house.traced({ clientAddress: from });
      const session = await house.house.store.trace.session(row?.sessionId as SessionId);
      assert.equal(proposeProfile(session?.habits ?? [])?.profile, profile, JSON.stringify(session?.habits));
    });
  }
});

test('no habit that needs a profile is forgotten here', () => {
  // A stranger never gets as far as a bare end: his first bare line is refused (test/flows/old-printer.test.ts has it).
  // Stray lines of strangers stay as they are, and are refused at submission (test/receive/stray-lines.test.ts).
  const repaired: readonly string[] = ['stray-lines', 'raw-headers', 'loose-names', 'bcc', 'bare-content-end'];
  const needing = Object.entries(habitNeeds).flatMap(([name, needs]) => (needs === null ? [] : [name]));
  assert.deepEqual(needing.filter((name) => !repaired.includes(name)).sort(), Object.keys(refused).sort());
});
