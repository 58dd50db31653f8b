/** The process's log by pino: JSON lines for programs, short lines for people. Fields never hold secrets (the rooms see to that). */
import pino from 'pino';
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { Settings } from '../../config/settings.ts';
import { awake } from './awake.ts';
import { printable } from '../terminal/escape.ts';
import { LogSink } from './log-sink.ts';
import type { OutputPort } from './output-port.ts';

export interface ProcessLog {
  readonly log: Log;
  /** Text for who started it, in its place between the lines. */
  print(text: string): void;
  /** Lines that could not be written and are gone. */
  lost(): number;
  /** Writes out what waits, as far as somebody takes it within so long; before the process ends. */
  close(withinMs: number): Promise<void>;
}

export function createLog(settings: Settings['log'], port: OutputPort, clock: Clock): ProcessLog {
  const options: pino.LoggerOptions = { level: settings.level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  const write =
    settings.format === 'pretty'
      ? (line: string): void => sink.write(`${prettyLine(line)}\n`)
      : (line: string): void => sink.write(line);
  const log = pino(options, { write });
  const sink = new LogSink(port, clock, ({ lines, error }) =>
    log.error(
      { lines, ...(error === null ? {} : { error }) },
      error === null
        ? 'log lines are missing here: standard output was not read fast enough'
        : 'log lines are missing here: standard output could not be written',
    ),
  );
  return {
    log,
    print: (text) => sink.write(text),
    lost: () => sink.lost,
    close: (withinMs) => awake(sink.close(withinMs)),
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
