/** The machine's default gateways: a connector that covers one may cover every client a container bridge or NAT hides. */
import { readNamedFile } from '../base/named-file.ts';

/** IPv4 default gateways from the kernel's route table (Linux); elsewhere, and when it cannot be read, none. */
export async function defaultGateways(): Promise<readonly string[]> {
  let table: string;
  try {
    table = (await readNamedFile('/proc/net/route')).toString('utf8');
  } catch {
    return [];
  }
  return parseRouteTable(table);
}

/** Lines are `Iface Destination Gateway ...` with addresses as little-endian hex; the default route has destination 0. */
export function parseRouteTable(table: string): readonly string[] {
  const gateways = new Set<string>();
  for (const line of table.split('\n').slice(1)) {
    const [, destination, gateway] = line.split('\t');
    if (
      destination !== '00000000' ||
      gateway === undefined ||
      !/^[0-9A-F]{8}$/iu.test(gateway) ||
      gateway === '00000000'
    )
      continue;
    const octets = gateway.match(/../gu) ?? [];
    gateways.add(
      octets
        .reverse()
        .map((octet) => Number.parseInt(octet, 16))
        .join('.'),
    );
  }
  return [...gateways];
}
