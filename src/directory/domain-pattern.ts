/** Sender and recipient patterns of inbound connectors: `*` everything, `x` that domain, `*.x` its subdomains only. Pure. */

/** `domain` is a lower-case A-label, or null for the null reverse-path, which only `*` covers. An empty list covers everything. */
export function coveredByPatterns(patterns: readonly string[], domain: string | null): boolean {
  return patterns.length === 0 || patterns.some((pattern) => coveredBy(pattern.trim().toLowerCase(), domain));
}

function coveredBy(pattern: string, domain: string | null): boolean {
  if (pattern === '*') return true;
  if (domain === null) return false;
  return pattern.startsWith('*.')
    ? domain.length > pattern.length - 1 && domain.endsWith(pattern.slice(1))
    : domain === pattern;
}

/** How well a certificate's name fits a connector's: 0 not at all; a plain name beats any wildcard, a longer wildcard a shorter one. */
export function certificateNameFit(pattern: string, certificateName: string): number {
  const wanted = pattern.toLowerCase();
  const name = certificateName.toLowerCase();
  if (wanted.startsWith('*.')) {
    const suffix = wanted.slice(1);
    // Also the certificate's own wildcard `*.x`, which ends in `.x` too.
    return name.length > suffix.length && name.endsWith(suffix) ? wanted.length : 0;
  }
  if (name === wanted) return EXACT_NAME;
  // A wildcard certificate stands for one label (RFC 9525 §6.3).
  return name.startsWith('*.') && wanted.slice(wanted.indexOf('.')) === name.slice(1) ? EXACT_NAME - 1 : 0;
}

/** Longer than any name (RFC 1035 §2.3.4), so that no wildcard reaches it. */
const EXACT_NAME = 1_000;
