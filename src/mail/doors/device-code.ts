import type { ToldLine } from '../lines/said.ts';
/** How a sign-in with another device stands (RFC 8628): a code is shown, a person types it elsewhere. */
export type DeviceCodeState =
  | { readonly state: 'none' }
  | {
      readonly state: 'waiting';
      readonly userCode: string;
      readonly verificationUri: string;
      readonly expiresAt: number;
    }
  /** `tried`: recipients whose mail waited for it, and is tried now; null: the queue does not say. */
  | { readonly state: 'done'; readonly at: number; readonly tried: number | null }
  | ({ readonly state: 'failed'; readonly at: number } & ToldLine);
