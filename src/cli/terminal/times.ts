/** Times as a person reads and writes them, in one zone that is named: the terminal's own, or UTC. Pure but for the zone of the process. */
import { parseDuration } from '../../config/values.ts';

const two = (value: number): string => String(value).padStart(2, '0');

const zoneOfProcess = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

export class Times {
  readonly #isUtc: boolean;
  /** When they were asked for: what a duration counts back from. */
  readonly now: number;

  constructor({ utc = zoneOfProcess() === 'UTC', now }: { readonly utc?: boolean | undefined; readonly now: number }) {
    this.#isUtc = utc;
    this.now = now;
  }

  /** `Europe/Berlin`, `UTC`. */
  get zone(): string {
    return this.#isUtc ? 'UTC' : zoneOfProcess();
  }

  /** `+01:00`; in UTC `UTC`. */
  offset(at: number): string {
    if (this.#isUtc) return 'UTC';
    const minutes = -new Date(at).getTimezoneOffset();
    return `${minutes < 0 ? '-' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
  }

  /** `2026-12-01 08:00:00`: where the zone stands above it. */
  bare(at: number): string {
    const date = new Date(at - (this.#isUtc ? 0 : new Date(at).getTimezoneOffset() * 60_000));
    return date
      .toISOString()
      .replace('T', ' ')
      .replace(/\.\d+Z$/u, '');
  }

  /** `2026-12-01 08:00:00 +01:00`. */
  full(at: number): string {
    return `${this.bare(at)} ${this.offset(at)}`;
  }

  /** `2026-12-01T08:00:00.250+01:00`, ISO 8601 for programs. */
  iso(at: number): string {
    if (this.#isUtc) return new Date(at).toISOString();
    const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
    return `${local.toISOString().slice(0, -1)}${this.offset(at)}`;
  }

  /** The offset that all of them have; null: the clocks were put forward or back between them. */
  commonOffset(all: readonly number[]): string | null {
    const [first, ...others] = new Set(all.map((at) => this.offset(at)));
    return others.length > 0 ? null : (first ?? null);
  }

  /** `2h` (ago), milliseconds, or a date with or without a time of day; without an offset it is of this zone. null: it is none of these. */
  read(text: string): number | null {
    const ago = parseDuration(text);
    if (ago !== null) return this.now - ago;
    if (/^\d{12,14}$/u.test(text)) return Number(text);
    const [, date, time = '00:00', offset = ''] = WRITTEN.exec(text.trim()) ?? [];
    if (date === undefined) return null;
    const at = Date.parse(`${date}T${time}${offset === '' && this.#isUtc ? 'Z' : offset.toUpperCase()}`);
    return Number.isNaN(at) ? null : at;
  }
}

/** `2026-12-01`, `2026-12-01 08:00`, `2026-12-01T08:00:00.5+01:00`, `… 08:00Z`. */
const WRITTEN = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?) ?(Z|[+-]\d\d:?\d\d)?)?$/iu;
