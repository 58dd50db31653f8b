import { isOwnHost, type OwnNames } from '../../policy/ingress/ingress.ts';
import type { Settings } from '../../config/settings.ts';
import type { SessionLog } from '../record/session-record.ts';

/** The client as the connection and its hello show it. */
export interface GreetedClient {
  /** Canonical. */
  readonly address: string;
  /** As it greeted; empty: it did not. */
  readonly helo: string;
  /** It greeted with our own name or address, and is another machine. */
  readonly saidOwnHello: boolean;
}

export function clientOf(
  { clientAddress: address, helo }: Pick<SessionLog, 'clientAddress' | 'helo'>,
  own: OwnNames,
): GreetedClient {
  // Programs of this machine greet with its name.
  const isOurselves = isOwnHost(`[${address}]`, own) || address === '::1' || address === '127.0.0.1';
  return {
    address,
    helo: helo ?? '',
    saidOwnHello: helo !== null && !isOurselves && isOwnHost(helo.toLowerCase(), own),
  };
}

/** @param listening addresses of ours that peers connect to. */
export const ownNames = (
  { hostName, serviceHost, submissionHost, egressAddresses }: Settings,
  listening: readonly string[],
): OwnNames => ({
  hosts: [hostName, serviceHost, submissionHost],
  addresses: [...listening, ...egressAddresses],
});
