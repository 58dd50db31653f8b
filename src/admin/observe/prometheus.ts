/**
 * The parts of Prometheus' client that are in use. Its entry would bring eighty files more, tracing and what each process is measured by, into
 * every start and a megabyte into memory for as long as it runs.
 */
import { createRequire } from 'node:module';

type Client = typeof import('@prometheus-io/client');
const require = createRequire(import.meta.url);

export const Counter: Client['Counter'] = require('@prometheus-io/client/lib/counter.js');
export const Gauge: Client['Gauge'] = require('@prometheus-io/client/lib/gauge.js');
export type Registry = import('@prometheus-io/client').Registry;
export const Registry: Client['Registry'] = require('@prometheus-io/client/lib/registry.js');
