/**
 * The board and the alert rules as a Prometheus of our own computes them, from a composed house in which mail was delivered, handed on, refused,
 * bounced, and waits. What takes its time (`for:`, hours without mail) is left to promtool, which turns its own clock.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { parse as parseYaml } from 'yaml';
import { systemClock } from '../../src/base/system-clock.ts';
import { DEVICE, MINUTE, submit } from '../../lab/flow.ts';
import { inbound, smartHost, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';
import { createAuthority } from '../../lab/peers/certificates.ts';
import { type Prometheus, type Series, startPrometheus } from '../../lab/peers/prometheus.ts';
import { scriptedSink } from '../../lab/peers/sinks.ts';
import { SmtpTestClient } from '../../lab/peers/smtp-client.ts';
import { freePort } from '../../lab/ports.ts';
import { tool } from '../../lab/tools.ts';
import { cases, OF_TARGET, type RuleCase } from './rule-cases.ts';

const execute = promisify(execFile);
const file = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
/** promtool asks for much of a machine that has other things to do. */
const PATIENCE_MS = 240_000;
const RULES = file('packaging/prometheus/doorpost-rules.yaml');

interface Rule {
  readonly alert: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

interface Target {
  readonly refId: string;
  readonly expr: string;
  readonly instant?: boolean;
}

interface Board {
  readonly panels: readonly { readonly title: string; readonly targets?: readonly Target[] }[];
  readonly templating: { readonly list: readonly { readonly name: string; readonly query: string }[] };
  readonly annotations: { readonly list: readonly { readonly name: string; readonly expr: string }[] };
}

const rulesOf = async (): Promise<readonly Rule[]> => {
  const { groups } = parseYaml(await readFile(RULES, 'utf8')) as {
    readonly groups: readonly { readonly rules: readonly Rule[] }[];
  };
  return groups.flatMap(({ rules }) => rules);
};

// -- the house

/** How long the mail that waits has waited. */
const WAITED_MS = 20 * MINUTE;
const FAILED = 13;
const REFUSED = 55;
const DAY_S = 86_400;

interface Site {
  readonly house: TestHouse;
  /** The clock of the house catches up: what came in before is old at once. */
  passTime(): void;
}

async function openSite(context: TestContext): Promise<Site> {
  const sink = await scriptedSink({
    script: (line) => (line.includes('<gone') ? '550 5.1.1 no such user' : null),
  });
  context.after(() => sink[Symbol.asyncDispose]());
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-monitored-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  const issued = await (await createAuthority()).issue(['mail.ours.test'], { from: -1, to: 7 });
  const certificate = { certificateFile: join(folder, 'cert.pem'), keyFile: join(folder, 'key.pem') };
  await writeFile(certificate.certificateFile, issued.cert);
  await writeFile(certificate.keyFile, issued.key, { mode: 0o600 });
  const expiring = smartHost('Expiring', 9, {
    senders: ['nobody@ours.test'],
    auth: {
      kind: 'client-credentials',
      username: 'x',
      clientId: 'x',
      tokenEndpoint: 'https://127.0.0.1:9/token',
      scope: 'x',
      proof: { kind: 'secret', secret: 'outbound:x', expiresAt: Date.now() + 3 * DAY_S * 1_000 },
    } as never,
  });
  let behindMs = WAITED_MS;
  const house = await startTestHouse({
    settings: { certificates: [certificate] },
    overrides: { clock: { ...systemClock, now: () => systemClock.now() - behindMs } },
    objects: [
      inbound('Copier room', { senderAddresses: [DEVICE] }),
      smartHost('Provider', sink.port),
      smartHost('Dead', await freePort(), { recipientDomains: ['dead.test'] }),
      expiring,
    ],
  });
  context.after(() => house[Symbol.asyncDispose]());
  return { house, passTime: () => void (behindMs = 0) };
}

async function refuse(house: TestHouse, times: number): Promise<void> {
  // Not so many of one session that answers slow down.
  for (let left = times; left > 0; left -= 5) {
    const stranger = await SmtpTestClient.connect({ port: house.port('smtp'), from: '127.0.0.77' });
    await stranger.say('EHLO stranger.test');
    await stranger.say('MAIL FROM:<x@elsewhere.test>');
    for (let n = 0; n < Math.min(left, 5); n++) await stranger.say('RCPT TO:<y@far.test>');
    await stranger.say('QUIT');
    stranger.end();
  }
}

// -- what it demands

type Look = (series: readonly Series[], prometheus: { readonly instance: string }) => void;

const is = (value: number, from: number, to = from): void =>
  assert.ok(value >= from && value <= to, `${value} is not within ${from} and ${to}`);

/** One series without labels. */
const one =
  (from: number, to = from): Look =>
  (series) => {
    assert.deepEqual(
      series.map(({ labels }) => labels),
      [{}],
    );
    is(series[0]?.value ?? Number.NaN, from, to);
  };

type Wanted = Readonly<Record<string, number | readonly [from: number, to: number]>>;

/** These series by the values of these labels, and others at most where nothing happened. */
const rows =
  (labels: readonly string[], wanted: Wanted, scale = 1): Look =>
  (series) => {
    const found = new Map(
      series.map(({ labels: own, value }) => [
        labels
          .map((label) => own[label] ?? '')
          .join(' ')
          .trim(),
        value * scale,
      ]),
    );
    for (const [key, value] of found)
      if (value !== 0 && !Number.isNaN(value)) assert.ok(key in wanted, `${key}: ${value}`);
    for (const [key, span] of Object.entries(wanted)) {
      const [from, to] = typeof span === 'number' ? [span, span] : span;
      is(found.get(key) ?? Number.NaN, from, to);
    }
  };

const RATED_S = 300;
/** A rate over `RATED_S`, as so many of it: Prometheus reckons on to the ends of the span that it has. */
const counted = (labels: readonly string[], wanted: Wanted): Look =>
  rows(
    labels,
    Object.fromEntries(
      Object.entries(wanted).map(([key, span]) => {
        const [from, to] = typeof span === 'number' ? [span, span] : span;
        return [key, [from * 0.99, to * 1.5] as const];
      }),
    ),
    RATED_S,
  );

const positive = [Number.MIN_VALUE, Number.MAX_VALUE] as const;
const old = [WAITED_MS / 1_000, WAITED_MS / 1_000 + 120] as const;
/** Once when it came, once more when its time had passed. */
const delayed = [1, 3] as const;
const DESTINATION = ['way', 'upstream', 'organization'];

/** By the title of the panel and the query's letter. */
const demanded: Readonly<Record<string, Look>> = {
  'Takes mail A': one(1),
  'Last in A': one(0, 60),
  'Last out A': one(0, 60),
  'Oldest waiting A': one(...old),
  'Waiting A': one(1),
  'Alarms A': one(2),
  'In, by way A': counted(['ingress'], { relay: 5, internal: 2 }),
  // The reports about what failed are delivered too.
  'Out, by result A': counted(['action'], { delivered: 4, relayed: 1, failed: FAILED, delayed }),
  'Refused, by reason A': counted(['reason'], { 'not-relayed': REFUSED }),
  'Out, by destination A': counted(['way', 'upstream'], { mailbox: 4, 'smart-host Provider': 1 }),
  'Delayed and failed, by destination A': counted(['action', 'way', 'upstream'], {
    'failed smart-host Provider': FAILED,
    'delayed smart-host Dead': delayed,
  }),
  'In, by organization A': counted(['organization'], { ours: 7 }),
  'Waiting, by destination A': rows(DESTINATION, { 'smart-host Dead ours': 1 }),
  'Oldest waiting, by destination A': rows(DESTINATION, { 'smart-host Dead ours': old }),
  'Queue A': rows(['state'], { waiting: 1, held: 0 }),
  'Until the 250 A': one(...positive),
  'Until the 250 B': one(...positive),
  'Delivery attempts, 95 % A': rows(['way'], { mailbox: positive, 'smart-host': positive }),
  'From acceptance to delivery, 95 % A': rows(['way'], { mailbox: positive, 'smart-host': positive }),
  'Open connections A': rows(['listener'], { smtp: 0 }),
  'Sessions, by TLS version A': rows(['version'], { none: positive }),
  'Refusals, by stage and code A': rows(['stage', 'code', 'enhanced'], { 'rcpt 550 5.7.64': positive }),
  'CPU A': (series, { instance }) => rows(['instance'], { [instance]: positive })(series, { instance }),
  'Memory A': (series, { instance }) => rows(['instance'], { [instance]: [1e7, 1e10] })(series, { instance }),
  'Files and sockets A': one(3, 10_000),
  'Files and sockets B': one(...positive),
  'Disk A': one(...positive),
  'Disk B': one(0),
  'Longest standstill A': one(...positive),
  'Alarms, by kind A': rows(['kind'], { 'certificate-expires': 1, 'secret-expires': 1 }),
  'Until certificates and secrets end A': one(6.9 * DAY_S, 7 * DAY_S),
  'Until certificates and secrets end B': rows(['connector', 'what'], {
    'Expiring client-secret': [2.9 * DAY_S, 3 * DAY_S],
  }),
  'Lost log lines A': one(0),
};

const raised: Readonly<Record<string, 'pending' | 'firing'>> = {
  DoorpostMailWaits: 'pending',
  DoorpostUpstreamStuck: 'pending',
  DoorpostAlarm: 'pending',
  DoorpostMuchFails: 'firing',
  DoorpostRefusalsRise: 'firing',
  DoorpostCertificateExpires: 'firing',
  DoorpostUpstreamExpires: 'firing',
};

/** As Grafana fills it in: the server that was chosen among several, as a pattern. */
const filledIn = (query: string, instance: string): string =>
  query
    .replaceAll('$__rate_interval', `${RATED_S}s`)
    .replaceAll('$instance', `(${instance.replaceAll('.', '\\\\.')}|gone)`)
    .replaceAll('$job', 'doorpost');

async function assertBoard(board: Board, prometheus: Prometheus, instance: string): Promise<void> {
  const asked = new Set<string>();
  for (const { title, targets = [] } of board.panels)
    for (const { refId, expr, instant = false } of targets) {
      const name = `${title} ${refId}`;
      const look = demanded[name];
      assert.ok(look, `${name}: what does it show of this house?`);
      asked.add(name);
      const query = filledIn(expr, instance);
      const { data, warnings } = await (instant ? prometheus.query(query) : prometheus.range(query));
      assert.deepEqual(warnings, [], name);
      try {
        look(data, { instance });
      } catch (error) {
        throw new Error(`${name}: ${(error as Error).message}: ${JSON.stringify(data)}`, { cause: error });
      }
    }
  assert.deepEqual([...asked].toSorted(), Object.keys(demanded).toSorted());
  for (const { name, query } of board.templating.list) {
    const [, selector, label] = /^label_values\((.*), (\w+)\)$/u.exec(query) ?? [];
    if (selector === undefined || label === undefined) continue;
    const { data, warnings } = await prometheus.labelValues(filledIn(selector, instance), label);
    assert.deepEqual([data, warnings], [[name === 'job' ? 'doorpost' : instance], []], query);
  }
  // It was started once, before it was scraped.
  for (const { expr } of board.annotations.list)
    assert.deepEqual(await prometheus.range(filledIn(expr, instance)), { data: [], warnings: [] }, expr);
}

/** States come with the next evaluations. */
async function assertStates(prometheus: Prometheus, wanted: Readonly<Record<string, string>>): Promise<void> {
  let found: Readonly<Record<string, string>> = {};
  for (const end = performance.now() + 20_000; ; ) {
    const alerts = await prometheus.alerts();
    for (const { name, health, lastError } of alerts) assert.equal(health, 'ok', `${name}: ${lastError}`);
    found = Object.fromEntries(
      alerts.filter(({ state }) => state !== 'inactive').map(({ name, state }) => [name, state]),
    );
    const isThere = Object.entries(wanted).every(([name, state]) => found[name] === state);
    if (isThere && Object.keys(found).length === Object.keys(wanted).length) break;
    if (performance.now() > end) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.deepEqual(found, wanted);
}

test('a Prometheus that scrapes a house shows on the board, and alerts of, what happened in it', async (context) => {
  const program = tool(context, 'prometheus');
  if (program === null) return;
  const { house, passTime } = await openSite(context);
  const instance = `127.0.0.1:${house.port('http')}`;
  await using prometheus = await startPrometheus({ program, target: instance, rules: [RULES] });
  await prometheus.scraped();
  await submit(house, 'printer@ours.test', ['v@ours.test']);
  await submit(house, 'printer@ours.test', ['anna@far.test', 'gone@far.test']);
  await submit(
    house,
    'printer@ours.test',
    Array.from({ length: FAILED - 1 }, (_, n) => `gone${n}@far.test`),
  );
  await submit(house, 'printer@ours.test', ['x@dead.test']);
  await refuse(house, REFUSED);
  await house.traced({ status: ['Pending'] });
  await house.traced({}, (found) => found.filter(({ status }) => status === 'Delivered').length >= 4);
  passTime();
  await submit(house, 'printer@ours.test', ['v@ours.test']);
  await house.traced({}, (found) => found.filter(({ status }) => status === 'Delivered').length >= 5);
  await prometheus.scraped();
  await assertBoard(
    JSON.parse(await readFile(file('packaging/grafana/doorpost.json'), 'utf8')) as Board,
    prometheus,
    instance,
  );
  await assertStates(prometheus, raised);
  await house[Symbol.asyncDispose]();
  // What it told is over; how much failed and was refused in the last minutes is not.
  await assertStates(prometheus, {
    DoorpostDown: 'pending',
    DoorpostMuchFails: 'firing',
    DoorpostRefusalsRise: 'firing',
  });
});

/** As Prometheus fills in a text of a rule; `value`: what comes of `$value` and what it is piped through. */
const filledText = (text: string, labels: Readonly<Record<string, string>>, value = ''): string =>
  text
    .replaceAll(/\{\{ \$labels\.(\w+) \}\}/gu, (_, label: string) => labels[label] ?? '')
    .replaceAll(/\{\{ \$value[^}]*\}\}/gu, value);

const inTarget = (series: string): string => {
  const [, metric = '', labels = ''] = /^(\w+)(?:\{(.*)\})?$/u.exec(series) ?? [];
  const own = Object.entries(OF_TARGET).map(([name, value]) => `${name}="${value}"`);
  return `${metric}{${[...own, ...(labels === '' ? [] : [labels])].join(',')}}`;
};

/** A file for `promtool test rules`: one case, of one rule alone. */
function ruleTest(rule: Rule, ruleFile: string, { alert, series, interval, quietAt = [], fires }: RuleCase): object {
  const quiet = quietAt.map((at) => ({ eval_time: at, alertname: alert, exp_alerts: [] }));
  const labels = { ...rule.labels, instance: OF_TARGET.instance, ...fires?.labels };
  const annotations = Object.fromEntries(
    Object.entries(rule.annotations).map(([name, text]) => [name, filledText(text, labels, fires?.value)]),
  );
  const firing = { exp_labels: labels, exp_annotations: annotations };
  return {
    rule_files: [ruleFile],
    evaluation_interval: interval,
    tests: [
      {
        interval,
        input_series: Object.entries(series).map(([name, values]) => ({ series: inTarget(name), values })),
        alert_rule_test: [
          ...quiet,
          ...(fires === undefined ? [] : [{ eval_time: fires.at, alertname: alert, exp_alerts: [firing] }]),
        ],
      },
    ],
  };
}

test('each alert fires in its time, with its words, and not before; promtool finds no fault with the rules', async (context) => {
  const promtool = tool(context, 'promtool');
  if (promtool === null) return;
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-rules-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  const rules = await rulesOf();
  const run = (...args: readonly string[]): Promise<unknown> =>
    execute(promtool, [...args], { timeout: PATIENCE_MS }).catch((error: { stdout: string; stderr: string }) =>
      assert.fail(`${args.join(' ')}: ${error.stdout}${error.stderr}`),
    );
  await run('check', 'rules', '--lint-fatal', RULES);
  const tests: string[] = [];
  for (const rule of rules) {
    const own = cases.filter(({ alert }) => alert === rule.alert);
    assert.ok(
      own.some(({ fires }) => fires !== undefined) && own.some(({ quietAt = [] }) => quietAt.length > 0),
      rule.alert,
    );
    const ruleFile = join(folder, `${rule.alert}.yml`);
    await writeFile(ruleFile, JSON.stringify({ groups: [{ name: 'doorpost', rules: [rule] }] }));
    for (const [n, tried] of own.entries()) {
      const path = join(folder, `${rule.alert}-${n}.yml`);
      await writeFile(path, JSON.stringify(ruleTest(rule, ruleFile, tried)));
      tests.push(path);
    }
  }
  assert.equal(tests.length, cases.length);
  await run('test', 'rules', ...tests);
});
