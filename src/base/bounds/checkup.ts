import { bound } from './bound.ts';

// biome-ignore format: a row a line
export const checkupBounds = {
  parents: bound(8, 'count', 'parent domains that a check asks for DMARC', 'the rest are not asked'),
  testMessage: bound(90_000, 'ms', 'waiting for a test message to arrive', 'the check says where it is; the trace tells the rest'),
  spf: bound(20_000, 'ms', 'the look-ups of one SPF simulation', 'said to be undecided'),
  answerShown: bound(300, 'characters', 'what DNS answered, as a check shows it', 'cut'),
  recordsShown: bound(20, 'count', 'records of one DNS answer that a check shows', 'the rest are not shown'),
  addressesSimulated: bound(8, 'count', 'public addresses of ours whose SPF a check of a domain simulates', 'the rest are not simulated'),
  domainsAtOnce: bound(2, 'count', 'domains that the house re-checks at once', 'wait for their turn'),
  domainsCheckedAtOnce: bound(8, 'count', 'domains that are checked at once, by hand and by the house', '503, try again in a moment'),
  domainCheck: bound(60_000, 'ms', 'one check of all records of a domain', 'what is not answered by then is unknown'),
  dkimLooksAtOnce: bound(8, 'count', 'records of DKIM keys that are looked for at once', '503, try again in a moment'),
  dkimLook: bound(30_000, 'ms', 'looking for the record of a DKIM key', 'what is not answered by then is unknown'),
  greetingShown: bound(200, 'characters', 'the greeting of a server, as a check shows it', 'cut'),
  namesLookedUp: bound(5, 'count', 'names of the address of this server that a check looks up', 'the rest are not looked up'),
  filterSlow: bound(2_000, 'ms', 'the answer of a spam filter to a plain letter: one that takes longer waits for something, a silent DNS server most often', 'a warning'),
  signatureDays: bound(7, 'count', 'days since the signatures of a virus scanner were made, which is several times a day', 'a warning'),
  mailHosts: bound(8, 'count', 'mail hosts of a domain whose addresses a check looks up', 'known by their names alone'),
};
