/** SPF by the public suite of RFC 7208 (`test/vectors/`), through the code that looks at mail. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parseAllDocuments } from 'yaml';
import type { AnyAnswer } from '../../src/dns/node-answers.ts';
import { Examination } from '../../src/receive/screen/examination.ts';

interface Case {
  readonly helo: string;
  readonly host: string;
  readonly mailfrom: string;
  readonly result: string | readonly string[];
}
type Row = 'TIMEOUT' | Readonly<Record<string, unknown>>;
interface Scenario {
  readonly description: string;
  readonly tests: Readonly<Record<string, Case>>;
  readonly zonedata: Readonly<Record<string, readonly Row[]>>;
}

const suite = readFileSync(new URL('../vectors/rfc7208-tests.yml', import.meta.url), 'utf8');
const scenarios = parseAllDocuments(suite).map((document) => document.toJS() as Scenario);

const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? [value.join('')] : [value]).map(String);

/** Records of type SPF stand for TXT where there are none of that (the suite's own rule). */
function rowsOf(rows: readonly Row[], type: string): readonly unknown[] {
  const of = (kind: string): readonly unknown[] =>
    rows.flatMap((row) => (row !== 'TIMEOUT' && kind in row ? [row[kind]] : []));
  if (type !== 'TXT') return of(type);
  const own = of('TXT');
  return own.length > 0 ? own.filter((one) => one !== 'NONE') : of('SPF');
}

function zone(data: Scenario['zonedata']): (name: string, type: string) => Promise<AnyAnswer> {
  const byName = new Map(Object.entries(data).map(([name, rows]) => [name.toLowerCase().replace(/\.$/u, ''), rows]));
  const ask = async (name: string, type: string): Promise<AnyAnswer> => {
    const rows = byName.get(name.toLowerCase().replace(/\.$/u, ''));
    if (rows === undefined) return { kind: 'no-such-name' };
    const found = rowsOf(rows, type);
    const [alias] = rowsOf(rows, 'CNAME');
    if (found.length === 0 && typeof alias === 'string') return ask(alias, type);
    if (found.length === 0)
      return rows.includes('TIMEOUT') ? { kind: 'failed', reason: 'silent' } : { kind: 'no-records' };
    if (type !== 'MX')
      return { kind: 'found', records: found.flatMap((one) => (type === 'TXT' ? texts(one) : [String(one)])) };
    const records = (found as readonly (readonly [number, string])[]).map(([preference, exchange]) => ({
      preference,
      exchange: exchange.toLowerCase(),
    }));
    return { kind: 'found', records };
  };
  return ask;
}

for (const { description, tests, zonedata } of scenarios)
  test(`SPF: ${description}`, async () => {
    const ask = zone(zonedata);
    for (const [name, { helo, host, mailfrom, result }] of Object.entries(tests)) {
      const sender = { clientAddress: host, helo, sender: mailfrom, host: 'mx.ours.test' };
      const { spf } = await new Examination(sender, ask).end();
      assert.ok(
        [result].flat().includes(spf.result),
        `${name}: ${spf.result}, not ${[result].flat().join(' or ')}: ${spf.text}`,
      );
    }
  });

test('the suite is whole', () => {
  assert.equal(
    scenarios.reduce((count, { tests }) => count + Object.keys(tests).length, 0),
    203,
  );
});
