import { z } from 'zod';
import { field } from '../fields/field.ts';
import { type FieldsOf, type Limited, limitedFormsOf, type Owned } from '../fields/forms.ts';
import {
  addressRange,
  certificateName,
  domainName,
  domainPattern,
  fingerprint,
  label,
  list,
} from '../fields/values.ts';
import { rewriting } from './rewriting.ts';

export const inboundConnectorForms = limitedFormsOf(
  {
    /** Unique in its organization. */
    name: field(label, { help: 'what it is called', column: 'NAME' }),
    enabled: field(z.boolean(), {
      help: 'whether it acts',
      standard: true,
      flag: '--enabled <on|off>',
      column: 'ENABLED',
    }),
    type: field(z.enum(['OnPremises', 'Partner']), {
      help: 'OnPremises or Partner',
      standard: 'OnPremises',
      flag: '--type <type>',
      column: 'TYPE',
    }),
    /** `*`, `x`, `*.x` (subdomains only). */
    senderDomains: field(list(domainPattern()).min(1), {
      help: 'patterns for the domain of the envelope sender: *, x, *.x; repeat for more',
      standard: ['*'],
      flag: '--sender-domain <pattern>',
      column: 'SENDERS',
    }),
    recipientDomains: field(list(domainPattern()).min(1), {
      help: 'patterns for where it may send; repeat for more',
      standard: ['*'],
      flag: '--recipient-domain <pattern>',
      column: 'RECIPIENTS',
    }),
    senderAddresses: field(list(addressRange), {
      help: 'addresses it covers; repeat for more; none',
      standard: [],
      flag: '--address <ip|cidr>',
      column: 'ADDRESSES',
    }),
    /** Matched against the SANs of a trusted client certificate. */
    certificateName: field(certificateName.nullable(), {
      help: 'name in a trusted client certificate: x or *.x; none',
      standard: null,
      flag: '--certificate-name <name>',
    }),
    certificateFingerprint: field(fingerprint.nullable(), {
      help: 'SHA-256 of a client certificate trusted without a chain; none',
      standard: null,
      flag: '--certificate-fingerprint <hex>',
    }),
    requireTls: field(z.boolean(), { help: 'refuse clear text', standard: false, flag: '--require-tls <on|off>' }),
    associatedAcceptedDomains: field(list(domainName), {
      help: 'own domains it may send for; none: all of the organization',
      standard: [],
      flag: '--accepted-domain <name>',
    }),
    /** As `lineEnds` of the profile, for itself alone; `normalize` in either is enough. */
    bareLineFeed: field(z.enum(['reject', 'normalize']), {
      help: 'reject or normalize',
      standard: 'reject',
      flag: '--bare-line-feed <how>',
    }),
    /** Of those that come by it, unless a device has its own. */
    profile: field(label, {
      help: 'what its devices may do beyond the standards: strict, tolerant, legacy',
      standard: 'strict',
      since: '0.1.0',
      flag: '--profile <name>',
    }),
    rewriting: field(rewriting.nullable(), { help: 'in whose name its mail goes out', standard: null, since: '0.1.0' }),
  },
  'connector',
);

export interface InboundConnector
  extends Owned<'inbound-connector'>,
    FieldsOf<typeof inboundConnectorForms.shape>,
    Limited {}
