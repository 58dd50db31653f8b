export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** A line with two faces: each is made only where it is written. */
export interface LogLine {
  /** For programs: a few words that stay the same. */
  readonly message: string;
  /** For programs. The same ids as in the trace; secrets never come here. */
  fields(): object;
  /** For people: all that there is to say. */
  sentence(): string;
}

/** The part of a logger that a room needs; pino satisfies it. Fields carry the same ids as the trace; secrets never come here. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  /** Absent: each line is handed over as for programs. */
  tell?(level: LogLevel, line: LogLine): void;
}

/** Makes no more of the line than is written. */
export function tell(log: Log, level: LogLevel, line: LogLine): void {
  if (log.tell === undefined) log[level](line.fields(), line.message);
  else log.tell(level, line);
}

/** Says nothing. For tests and tools. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {}, tell() {} };
