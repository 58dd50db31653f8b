/** The metrics that every Prometheus client tells of its process, by the names that dashboards know; fewer where the system has no /proc. */
import { readdir } from 'node:fs/promises';
import { readNamedFile } from '../../base/named-file.ts';
import { Counter, Gauge, type Registry } from './prometheus.ts';
import { tell } from './tell.ts';

/** Returns how to look once more. */
export function processMetrics(registry: Registry): () => Promise<void> {
  const registers = [registry];
  const cpu = new Counter({ name: 'process_cpu_seconds_total', help: 'CPU time used, in all threads', registers });
  const memory = new Gauge({ name: 'process_resident_memory_bytes', help: 'Memory in use', registers });
  const started = new Gauge({ name: 'process_start_time_seconds', help: 'When the process started', registers });
  started.set(Date.now() / 1000 - process.uptime());
  const files = fileMetrics(registry);
  let counted = 0;
  return async () => {
    const { user, system } = process.cpuUsage();
    const seconds = (user + system) / 1e6;
    cpu.inc(Math.max(0, seconds - counted));
    counted = seconds;
    memory.set(process.memoryUsage.rss());
    await files();
  };
}

function fileMetrics(registry: Registry): () => Promise<void> {
  if (process.platform !== 'linux') return async () => {};
  const registers = [registry];
  const open = new Gauge({ name: 'process_open_fds', help: 'Files and sockets that are open', registers });
  const most = new Gauge({ name: 'process_max_fds', help: 'Files and sockets that may be open', registers });
  let mostAllowed: Promise<number | null> | null = null;
  return async () => {
    mostAllowed ??= mostOpenFiles();
    const [names, limit] = await Promise.all([readdir('/proc/self/fd').catch(() => null), mostAllowed]);
    tell(open, names?.length ?? null);
    tell(most, limit);
  };
}

async function mostOpenFiles(): Promise<number | null> {
  const limits = await readNamedFile('/proc/self/limits').catch(() => '');
  const soft = Number(/^Max open files\s+(\d+)/mu.exec(String(limits))?.[1]);
  return Number.isNaN(soft) ? null : soft;
}
