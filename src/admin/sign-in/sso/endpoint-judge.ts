/** The addresses that a provider may have us connect to. Pure. */
import { type AddressJudge, noSuchWay } from '../../../base/http-client.ts';
import { isPublicAddress } from '../../../mail/network/special-use.ts';
import { isPublicHost } from '../../../policy/access/public-host.ts';

/**
 * The issuer was named by whoever has this server: it may be anywhere. Hosts that it names besides may be anywhere outside, and inside where it is
 * inside itself. undefined: any. Throws for a host that is inner as it is written.
 */
export function judgeOfEndpoint(issuer: string, url: string): AddressJudge | undefined {
  const [own, asked] = [new URL(issuer).hostname, new URL(url).hostname];
  if (asked === own || !isPublicHost(own)) return undefined;
  if (!isPublicHost(asked)) throw noSuchWay();
  return isPublicAddress;
}
