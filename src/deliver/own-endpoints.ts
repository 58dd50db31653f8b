/** Which endpoints are our own: mail whose next hop is one of them loops (RFC 5321 §6.3), so it is refused without connecting. */
import { networkInterfaces } from 'node:os';
import { isLoopback, sameAddress } from './address-policy.ts';

export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

const isAnyAddress = (address: string): boolean => address === '0.0.0.0' || address === '::';

/**
 * Whether a listener of ours answers there. A listener on every address answers on each of this machine's; asked at the time, because
 * addresses come and go and listeners may have port 0 until they are open.
 */
export function ownEndpoints(listeners: () => readonly Endpoint[]): (address: string, port: number) => boolean {
  return (address, port) =>
    listeners().some((listener) => {
      if (listener.port !== port) return false;
      return isAnyAddress(listener.address) ? isThisMachine(address) : sameAddress(listener.address, address);
    });
}

function isThisMachine(address: string): boolean {
  if (isAnyAddress(address) || isLoopback(address)) return true;
  return Object.values(networkInterfaces()).some((entries) =>
    entries?.some((entry) => sameAddress(entry.address, address)),
  );
}
