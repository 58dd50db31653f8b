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
    for (const option of entry.split(/\s-o\s*/u).slice(1)) {
      const found = /^\{\s*(\w+)\s*=([^}]*)\}/u.exec(option) ?? /^(\w+)=(\S*)/u.exec(option);
      if (found !== null)
        options.push({
          service: `${service} ${type}`,
          name: found[1] ?? '',
          value: (found[2] ?? '').trim(),
          line: from,
        });
    }
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
