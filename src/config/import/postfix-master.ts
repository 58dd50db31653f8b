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
  let entry = '';
  let from = 0;
  const end = (): void => {
    const [service = '', type = ''] = entry.split(/\s+/u);
    // `-o name=value`, or with blanks in braces: `-o { name = value }`.
    for (const match of entry.matchAll(/\s-o\s*(?:\{\s*(\w+)\s*=\s*([^}]*)\}|(\w+)=(\S*))/gu))
      options.push({
        service: `${service} ${type}`,
        name: match[1] ?? match[3] ?? '',
        value: (match[2] ?? match[4] ?? '').trim(),
        line: from,
      });
  };
  for (const [index, raw] of text.split(/\r?\n/u).entries()) {
    if (/^\s*(?:#|$)/u.test(raw)) continue;
    if (/^\s/u.test(raw)) {
      entry += ` ${raw.trim()}`;
      continue;
    }
    end();
    entry = raw.trim();
    from = index + 1;
  }
  end();
  return options;
}
