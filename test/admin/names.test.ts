/**
 * Names that every object inherits are names like others: at each door `constructor` is answered as any word that nobody knows, and no table of
 * ours is asked for what it only inherits.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, test } from 'node:test';
import { importPostfix } from '../../src/directory/file/import/postfix.ts';
import { loadSettings } from '../../src/config/load.ts';
import { settingTable } from '../../src/config/setting-table.ts';
import { isHabit } from '../../src/policy/devices/habits.ts';
import { ordinarySettings, ScriptedSession } from '../../lab/peers/scripted-session.ts';
import { cli } from '../../lab/cli.ts';
import { openTestAdmin, type TestAdmin } from '../../lab/houses/test-admin.ts';

const INHERITED = [
  'constructor',
  '__proto__',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'isPrototypeOf',
  '__defineGetter__',
];
const UNKNOWN = 'nosuchname';

const folder = mkdtempSync(join(tmpdir(), 'doorpost-names-'));
after(() => rmSync(folder, { recursive: true }));

/** What a door answers: enough to tell yes from no. */
type Door = (name: string, t: TestAdmin) => Promise<string | number>;

const api =
  (method: string, path: (name: string) => string, body?: (name: string) => unknown): Door =>
  async (name, t) =>
    (await t.ask(method, `/api/v1${path(name)}`, body?.(name))).status;
const posted = (path: string, body: (name: string) => unknown): Door => api('POST', () => path, body);
const command =
  (args: (name: string) => readonly string[]): Door =>
  async (name, t) =>
    (await cli([...args(name), '--data', dirname(t.socketPath)])).code;
const config =
  (yaml: (name: string) => string, env: (name: string) => Readonly<Record<string, string>> = () => ({})): Door =>
  async (name) => {
    writeFileSync(join(folder, 'doorpost.yaml'), yaml(name));
    return loadSettings({ dataDirectory: folder, env: env(name) }).ok ? 'taken' : 'refused';
  };
const said =
  (...lines: ((name: string) => string)[]): Door =>
  async (name) => {
    const session = new ScriptedSession(ordinarySettings);
    session.feed(Buffer.from(lines.map((line) => `${line(name)}\r\n`).join('')));
    return session.played.replies.map((reply) => reply.slice(0, 3)).join(' ');
  };
const postfix =
  (mainCf: (name: string) => string): Door =>
  async (name) => {
    const { entry, notes } = importPostfix(mainCf(name), () => null);
    return JSON.stringify([entry, notes.length]);
  };

const address = { name: 'x', senderAddresses: ['192.0.2.1'] };
const smart = { kind: 'smart-hosts', hosts: [{ host: 'h.example', port: 25 }] };
const doors: Readonly<Record<string, Door>> = {
  'profile of a connector': posted('/inbound-connectors', (name) => ({ ...address, profile: name })),
  'profile of a device': posted('/devices', (name) => ({ name: 'x', addresses: ['192.0.2.1'], profile: name })),
  'profile a profile is made from': posted('/device-profiles', (name) => ({ name: 'x', from: name })),
  language: posted('/organizations', (name) => ({ name: 'x', language: name })),
  'kind of a route': posted('/outbound-connectors', (name) => ({ name: 'x', route: { kind: name } })),
  'TLS of a connector': posted('/outbound-connectors', (name) => ({ name: 'x', route: smart, tls: name })),
  'service of a connector': posted('/outbound-connectors', (name) => ({ name: 'x', route: smart, service: name })),
  'kind of a sign-in': posted('/outbound-connectors', (name) => ({ name: 'x', route: smart, auth: { kind: name } })),
  'limit of a connector': posted('/inbound-connectors', (name) => ({ ...address, limits: { [name]: 5 } })),
  'field of a body': posted('/organizations', (name) => ({ name: 'x', [name]: 1 })),
  limit: api(
    'PUT',
    (name) => `/limits/${name}`,
    () => ({ value: 5 }),
  ),
  'what is checked': api('GET', (name) => `/checks/${name}`),
  parameter: api('GET', (name) => `/trace?${name}=1`),
  'parameter of the queue': api('GET', (name) => `/queue?${name}=1`),
  'status of the trace': api('GET', (name) => `/trace?status=${name}`),
  'way in of the trace': api('GET', (name) => `/trace?ingress=${name}`),
  'verb of the queue': posted('/queue/actions', (name) => ({ verb: name, selection: { all: true } })),
  'name of an object': api('GET', (name) => `/mailboxes/${name}`),
  secret: api('DELETE', (name) => `/tokens/${name}`),
  collection: api('GET', (name) => `/${name}`),
  'section of a file': posted('/apply', (name) => ({ yaml: `doorpost: 1\n${name}: []\n` })),
  'field in a file': posted('/apply', (name) => ({
    yaml: `doorpost: 1\norganizations:\n  - name: x\n    ${name}: []\n`,
  })),
  'profile in a file': posted('/apply', (name) => ({
    yaml: `doorpost: 1\norganizations:\n  - name: x\n    devices:\n      - {name: d, addresses: [192.0.2.1], profile: ${name}}\n`,
  })),
  'column of a table': posted('/device-csv', (name) => ({ csv: `name,${name}\nx,y\n` })),
  command: command((name) => [name]),
  'command of a noun': command((name) => ['device', name]),
  option: command((name) => ['status', `--${name}`]),
  'limit of a command': command((name) => ['limits', 'set', name, '5']),
  preset: command((name) => ['upstream', 'add', 'x', '--preset', name]),
  'server to import': command((name) => ['import', name]),
  'status in a command': command((name) => ['trace', '--status', name]),
  setting: config((name) => `hostName: mx.example\n${name}: 1\n`),
  'setting within': config((name) => `hostName: mx.example\nlisteners: {${name}: {port: 1}}\n`),
  'value of a setting': config((name) => `hostName: mx.example\nlog: {level: ${name}}\n`),
  mode: config((name) => `hostName: mx.example\nmode: ${name}\n`),
  ...Object.fromEntries(
    settingTable.flatMap(({ env, kind }) =>
      env === null || kind.name.includes('text') || !/yes|duration|size|whole|one of|level/u.test(kind.name)
        ? []
        : [
            [
              `variable ${env}`,
              config(
                () => 'hostName: mx.example\n',
                (name) => ({ [env]: name }),
              ),
            ],
          ],
    ),
  ),
  'SMTP command': said((name) => name),
  'SMTP parameter': said(
    () => 'EHLO a.test',
    (name) => `MAIL FROM:<a@a.test> ${name}=1`,
  ),
  'SMTP body type': said(
    () => 'EHLO a.test',
    (name) => `MAIL FROM:<a@a.test> BODY=${name}`,
  ),
  'SMTP recipient parameter': said(
    () => 'EHLO a.test',
    () => 'MAIL FROM:<a@a.test>',
    (name) => `RCPT TO:<b@ours.test> ${name}=1`,
  ),
  'SMTP notify': said(
    () => 'EHLO a.test',
    () => 'MAIL FROM:<a@a.test>',
    (name) => `RCPT TO:<b@ours.test> NOTIFY=${name}`,
  ),
  'SASL mechanism': said(
    () => 'EHLO a.test',
    (name) => `AUTH ${name}`,
  ),
  'reference in main.cf': postfix(
    (name) => `relayhost = $${name}\nmydestination = \${${name}}, \${${name}?{a.example}:{b.example}}\n`,
  ),
  'parameter in main.cf': postfix((name) => `${name} = 1\n`),
  'port in main.cf': postfix((name) => `relayhost = [a.example]:${name}\n`),
  'level in main.cf': postfix((name) => `relayhost = [a.example]\nsmtp_tls_security_level = ${name}\n`),
};

async function open(): Promise<TestAdmin> {
  const t = await openTestAdmin();
  await t.ask('POST', '/api/v1/organizations', { name: 'Contoso' });
  return t;
}

describe('a name that every object inherits is answered as one that nobody knows', () => {
  for (const [what, door] of Object.entries(doors))
    test(what, async () => {
      await using t = await open();
      const expected = await door(UNKNOWN, t);
      for (const name of INHERITED)
        assert.equal(String(await door(name, t)).replaceAll(name, UNKNOWN), String(expected), name);
    });
  test('habits', () => {
    for (const name of INHERITED) assert.equal(isHabit(name), false, name);
  });
});

/** Asked of an object that has it not, it is looked for in what all inherit, and so comes by here. */
const PROBE = 'inheritedbyall';

test('no table is asked for what it only inherits', async () => {
  const asked = new Set<string>();
  const source = new URL('../../src/', import.meta.url).href;
  const variants = [PROBE, PROBE.toUpperCase()];
  for (const name of variants)
    Object.defineProperty(Object.prototype, name, {
      configurable: true,
      get() {
        const at = (new Error().stack ?? '').split('\n')[2] ?? '';
        if (at.includes(source)) asked.add(at.trim());
      },
    });
  try {
    await using t = await open();
    for (const door of Object.values(doors)) await door(PROBE, t);
  } finally {
    for (const name of variants) delete (Object.prototype as unknown as Record<string, unknown>)[name];
  }
  assert.deepEqual([...asked], []);
});
