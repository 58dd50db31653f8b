/** How a connector is told in a line. */
import type { InboundConnector } from '../../api/contracts.ts';

const SHOWN = 3;

export const isEverything = (domains: readonly string[]): boolean => domains.includes('*');

interface Words {
  certificate(name: string): string;
  more(shown: string, count: number): string;
}

/** `192.0.2.1, 192.0.2.2 and 4 more` */
export function shortList(entries: readonly string[], { more }: Pick<Words, 'more'>): string {
  const shown = entries.slice(0, SHOWN).join(', ');
  return entries.length > SHOWN ? more(shown, entries.length - SHOWN) : shown;
}

export function recognisedBy(
  connector: Pick<InboundConnector, 'senderAddresses' | 'certificateName' | 'certificateFingerprint'>,
  words: Words,
): string {
  const { senderAddresses, certificateName, certificateFingerprint } = connector;
  const certificate = certificateName ?? (certificateFingerprint === null ? null : certificateFingerprint.slice(0, 12));
  return shortList([...(certificate === null ? [] : [words.certificate(certificate)]), ...senderAddresses], words);
}
