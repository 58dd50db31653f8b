/**
 * The board and the alert rules ask for what a server tells: each metric, label and (where it is written out) value of their queries stands in
 * what a real one answered after some traffic. The table of metrics in the docs is made from the same answer.
 */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse as parseYaml } from 'yaml';
import { commandTree, mentionOf } from '../../lab/commands.ts';
import { DEVICE, submit } from '../../lab/flow.ts';
import { openTestAdmin } from '../../lab/houses/test-admin.ts';
import { scriptedSink } from '../../lab/peers/sinks.ts';
import { SmtpTestClient } from '../../lab/peers/smtp-client.ts';
import { inbound, smartHost, startTestHouse } from '../../lab/houses/test-house.ts';
import { readQuery, readScrape, type Scraped, unknownNames } from './promql.ts';

const file = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const read = (path: string): string => readFileSync(file(path), 'utf8');

/** Mail in and out of every kind that the queries tell apart, and a refusal. */
async function scrape(context: TestContext): Promise<string> {
  const sink = await scriptedSink({
    script: (line) => {
      if (line.includes('<gone@')) return '550 5.1.1 no such user';
      return line.includes('<busy@') ? '451 4.3.2 busy' : null;
    },
  });
  context.after(() => sink[Symbol.asyncDispose]());
  const expiring = smartHost('Expiring', 9, {
    senders: ['nobody@ours.test'],
    auth: {
      kind: 'client-credentials',
      username: 'x',
      clientId: 'x',
      tokenEndpoint: 'https://127.0.0.1:9/token',
      scope: 'x',
      proof: { kind: 'secret', secret: 'outbound:x', expiresAt: Date.now() + 86_400_000 },
    } as never,
  });
  await using house = await startTestHouse({
    objects: [inbound('Copier room', { senderAddresses: [DEVICE] }), smartHost('Provider', sink.port), expiring],
  });
  for (const to of ['v@ours.test', 'anna@far.test', 'gone@far.test', 'busy@far.test'])
    await submit(house, 'printer@ours.test', [to]);
  const stranger = await SmtpTestClient.connect({ port: house.port('smtp'), from: '127.0.0.77' });
  await stranger.say('EHLO stranger.test');
  await stranger.say('MAIL FROM:<x@elsewhere.test>');
  await stranger.say('RCPT TO:<y@far.test>');
  await stranger.say('QUIT');
  stranger.end();
  const wanted = ['delivered', 'relayed', 'failed', 'delayed'].map((action) => `action="${action}"`);
  wanted.push('doorpost_refusal_reasons_total{', 'doorpost_upstream_expiry_timestamp_seconds{');
  for (const end = performance.now() + 30_000; ; ) {
    const text = await (await fetch(`http://127.0.0.1:${house.port('http')}/metrics`)).text();
    const lacking = wanted.filter((part) => !text.includes(part));
    if (lacking.length === 0) return text;
    assert.ok(performance.now() < end, `not there: ${lacking.join(', ')}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

interface Panel {
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly { readonly expr: string; readonly legendFormat: string }[];
}

interface Board {
  readonly panels: readonly Panel[];
  readonly templating: { readonly list: readonly { readonly name: string; readonly query: string }[] };
  readonly annotations: { readonly list: readonly { readonly expr: string }[] };
}

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: { readonly severity: string };
  readonly annotations: Readonly<Record<'summary' | 'description' | 'cure', string>>;
}

/** As Grafana fills them in. */
const filledIn = (query: string): string =>
  query.replaceAll('$__rate_interval', '5m').replaceAll('$instance', '.*').replaceAll('$job', 'doorpost');

function assertBoard(board: Board, scraped: Scraped): void {
  const variables = board.templating.list.flatMap(
    ({ query }) => /^label_values\((.*), (\w+)\)$/u.exec(query)?.[1] ?? [],
  );
  assert.equal(variables.length, 2);
  for (const query of [...variables, ...board.annotations.list.map(({ expr }) => expr)])
    assert.deepEqual(unknownNames(filledIn(query), scraped), [], query);
  const queries = board.panels.flatMap(({ title, targets = [] }) => targets.map((target) => ({ title, ...target })));
  assert.ok(queries.length > 30);
  for (const { title, expr, legendFormat } of queries) {
    assert.deepEqual(unknownNames(filledIn(expr), scraped), [], `${title}: ${expr}`);
    const { grouped } = readQuery(filledIn(expr));
    for (const [, label = ''] of legendFormat.matchAll(/\{\{(\w+)\}\}/gu))
      assert.ok(grouped.includes(label), `${title}: ${label} is not what it is grouped by`);
  }
  const places = board.panels.map(({ gridPos }) => gridPos);
  for (const [at, one] of places.entries())
    for (const other of places.slice(at + 1))
      assert.ok(
        one.x + one.w <= other.x ||
          other.x + other.w <= one.x ||
          one.y + one.h <= other.y ||
          other.y + other.h <= one.y,
        `panels overlap: ${JSON.stringify([one, other])}`,
      );
}

function assertRules(rules: readonly Rule[], scraped: Scraped): void {
  assert.ok(rules.length > 15);
  assert.equal(new Set(rules.map(({ alert }) => alert)).size, rules.length);
  const program = commandTree();
  for (const { alert, expr, labels, annotations, for: wait = '0m' } of rules) {
    assert.deepEqual(unknownNames(expr, scraped), [], `${alert}: ${expr}`);
    assert.match(alert, /^Doorpost[A-Z]\w+$/u);
    assert.match(labels.severity, /^(?:critical|warning|info)$/u);
    assert.match(wait, /^\d+m$/u);
    assert.deepEqual(Object.keys(annotations), ['summary', 'description', 'cure'], alert);
    const { grouped, selectors } = readQuery(expr);
    const own = selectors.flatMap(({ metric }) => [...(scraped.get(metric)?.keys() ?? [])]);
    const known = new Set(grouped.length > 0 ? grouped : [...own, 'instance', 'job']);
    for (const [, label = ''] of Object.values(annotations)
      .join(' ')
      .matchAll(/\$labels\.(\w+)/gu))
      assert.ok(known.has(label), `${alert}: ${label} is gone when it fires`);
    for (const [, command = ''] of annotations.cure.matchAll(/\bdoorpost ((?:[a-z]+ ?)+(?:--[a-z]+)?)/gu)) {
      const { stranger, unknownOptions } = mentionOf(command.trim(), program);
      assert.deepEqual([stranger, unknownOptions], [null, []], `${alert}: ${command}`);
    }
  }
}

/** A row for each metric, with the labels that it was seen with. */
function table(text: string, seen: readonly Scraped[]): string {
  const rows = [...text.matchAll(/^# HELP (\S+) (.*)\n# TYPE \S+ (\w+)$/gmu)].map(([, name = '', help, type]) => {
    const sample = type === 'histogram' ? `${name}_count` : name;
    const labels = new Set(seen.flatMap((scraped) => [...(scraped.get(sample)?.keys() ?? [])]));
    const named = [...labels].map((label) => `\`${label}\``).join(', ');
    return `| \`${name}\` | ${type} | ${named} | ${help} |`;
  });
  return `| metric | type | labels | meaning |\n|---|---|---|---|\n${rows.sort().join('\n')}\n`;
}

/** What a server says only when something is the matter. */
async function warned(): Promise<Scraped> {
  await using t = await openTestAdmin();
  t.admin.observe({ kind: 'warning', what: 'orphan-report', text: '' });
  return readScrape((await t.ask('GET', '/metrics')).text);
}

test('board, rules and the table of metrics fit what a server tells', async (context) => {
  const text = await scrape(context);
  const scraped = readScrape(text);
  assertBoard(JSON.parse(read('packaging/grafana/doorpost.json')) as Board, scraped);
  const rules = parseYaml(read('packaging/prometheus/doorpost-rules.yaml')) as {
    readonly groups: readonly { readonly name: string; readonly rules: readonly Rule[] }[];
  };
  assertRules(
    rules.groups.flatMap((group) => group.rules),
    scraped,
  );
  const page = read('docs/operate/monitoring.md');
  const [begins, ends] = ['<!-- metrics -->\n\n', '\n<!-- end of metrics -->'];
  const [from, to] = [page.indexOf(begins) + begins.length, page.indexOf(ends)];
  assert.ok(from >= begins.length && to >= from - 1);
  const whole = `${page.slice(0, from)}${table(text, [scraped, await warned()])}${page.slice(Math.max(from, to))}`;
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(file('docs/operate/monitoring.md'), whole);
  else assert.equal(page, whole, 'run UPDATE_DOCS=1 npm test -- test/packaging/monitoring');
  // Prometheus' conventions: base units in names, and totals called so.
  for (const [, name = '', type] of text.matchAll(/^# TYPE (\S+) (\w+)$/gmu)) {
    assert.equal(type === 'counter', name.endsWith('_total'), name);
    assert.doesNotMatch(name, /milliseconds|_ms\b|octets|kilobytes/u);
  }
});

test('a name that is not there is found out, wherever it stands in a query', () => {
  const scraped = readScrape('a_total{x="1",y="2"} 3\nb_bucket{le="0.1"} 1\nup 1\n');
  const wrong: Readonly<Record<string, string>> = {
    'sum(rate(c_total[5m]))': 'no metric c_total',
    'a_total{z="1"}': 'a_total has no label z',
    'a_total{x="9"} > 1': 'no a_total has x="9"',
    'a_total{x=~"1|7"}': 'no a_total has x="7"',
    'sum by (x, le) (a_total)': 'not all have the label le',
    'a_total and on (x) b_bucket': 'not all have the label x',
    'a_total{x="1"} offset 15m / d_total': 'no metric d_total',
  };
  for (const [query, told] of Object.entries(wrong)) assert.deepEqual(unknownNames(query, scraped), [told], query);
  for (const query of [
    'time() - max(a_total{x!="", job="d"}) > 4 * 86400',
    'histogram_quantile(0.95, sum by (le) (rate(b_bucket{job=~".*"}[5m])))',
    'up{job="doorpost"} == 0',
  ])
    assert.deepEqual(unknownNames(query, scraped), [], query);
  for (const query of ['sum(a_total', 'a_total)', 'rat(a_total[5m])', 'a_total{x}', 'a_total ? 1'])
    assert.throws(() => readQuery(query), Error, query);
});
