/** To have mail go on that waits: acts with their facts, as in `mail/remedy.ts`. */

export type QueueRemedy =
  /** An administrator has paused all of it. `destination`: as lanes are written. */
  | { readonly act: 'release-destination'; readonly destination: string }
  /** It is tried again by itself, later. */
  | { readonly act: 'retry-destination'; readonly destination: string };
