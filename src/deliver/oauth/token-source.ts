/** The source of access tokens for a next hop. Pure types. */
import type { HopFailure } from '../answers/failure.ts';
import type { ToldLine } from '../../mail/lines/said.ts';

export type GotToken =
  /** `text`: for a person, without the token. */
  | ({ readonly ok: true; readonly token: string; readonly expiresAt: number } & ToldLine)
  | { readonly ok: false; readonly failure: HopFailure };

export interface BearerSource {
  readonly username: string;
  /** The sign-in that the tokens stand on: another one is another sign-in. Holds no secret. */
  readonly identity: string;
  /** @param refused a token the next hop did not take: another one is got, unless somebody has done so meanwhile. */
  token(signal: AbortSignal, refused?: string): Promise<GotToken>;
}
