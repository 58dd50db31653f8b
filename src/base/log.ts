/** The part of a logger that a room needs; pino satisfies it. Fields carry the same ids as the trace; secrets never come here. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Says nothing. For tests and tools. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };
