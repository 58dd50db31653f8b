/**
 * The process's log: sentences for people, or JSON lines for programs, by pino. In the journal of systemd each line begins with its
 * priority (sd-daemon(3)), and what is for people has no time of its own. Fields never hold secrets (the rooms see to that).
 */
import pino from 'pino';
import type { Clock } from '../../base/clock.ts';
import type { Log, LogLevel, LogLine } from '../../base/log.ts';
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

/** The reader of the lines, as far as it is known. */
export interface LogReader {
  readonly isJournal: boolean;
  readonly isTerminal: boolean;
}

const LEVELS = ['debug', 'info', 'warn', 'error'] as const satisfies readonly LogLevel[];

export function createLog(
  { level, format }: Settings['log'],
  port: OutputPort,
  clock: Clock,
  { isJournal, isTerminal }: LogReader,
): ProcessLog {
  const isForPeople = format === 'pretty' || (format === 'auto' && (isJournal || isTerminal));
  const write = (line: string): void => sink.write(line);
  const log = isForPeople ? peopleLog(level, isJournal, clock, write) : programLog(level, isJournal, clock, write);
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

/** Of syslog (RFC 5424 §6.2.1), by level. */
const PRIORITIES: Readonly<Record<LogLevel, string>> = { debug: '<7>', info: '<6>', warn: '<4>', error: '<3>' };
/** The same by pino's numbers. */
const priorityOf = (level: number): string => (level >= 50 ? '<3>' : level >= 40 ? '<4>' : level >= 30 ? '<6>' : '<7>');

function programLog(level: LogLevel, isJournal: boolean, clock: Clock, write: (line: string) => void): Log {
  const timestamp = timeField(clock);
  const options: pino.LoggerOptions = { level, base: null, timestamp };
  const log = pino(options, {
    write(this: void, line: string) {
      write(isJournal ? `${priorityOf(Number(/^\{"level":(\d\d)/u.exec(line)?.[1]))}${line}` : line);
    },
  });
  return Object.assign(log, {
    // As pino has it, without its care for errors and cycles: lines of mail have none, are two a message, and cost half so.
    tell(at: LogLevel, line: LogLine): void {
      if (!log.isLevelEnabled(at)) return;
      const rest = JSON.stringify({ ...line.fields(), msg: line.message }).slice(1);
      write(`${isJournal ? PRIORITIES[at] : ''}{"level":${log.levels.values[at]}${timestamp()},${rest}\n`);
    },
  });
}

/** As pino wants it. Many lines are of one millisecond: its text is made once. */
function timeField(clock: Clock): () => string {
  let at = Number.NaN;
  let field = '';
  return () => {
    const now = clock.now();
    if (now !== at) field = `,"time":"${new Date(now).toISOString()}"`;
    at = now;
    return field;
  };
}

const NAMES: Readonly<Record<LogLevel, string>> = { debug: 'debug', info: 'info ', warn: 'WARN ', error: 'ERROR' };

/** `08:00:01 info  message  key=value key=value`, in the journal `<6>message  key=value key=value`. */
function peopleLog(least: LogLevel, isJournal: boolean, clock: Clock, write: (line: string) => void): Log {
  const isOn = (level: LogLevel): boolean => LEVELS.indexOf(level) >= LEVELS.indexOf(least);
  const put = (level: LogLevel, text: string): void => {
    const head = isJournal ? PRIORITIES[level] : `${new Date(clock.now()).toTimeString().slice(0, 8)} ${NAMES[level]} `;
    write(`${head}${printable(text)}\n`);
  };
  const at =
    (level: LogLevel) =>
    (fields: object, message: string): void => {
      if (isOn(level)) put(level, `${message}${fieldsText(fields)}`);
    };
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    tell(level, line) {
      if (isOn(level)) put(level, line.sentence());
    },
  };
}

function fieldsText(fields: object): string {
  const shown = Object.entries(fields).flatMap(([name, value]: [string, unknown]) => {
    if (value === null || value === undefined) return [];
    const text = typeof value === 'string' ? value : JSON.stringify(value, errorsToo);
    return [`${name}=${/\s|^$/u.test(text) ? JSON.stringify(text) : text}`];
  });
  return shown.length > 0 ? `  ${shown.join(' ')}` : '';
}

const errorsToo = (_: string, value: unknown): unknown =>
  value instanceof Error ? { type: value.name, message: value.message, stack: value.stack } : value;
