/** What a rule reports about one object of the directory; `checkEdits` (directory-rules.ts) adds which object. */
export interface Finding {
  /** An error stops the change; a warning is told. */
  readonly severity: 'error' | 'warning';
  /** Field of the object. */
  readonly path: string;
  readonly message: string;
  readonly cure: string;
}

export const wrong = (path: string, message: string, cure: string): Finding => ({
  severity: 'error',
  path,
  message,
  cure,
});

export const doubtful = (path: string, message: string, cure: string): Finding => ({
  severity: 'warning',
  path,
  message,
  cure,
});
