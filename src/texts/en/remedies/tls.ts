/** To get TLS with a next hop. */
import type { TlsRemedy } from '../../../mail/remedy.ts';
import { command } from '../../command.ts';
import { byWord, type Phrase, say } from '../../phrase.ts';
import type { Rows } from './rows.ts';

type Fault = Extract<TlsRemedy, { act: 'mend-certificate' }>['fault'];
type Name = TlsRemedy['name'];

const called = (name: Name): string => name ?? 'NAME';

const AUTHORITY = say`Install the certificate of the authority that signed it (where it signed itself: the certificate itself) among the authorities of this machine, and restart Doorpost`;

/** Always something about the certificate, never about its port. */
const faults: { readonly [Each in Fault]: (name: Name) => Phrase } = {
  'unknown-authority': () => AUTHORITY,
  'incomplete-chain': () => say`${AUTHORITY}; or let whoever runs that host send the whole chain`,
  expired: () => say`Whoever runs that host has to renew it, unless the clock of this machine is wrong`,
  'too-young': () => say`Look whether the clock of this machine is right; else whoever runs that host has to mend it`,
  'other-name': (name) =>
    say`Say which name stands in it: ${command`upstream set ${called(name)} --tls-name HOST`}; or connect by that name: ${command`upstream set ${called(name)} --host HOST:PORT`}`,
  other: () => say`Whoever runs that host has to mend its certificate`,
};

export const tlsRemedies = {
  'mend-certificate': ({ name, fault, unverified }) => {
    const cure = byWord(fault, faults)(name);
    if (!unverified) return cure;
    return say`${cure}. To encrypt without knowing who it is: ${command`upstream set ${called(name)} --tls required`}`;
  },
  'speak-older-tls': ({ name }) =>
    say`Have it renewed, or speak what it speaks, with this host alone: ${command`upstream set ${called(name)} --tls-minimum TLSv1`}`,
  'name-client-certificate': ({ name }) =>
    say`Or name other files: ${command`upstream set ${called(name)} --client-certificate FILE --client-key FILE`}`,
  'check-tls': ({ name }) =>
    say`Check its port (465 wants --tls wrapped; 587 and 25 --tls required or verified) and whose certificate it has (install its authority on this machine, or give its name): ${command`upstream set ${called(name)} --host HOST:PORT --tls-name NAME`}`,
  'do-without-tls': ({ name }) =>
    say`Check its port (465 wants --tls wrapped; 587 and 25 offer STARTTLS as a rule): ${command`upstream set ${called(name)} --host HOST:PORT`}. A host of your own network that has no TLS: ${command`upstream set ${called(name)} --tls opportunistic`} (mail is encrypted where the host can, and else goes in clear text, which whoever is on the way can read)`,
  'allow-clear-password': ({ name }) =>
    say`Have TLS switched on there, or name a port that has it: ${command`upstream set ${called(name)} --host HOST:PORT`}. To send name and password in clear text, which whoever is on the way can read: ${command`upstream set ${called(name)} --tls none`}`,
  'trust-for-password': ({ name }) =>
    say`${AUTHORITY}; or say which name stands in it: ${command`upstream set ${called(name)} --tls-name HOST`}. To encrypt without knowing who it is: ${command`upstream set ${called(name)} --tls required`}`,
} satisfies Rows<TlsRemedy>;
