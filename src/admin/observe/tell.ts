/** A gauge without labels. */
interface Told {
  set(value: number): void;
  remove(): void;
}

/** null: it is not known, and so not told. A gauge that nobody has set would tell 0: no free byte, a certificate that ended in 1970. */
export function tell(gauge: Told, value: number | null): void {
  if (value === null) gauge.remove();
  else gauge.set(value);
}
