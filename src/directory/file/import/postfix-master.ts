/** Postfix's `master.cf` (master(5)), read for what its services set otherwise than `main.cf`: `-o name=value`. Pure. */
export interface ServiceOption {
  /** `smtp inet`. */
  readonly service: string;
  readonly name: string;
  readonly value: string;
  /** Of the line on which the service begins. */
  readonly line: number;
}

export function readMasterCf(text: string): readonly ServiceOption[] {
  const options: ServiceOption[] = [];
  for (const { service, entry, line } of servicesOf(text)) {
    // `-o name=value`, or with blanks in braces: `-o { name = value }`.
    for (const option of entry.split(/\s-o\s*/u).slice(1)) {
      const found = /^\{\s*(\w+)\s*=([^}]*)\}/u.exec(option) ?? /^(\w+)=(\S*)/u.exec(option);
      if (found !== null) options.push({ service, name: found[1] ?? '', value: (found[2] ?? '').trim(), line });
    }
  }
  return options;
}

/** `smtp inet`, and the whole entry on one line. */
export function servicesOf(
  text: string,
): readonly { readonly service: string; readonly entry: string; readonly line: number }[] {
  const entries: { entry: string; readonly line: number }[] = [];
  for (const [index, raw] of text.split(/\r?\n/u).entries()) {
    if (/^\s*(?:#|$)/u.test(raw)) continue;
    const last = entries.at(-1);
    if (last !== undefined && /^\s/u.test(raw)) last.entry += ` ${raw.trim()}`;
    else entries.push({ entry: raw.trim(), line: index + 1 });
  }
  return entries.map(({ entry, line }) => ({ service: entry.split(/\s+/u, 2).join(' '), entry, line }));
}
