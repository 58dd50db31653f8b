/** No password of another server is shown, wherever it stands; the names that sign in are. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { XMLParser } from 'fast-xml-parser';
import { importExchange } from './exchange/exchange.ts';
import { importHmailserver, xmlOptions } from './hmailserver/hmailserver.ts';
import type { Imported } from './imported.ts';
import { importPostfix } from './postfix.ts';

const SECRET = 'hunter2';
const postfix = (mainCf: string, maps: Readonly<Record<string, string>> = {}): Imported =>
  importPostfix(mainCf, (path) => maps[path] ?? null);

const RELAY = 'relayhost = [smtp.a.example]:587\nsmtp_sasl_auth_enable = yes\n';
const signIns = ({ entry }: Imported): readonly unknown[] =>
  (entry.outboundConnectors ?? []).map(({ auth }) => auth?.username ?? null);

describe('the name that signs in, without the password', () => {
  const same = 'transport_maps = inline:{ b.example=[smtp.b.example]:25 }\n';
  for (const [written, names] of [
    [`static:me@a.example:${SECRET}`, ['me@a.example', 'me@a.example']],
    [`static:{me:${SECRET} and ${SECRET}}`, ['me', 'me']],
    [`inline:{ [smtp.a.example]:587=me:${SECRET} }`, [null, 'me']],
    [`inline:{[smtp.a.example]:587=me:${SECRET},smtp.b.example=you:${SECRET}}`, ['you', 'me']],
    [
      `inline:{ {[smtp.a.example]:587 = me too:${SECRET}, ${SECRET}}, {smtp.b.example = you:${SECRET}} }`,
      ['you', 'me too'],
    ],
    [`inline:{\n  # ours\n  { SMTP.A.example = me:${SECRET} = {${SECRET}} } }`, [null, 'me']],
    [`hash:/sasl, static:rest:${SECRET}`, ['rest', 'hashed']],
    ['proxy:hash:/sasl', [null, 'hashed']],
  ] as const)
    test(written, () => {
      const read = postfix(`${RELAY}${same}smtp_sasl_password_maps = ${written}\n`, {
        '/sasl': `[smtp.a.example]:587 hashed:${SECRET}\n`,
      });
      assert.deepEqual(signIns(read), names);
      assert.deepEqual(
        read.afterwards,
        [...(names[0] === null ? [] : ['Transport smtp.b.example']), 'Relay host'].map((name) => ({
          act: 'set-secret',
          name,
          secret: 'password',
        })),
      );
      assert.doesNotMatch(JSON.stringify(read), new RegExp(SECRET, 'u'));
    });
  test('an entry that is no user:password signs in as nobody', () => {
    const read = postfix(`${RELAY}smtp_sasl_password_maps = hash:/sasl\n`, {
      '/sasl': `smtp.a.example me ${SECRET}\n`,
    });
    assert.deepEqual(signIns(read), [null]);
    assert.ok(read.notes.some(({ verdict, text }) => verdict === 'left' && /no user:password/u.test(text)));
    assert.doesNotMatch(JSON.stringify(read), new RegExp(SECRET, 'u'));
  });
});

describe('a secret is not shown where it stands', () => {
  const database = `user = postfix\npassword = ${SECRET}\nhosts = localhost\n`;
  for (const mainCf of [
    `smtp_sasl_password_maps = static:me:${SECRET}`,
    `smtp_sasl_password_maps = inline:{ {a.example = me:${SECRET}} }`,
    `smtp_sasl_password_maps = inline:{ {a.example = me:${SECRET} }`,
    `smtp_sasl_password_maps = unionmap:{static:me:${SECRET}, hash:/x}`,
    `smtp_sasl_password_maps = static:me:x ${SECRET}`,
    `smtp_sasl_password_maps = static:me:$$${SECRET}`,
    `smtp_sasl_password_maps = static:/${SECRET}`,
    `lmtp_sasl_password_maps = static:me:${SECRET}`,
    `smtpd_sasl_path = ${SECRET}`,
    `ldap_bind_pw = ${SECRET}`,
    `maps_password = ${SECRET}`,
    `client_secret = ${SECRET}`,
    `mine = ${SECRET}\nsmtp_sasl_password_maps = static:me:$mine`,
    `mine = \${other}\nother = ${SECRET}\nsmtp_sasl_password_maps = static:me:$mine`,
    `its_password = ${SECRET}\nmyorigin = $its_password`,
    `relayhost = me:${SECRET}@smtp.a.example`,
    `relayhost = [me:${SECRET}@smtp.a.example]:587`,
    `relayhost = smtp://me:p@${SECRET}@smtp.a.example:587`,
    `transport_maps = inline:{ {a.example = smtp:[me:${SECRET}@smtp.a.example]} }`,
    `transport_maps = static:smtp:[me:${SECRET}@smtp.a.example]`,
    `sender_dependent_relayhost_maps = inline:{ @a.example=[me:${SECRET}@smtp.a.example] }`,
    `import_environment = TZ DB_PASSWORD=${SECRET}`,
    `content_url = https://me:${SECRET}@a.example/`,
    'virtual_mailbox_domains = hash:/database.cf',
    'relay_domains = /database.cf',
    'mynetworks = /database.cf',
    'transport_maps = hash:/database.cf',
    'virtual_alias_maps = mysql:/database.cf',
    `smtp_sasl_password_maps: static:me:${SECRET}`,
    `smtp_sasl_password_maps static:me:${SECRET}`,
    `[smtp.a.example]:587 me:${SECRET}`,
  ])
    test(mainCf, () => {
      for (const [before, after] of [
        ['', ''],
        [RELAY, ''],
        ['', RELAY],
      ]) {
        const read = postfix(`${before}${mainCf}\n${after}`, { '/database.cf': database });
        assert.doesNotMatch(JSON.stringify(read), new RegExp(SECRET, 'u'));
        assert.ok(read.notes.length > 0);
      }
    });
  test('what hides nothing is shown', () => {
    const { notes } = postfix(
      'smtp_sasl_auth_enable = yes\nsmtp_sasl_password_maps = hash:/etc/postfix/sasl_passwd\nmyorigin = a.example\nfoo = a@b.example\n',
    );
    const texts = notes.map(({ text }) => text).join('\n');
    for (const shown of ['yes', 'hash:/etc/postfix/sasl_passwd', 'a.example', 'a@b.example'])
      assert.ok(texts.includes(shown), shown);
  });
  test('of the other servers neither', () => {
    const host = `me:${SECRET}@smtp.a.example`;
    const exchange = importExchange([JSON.stringify([{ Name: 'Out', RecipientDomains: ['*'], SmartHosts: [host] }])]);
    const hmailserver = importHmailserver(
      `<Backup><Properties><smtprelayer LongValue="0" StringValue="${host}"/><smtprelayerpassword LongValue="0" StringValue="${SECRET}"/></Properties><Routes><Route Name="a.example" TargetHost="${host}" TargetPort="25" RequiresAuthentication="1" Username="me" Password="${SECRET}"/></Routes></Backup>`,
      new XMLParser(xmlOptions),
    );
    for (const read of [exchange, hmailserver]) {
      assert.equal(read.entry.outboundConnectors, undefined);
      assert.doesNotMatch(JSON.stringify(read), new RegExp(SECRET, 'u'));
    }
  });
});

test('a value without end is gone through once', () => {
  for (const long of ['a:'.repeat(200_000), 'passw'.repeat(100_000), '{'.repeat(400_000), '$a '.repeat(100_000)])
    assert.ok(postfix(`foo = ${long}\nsmtp_sasl_password_maps = ${long}\nrelayhost = ${long}\n`).notes.length > 0);
});
