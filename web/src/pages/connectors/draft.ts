/** A connector as the wizard has it: texts of fields, lists a line each. */
import type { InboundConnector } from '../../api/contracts.ts';
import { entriesOf } from '../../parts/entries.ts';

export const LIMITS = [
  'connectorMessagesPerHour',
  'connectorRecipientsPerHour',
  'connectorRecipientsPerDay',
  'recipientsPerMessage',
  'messageSize',
  'connectionsPerConnector',
] as const;
type LimitName = (typeof LIMITS)[number];

export interface Draft {
  readonly type: 'OnPremises' | 'Partner';
  readonly name: string;
  readonly enabled: boolean;
  readonly addresses: string;
  readonly certificateName: string;
  readonly certificateFingerprint: string;
  readonly senderDomains: string;
  readonly acceptedDomains: readonly string[];
  readonly recipientDomains: string;
  readonly requireTls: boolean;
  readonly profile: string;
  /** Empty: as the server has it. */
  readonly limits: Readonly<Partial<Record<LimitName, string>>>;
}

export const newDraft: Draft = {
  type: 'OnPremises',
  name: '',
  enabled: true,
  addresses: '',
  certificateName: '',
  certificateFingerprint: '',
  senderDomains: '*',
  acceptedDomains: [],
  recipientDomains: '*',
  requireTls: false,
  profile: 'strict',
  limits: {},
};

export const draftOf = (connector: InboundConnector): Draft => ({
  type: connector.type as Draft['type'],
  name: connector.name,
  enabled: connector.enabled,
  addresses: connector.senderAddresses.join('\n'),
  certificateName: connector.certificateName ?? '',
  certificateFingerprint: connector.certificateFingerprint ?? '',
  senderDomains: connector.senderDomains.join('\n'),
  acceptedDomains: connector.associatedAcceptedDomains,
  recipientDomains: connector.recipientDomains.join('\n'),
  requireTls: connector.requireTls,
  profile: connector.profile,
  limits: Object.fromEntries(
    LIMITS.flatMap((name) => {
      const value = connector.limits[name];
      return value === undefined ? [] : [[name, String(value)]];
    }),
  ),
});

/** By lines, blanks or commas: as people paste them. */

const said = (text: string): string | null => text.trim() || null;

/** As the API takes it, new or changed. */
export const bodyOf = (draft: Draft) => ({
  type: draft.type,
  name: draft.name.trim(),
  enabled: draft.enabled,
  senderAddresses: entriesOf(draft.addresses),
  certificateName: said(draft.certificateName),
  certificateFingerprint: said(draft.certificateFingerprint),
  senderDomains: entriesOf(draft.senderDomains),
  associatedAcceptedDomains: [...draft.acceptedDomains],
  recipientDomains: entriesOf(draft.recipientDomains),
  requireTls: draft.requireTls,
  profile: draft.profile,
});

/** Only limits that are said; a change takes the others away by null. */
export const limitsOf = ({ limits }: Draft): Partial<Record<LimitName, number>> =>
  Object.fromEntries(
    LIMITS.flatMap((name) => {
      const text = limits[name]?.trim() ?? '';
      return text === '' ? [] : [[name, Number(text)]];
    }),
  );
export const changedLimitsOf = (draft: Draft): Partial<Record<LimitName, number | null>> => ({
  ...Object.fromEntries(LIMITS.map((name) => [name, null])),
  ...limitsOf(draft),
});

export const isRecognised = (draft: Draft): boolean =>
  [draft.addresses, draft.certificateName, draft.certificateFingerprint].some((text) => text.trim() !== '');
