/** An address of the HTTP API that is set and was not opened. Mail does not wait for it. */
export interface ClosedDoor {
  readonly address: string;
  readonly port: number;
  /** `unprotected`: beyond this machine, with neither TLS nor a proxy that has it. */
  readonly why: (typeof closedDoorReasons)[number];
  /** The system's word, `EADDRINUSE`; empty: it was not asked. */
  readonly code: string;
}

export const closedDoorReasons = ['unprotected', 'in-use', 'no-right', 'no-address', 'other'] as const;
