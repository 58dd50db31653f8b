/** Which endpoints are our own: mail whose next hop is one of them loops (RFC 5321 §6.3), so it is refused without connecting. */
import { networkInterfaces } from 'node:os';
import { type Log, silentLog } from '../../base/log.ts';
import { isLoopback, sameAddress } from './address-policy.ts';

export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** The machine's addresses are listed at most so often: a system call for each of them, and a mail server asks at every delivery. */
const ADDRESSES_HOLD_MS = 2_000;

const isAnyAddress = (address: string): boolean => address === '0.0.0.0' || address === '::';

/** This machine's addresses; may throw where the system does not tell (a sandbox without AF_NETLINK). */
const systemAddresses = (): readonly string[] =>
  Object.values(networkInterfaces()).flatMap((entries) => (entries ?? []).map(({ address }) => address));

/**
 * Whether a listener of ours answers there. A listener on every address answers on each of this machine's; asked at the time, because
 * addresses come and go and listeners may have port 0 until they are open. Never throws: where the system does not tell its addresses,
 * only loopback and the listeners' own count, and the log says so once. A loop by another name then ends at the hop limit.
 */
export function ownEndpoints(
  listeners: () => readonly Endpoint[],
  log: Log = silentLog,
  machineAddresses: () => readonly string[] = systemAddresses,
  monotonic: () => number = () => Number.NaN,
): (address: string, port: number) => boolean {
  let told = false;
  let known: { readonly at: number; readonly addresses: readonly string[] } | null = null;
  const addressesNow = (): readonly string[] => {
    const now = monotonic();
    if (known === null || !(now - known.at < ADDRESSES_HOLD_MS)) known = { at: now, addresses: addresses() };
    return known.addresses;
  };
  const addresses = (): readonly string[] => {
    try {
      return machineAddresses();
    } catch (error) {
      if (!told)
        log.warn(
          { error: (error as Error).message },
          "this machine's addresses cannot be listed: mail that leads back to us is recognised on loopback and listener addresses only (systemd: add AF_NETLINK to RestrictAddressFamilies)",
        );
      told = true;
      return [];
    }
  };
  const isThisMachine = (address: string): boolean =>
    isAnyAddress(address) || isLoopback(address) || addressesNow().some((own) => sameAddress(own, address));

  return (address, port) =>
    listeners().some((listener) => {
      if (listener.port !== port) return false;
      return isAnyAddress(listener.address) ? isThisMachine(address) : sameAddress(listener.address, address);
    });
}

/** Whether it is a name of this server (lower case) on a port of one of its listeners. */
export const ownNames =
  (names: readonly string[], listeners: () => readonly Endpoint[]): ((name: string, port: number) => boolean) =>
  (name, port) =>
    names.includes(name) && listeners().some((listener) => listener.port === port);
