/** The log of shim.c, read back: every operation below the watched folder in order, with the machine's monotonic time. */

/** `begin` is the record's place in the log, `end` that of its result (Infinity: the process was gone before). */
export type DiskEvent = { readonly at: number } & (
  | {
      readonly kind: 'open';
      readonly fd: number;
      readonly path: string;
      readonly directory: boolean;
      readonly truncated: boolean;
    }
  | { readonly kind: 'close'; readonly fd: number }
  | { readonly kind: 'write'; readonly id: number; readonly fd: number; readonly offset: number; readonly data: Buffer }
  | {
      readonly kind: 'written';
      readonly id: number;
      readonly result: number;
      readonly offset: number;
      readonly sync: WriteSync;
    }
  | { readonly kind: 'truncate'; readonly fd: number; readonly length: number }
  | {
      readonly kind: 'allocate';
      readonly fd: number;
      readonly offset: number;
      readonly length: number;
      readonly mode: number;
    }
  | { readonly kind: 'sync'; readonly id: number; readonly fd: number }
  | { readonly kind: 'synced'; readonly id: number; readonly result: number }
  | {
      readonly kind: 'rename' | 'link' | 'unlink' | 'mkdir' | 'rmdir' | 'symlink';
      readonly path: string;
      readonly to: string;
    }
);

/** What a write did about its own sync: nothing; it wrote through; it should have, and failed. */
export type WriteSync = 'none' | 'through' | 'failed';
const writeSyncs: readonly WriteSync[] = ['none', 'through', 'failed'];

const HEADER = 48;
const O_TRUNC = 0o1000;
const names = { R: 'rename', L: 'link', U: 'unlink', M: 'mkdir', D: 'rmdir', Y: 'symlink' } as const;

export interface DiskLog {
  readonly events: readonly DiskEvent[];
  /** `monotonicMs` of each event. */
  readonly times: Float64Array;
}

/** A record that the process did not finish writing ends the log. */
export function readDiskLog(file: Buffer): DiskLog {
  const events: DiskEvent[] = [];
  const times: number[] = [];
  for (let from = 0; from + HEADER <= file.length; ) {
    const payloadBytes = file.readUInt32LE(from);
    const next = from + HEADER + payloadBytes;
    if (next > file.length) break;
    events.push(eventOf(file, from, file.subarray(from + HEADER, next), events.length));
    times.push(Number(file.readBigInt64LE(from + 24)) / 1e6);
    from = next;
  }
  return { events, times: Float64Array.from(times) };
}

function eventOf(file: Buffer, from: number, payload: Buffer, at: number): DiskEvent {
  const type = String.fromCharCode(file[from + 4] ?? 0);
  const fd = file.readInt32LE(from + 8);
  const result = file.readInt32LE(from + 12);
  const id = Number(file.readBigInt64LE(from + 16));
  const a = Number(file.readBigInt64LE(from + 32));
  const b = Number(file.readBigInt64LE(from + 40));
  switch (type) {
    case 'O':
      return { kind: 'open', at, fd, path: payload.toString(), directory: b === 1, truncated: (a & O_TRUNC) !== 0 };
    case 'C':
      return { kind: 'close', at, fd };
    case 'W':
      return { kind: 'write', at, id, fd, offset: a, data: payload };
    case 'w':
      return { kind: 'written', at, id, result, offset: a, sync: writeSyncs[b] ?? 'none' };
    case 'T':
      return { kind: 'truncate', at, fd, length: a };
    case 'F':
      return { kind: 'allocate', at, fd, offset: a, length: b, mode: result };
    case 'S':
      return { kind: 'sync', at, id, fd };
    case 's':
      return { kind: 'synced', at, id, result };
    case 'R':
    case 'L':
    case 'U':
    case 'M':
    case 'D':
    case 'Y': {
      const [path = '', to = ''] = payload.toString().split('\0');
      return { kind: names[type], at, path, to };
    }
    default:
      throw new Error(`a record of type ${JSON.stringify(type)} in the disk log`);
  }
}
