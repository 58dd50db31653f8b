/** Findings that may be assumed of a mail that is not there. */

/** Rows whose facts can be assumed; those of others are known of a mail that is not there too, or are lists. */
export const assumable = [
  'spam-list',
  'policy-list',
  'no-author',
  'malware',
  'dmarc-reject',
  'virus-scan-failed',
  'dmarc-quarantine',
  'dmarc-unknown',
  'unauthenticated',
  'high-confidence-spam',
  'spam',
  'bulk',
  'too-large-to-scan',
] as const;
export type Assumed = (typeof assumable)[number];
