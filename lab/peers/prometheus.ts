/** A Prometheus of our own: its configuration and storage in a temporary folder, one port on loopback, ended by its pid. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../ports.ts';

export interface Series {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Answered<Data> {
  readonly data: Data;
  readonly warnings: readonly string[];
}

export interface AlertState {
  readonly name: string;
  readonly state: 'inactive' | 'pending' | 'firing';
  /** Of the evaluation: `ok`, or `err` with why. */
  readonly health: string;
  readonly lastError: string;
}

export interface Prometheus extends AsyncDisposable {
  /** The series that a query selects now; rejects with Prometheus' words when it does not parse. */
  query(query: string): Promise<Answered<readonly Series[]>>;
  /** The same for the last minute, as a graph asks: what each series has at its end. */
  range(query: string): Promise<Answered<readonly Series[]>>;
  /** As Grafana asks for `label_values(selector, label)`. */
  labelValues(selector: string, label: string): Promise<Answered<readonly string[]>>;
  /** Where the alert rules stand after the latest evaluation; empty before the first. */
  alerts(): Promise<readonly AlertState[]>;
  /** Resolves when the target was scraped once more, from its beginning on. */
  scraped(): Promise<void>;
}

const START_MS = 20_000;
const ANSWER_MS = 10_000;
const SCRAPE_MS = 250;

interface Options {
  /** Its path; `lab/tools.ts` knows whether it is there. */
  readonly program: string;
  /** What is scraped: an address with its port, as the job `doorpost`. */
  readonly target: string;
  /** Absolute paths. */
  readonly rules: readonly string[];
}

/** Rejects with its log when it does not start. */
export async function startPrometheus({ program, target, rules }: Options): Promise<Prometheus> {
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-prometheus-'));
  const port = await freePort();
  const configuration = {
    global: { scrape_interval: `${SCRAPE_MS}ms`, evaluation_interval: `${SCRAPE_MS}ms` },
    scrape_configs: [{ job_name: 'doorpost', static_configs: [{ targets: [target] }] }],
    rule_files: rules,
  };
  // JSON is YAML too.
  await writeFile(join(folder, 'prometheus.yml'), JSON.stringify(configuration));
  const child = spawn(
    program,
    [
      ...[`--config.file=${join(folder, 'prometheus.yml')}`, `--storage.tsdb.path=${join(folder, 'data')}`],
      ...[`--web.listen-address=127.0.0.1:${port}`, '--log.level=warn'],
    ],
    { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let log = '';
  child.stderr.on('data', (octets: Buffer) => void (log += octets.toString()));
  const exited = once(child, 'exit');
  const end = async (): Promise<void> => {
    child.kill();
    await exited;
    await rm(folder, { recursive: true, force: true });
  };
  const ask = async <Data>(path: string, query: Readonly<Record<string, string>> = {}): Promise<Answered<Data>> => {
    const said = new URLSearchParams(query).toString();
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/${path}?${said}`, {
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const {
      status,
      data,
      error,
      warnings = [],
    } = (await answer.json()) as {
      readonly status: string;
      readonly data: Data;
      readonly error?: string;
      readonly warnings?: readonly string[];
    };
    if (status !== 'success') throw new Error(`${said}: ${error}`);
    return { data, warnings };
  };
  try {
    await until(START_MS, async () => {
      if (child.exitCode !== null) throw new Error('it ended');
      return (await fetch(`http://127.0.0.1:${port}/-/ready`).catch(() => null))?.ok === true;
    });
  } catch (error) {
    await end();
    throw new Error(`Prometheus did not start: ${String(error)}: ${log}`, { cause: error });
  }
  const lastScrape = async (): Promise<number> => {
    const { data } = await ask<{ readonly activeTargets: readonly { readonly lastScrape: string }[] }>('targets');
    return Date.parse(data.activeTargets[0]?.lastScrape ?? '') || 0;
  };
  return {
    async query(query) {
      const { data, warnings } = await ask<{ readonly result: readonly Found[] }>('query', { query });
      return { data: data.result.map(({ metric, value }) => seriesOf(metric, value)), warnings };
    },
    async range(query) {
      const now = Date.now() / 1000;
      const span = { start: String(now - 60), end: String(now), step: '1' };
      const { data, warnings } = await ask<{ readonly result: readonly FoundRange[] }>('query_range', {
        query,
        ...span,
      });
      // One that ended within the minute is on the graph, not at its end.
      const live = data.result.filter(({ values }) => now - (values.at(-1)?.[0] ?? 0) < 0.5);
      return { data: live.map(({ metric, values }) => seriesOf(metric, values.at(-1))), warnings };
    },
    labelValues: (selector, label) => ask(`label/${label}/values`, { 'match[]': selector }),
    async alerts() {
      const { data } = await ask<{ readonly groups: readonly { readonly rules: readonly FoundRule[] }[] }>('rules');
      return data.groups.flatMap(({ rules: found }) => found.filter(({ health }) => health !== 'unknown'));
    },
    async scraped() {
      // The one that runs may have begun before now: the one after it is whole.
      const from = Date.now();
      await until(ANSWER_MS, async () => (await lastScrape()) > from + SCRAPE_MS);
    },
    [Symbol.asyncDispose]: end,
  };
}

type Sample = readonly [at: number, value: string];
interface Found {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: Sample;
}
interface FoundRange {
  readonly metric: Readonly<Record<string, string>>;
  readonly values: readonly Sample[];
}
type FoundRule = AlertState;

const seriesOf = (labels: Readonly<Record<string, string>>, sample: Sample | undefined): Series => ({
  labels,
  value: Number(sample?.[1]),
});

async function until(atMostMs: number, holds: () => Promise<boolean>): Promise<void> {
  for (const end = performance.now() + atMostMs; !(await holds()); ) {
    if (performance.now() > end) throw new Error(`not within ${atMostMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
