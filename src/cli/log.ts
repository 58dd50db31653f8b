/** The process's log by pino: JSON lines for programs, short lines for people. Fields never hold secrets (the rooms see to that). */
import pino from 'pino';
import type { Log } from '../base/log.ts';
import type { Settings } from '../config/settings.ts';
import { printable } from './escape.ts';

export interface ProcessLog {
  readonly log: Log;
  /** Writes out what is buffered; before the process ends. */
  flush(): void;
}

export function createLog(settings: Settings['log'], writeLine: ((line: string) => void) | null = null): ProcessLog {
  const options: pino.LoggerOptions = { level: settings.level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  if (settings.format === 'pretty') {
    const write = writeLine ?? ((line: string) => void process.stdout.write(line));
    return { log: pino(options, { write: (line: string) => write(`${prettyLine(line)}\n`) }), flush() {} };
  }
  if (writeLine) return { log: pino(options, { write: writeLine }), flush() {} };
  // Not synchronous: a slow reader of standard output must not hold up the thread that owns the sockets.
  const destination = pino.destination({ fd: 1, sync: false });
  return {
    log: pino(options, destination),
    flush() {
      try {
        destination.flushSync();
      } catch {
        // Nobody reads standard output any more; there is nowhere left to say so.
      }
    },
  };
}

const LEVELS: Readonly<Record<number, string>> = {
  10: 'trace',
  20: 'debug',
  30: 'info ',
  40: 'WARN ',
  50: 'ERROR',
  60: 'FATAL',
};

/** `08:00:01 info  message  key=value key=value` */
function prettyLine(line: string): string {
  const { level, time, msg, ...fields } = JSON.parse(line) as Record<string, unknown>;
  const at = new Date(String(time));
  const clock = Number.isNaN(at.getTime()) ? '' : at.toTimeString().slice(0, 8);
  const rest = Object.entries(fields).flatMap(([name, value]) => {
    if (value === null || value === undefined) return [];
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return [`${name}=${/\s|^$/u.test(text) ? JSON.stringify(text) : text}`];
  });
  return printable(
    `${clock} ${LEVELS[Number(level)] ?? String(level)} ${String(msg ?? '')}${rest.length > 0 ? `  ${rest.join(' ')}` : ''}`,
  );
}
