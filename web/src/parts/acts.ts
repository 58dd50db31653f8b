/**
 * Acts of remedies that a page of ours does: where its button leads, and what it is called (`parts:acts`). A page that learns to do an act adds a
 * line here; an act without one is told as its sentence.
 */
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { cureText } from '../../../src/texts/remedy.ts';
import type parts from '../words/en/parts.ts';

type AnyRemedy = NonNullable<Parameters<typeof cureText>[0]['remedy']>;
type OfAct<Act extends AnyRemedy['act']> = Extract<AnyRemedy, { readonly act: Act }>;

/** Those that let a device in, by its name or address. */
const approvals: { readonly [Act in AnyRemedy['act']]?: (remedy: OfAct<Act>) => string } = {
  'approve-device': ({ address }) => address,
  'decide-on-device': ({ address }) => address,
  'give-profile': ({ address }) => address,
  'let-device-send': ({ name }) => name,
};

/** As pages ask for it in their address: the device that a remedy would let in, and whether by its address alone. null: it is about something else. */
export function approvalBy(
  remedy: AnyRemedy | undefined,
): { readonly approve: string; readonly relay: string | undefined } | null {
  if (remedy === undefined || !Object.hasOwn(approvals, remedy.act)) return null;
  const approve = (approvals[remedy.act] as (remedy: AnyRemedy) => string)(remedy);
  return { approve, relay: remedy.act === 'approve-device' && remedy.relay ? '1' : undefined };
}

const approval = (remedy: AnyRemedy): string => {
  const { approve = '', relay } = approvalBy(remedy) ?? {};
  return `/waiting?${new URLSearchParams({ approve, ...(relay !== undefined && { relay }) })}`;
};
/** The form that changes it: of the one that is named, or of the one that is chosen. */
const organizationForm = (edit: 'alarms' | 'mail' | 'networks', of: string | null): string =>
  `/settings/organization?${new URLSearchParams({ edit, ...(of !== null && { of }) })}`;

const openDomain = ({ domain }: { readonly domain: string }): string =>
  `/domains?${new URLSearchParams({ open: domain })}`;
const openDevice = ({ device }: { readonly device: string }): string =>
  `/devices?${new URLSearchParams({ open: device })}`;
const openKey = ({ record }: { readonly record: string }): string => `/dkim?${new URLSearchParams({ open: record })}`;
const openKeys = ({ domain }: { readonly domain: string }): string => `/dkim?${new URLSearchParams({ domain })}`;
const setUpDomain = ({ domain }: { readonly domain: string }): string =>
  `/domains?${new URLSearchParams({ setUp: domain })}`;
/** With its name in the wizard already, where it is known. */
const addDomain = (domain: string | null): string =>
  `/domains?${new URLSearchParams({ add: '1', ...(domain !== null && { name: domain }) })}`;

const waiting = (filter: Readonly<Record<string, string>>): string =>
  `/queue?${new URLSearchParams({ tab: 'messages', ...filter })}`;
const addUpstream = (known: Readonly<Record<string, string>>): string =>
  `/upstreams?${new URLSearchParams({ add: '1', ...known })}`;
/** Of an upstream; null: it is not known which. */
const upstream = (what: 'open' | 'edit' | 'signin' | 'secret', name: string | null): string =>
  name === null ? '/upstreams' : `/upstreams?${new URLSearchParams({ [what]: name })}`;
const openOne = ({ name }: { readonly name: string | null }): string => upstream('open', name);
const editOne = ({ name }: { readonly name: string | null }): string => upstream('edit', name);
const newSecret = ({ name }: { readonly name: string | null }): string => upstream('secret', name);
const signIn = ({ name, codes }: { readonly name: string; readonly codes: boolean }): string =>
  upstream(codes ? 'signin' : 'secret', name);

const ways: { readonly [Act in AnyRemedy['act'] & keyof typeof parts.acts]?: (remedy: OfAct<Act>) => string } = {
  'look-in-queue-and-trace': () => '/trace',
  'check-queue-id': () => '/trace',
  'check-reference': () => '/trace',
  'approve-device': approval,
  'decide-on-device': approval,
  'give-profile': approval,
  'let-device-send': approval,
  'watch-device': ({ address }) => `/live?${new URLSearchParams({ ip: address })}`,
  'see-waiting-devices': () => '/waiting',
  'see-quarantine': () => '/quarantine',
  'see-restricted-senders': () => '/protection/restricted',
  'copy-profile': () => '/profiles',
  'set-up-second-factor': () => '/account',
  'name-alarm-address': ({ organization }) => organizationForm('alarms', organization),
  'set-webhook-again': ({ organization }) => organizationForm('alarms', organization),
  'add-alarm-webhook': ({ organization }) => organizationForm('alarms', organization),
  'decide-on-strangers': ({ organization }) => organizationForm('mail', organization),
  'honour-dmarc': () => '/protection',
  'decide-on-own-name': ({ organization }) => organizationForm('mail', organization),
  'say-without-upstream': ({ organization }) => organizationForm('mail', organization),
  'list-device-network': ({ organization }) => organizationForm('networks', organization),
  'add-organization': () => '/settings/organization?add=1',
  'add-organization-first': () => '/settings/organization?add=1',
  'add-own-domain': () => addDomain(null),
  'add-domain-to-send': () => addDomain(null),
  'add-domain-first': ({ domain }) => addDomain(domain),
  'take-domain': ({ domain }) => `/domains?${new URLSearchParams({ add: '1', name: domain, type: 'internal-relay' })}`,
  'add-mailbox': ({ address }) => `/mailboxes?${new URLSearchParams({ add: address, elsewhere: '1' })}`,
  'give-mailbox-credential': ({ address }) => `/mailboxes?${new URLSearchParams({ open: address })}`,
  'add-device': ({ called, profile }) =>
    `/devices?${new URLSearchParams({ add: '1', name: called, ...(profile !== null && { as: profile }) })}`,
  'let-devices-relay': ({ called }) => `/connectors?${new URLSearchParams({ add: '1', name: called })}`,
  'send-by-connector': ({ name, host }) =>
    addUpstream({ kind: 'microsoft365-connector', name, ...(host !== null && { host }) }),
  'send-by-mailbox': ({ name, by, tenant, username }) =>
    addUpstream({ kind: by, name, tenant, username, as: username }),
  'look-whether-587-is-open': () => '/checks?what=upstream&run=1',
  'ask-for-advice': () => '/advise',
  'make-backup': () => '/settings/backup',
  'see-connector-doubts': () => '/connectors?warned=true',
  'name-owner': openDevice,
  'name-device-address': openDevice,
  'set-device-profile': openDevice,
  'let-it-send-and-watch': () => '/live',
  'look-again-later': ({ queueId }) => `/trace?${new URLSearchParams({ open: queueId })}`,
  'set-type-back': openDomain,
  'say-who-signs-in': editOne,
  'verify-domain': setUpDomain,
  'verify-domain-at-last': setUpDomain,
  'prove-domain': setUpDomain,
  'then-verify': setUpDomain,
  'publish-mx': openDomain,
  'publish-mx-or-relay': openDomain,
  'publish-record': openDomain,
  'mend-domain-records': openDomain,
  'publish-dkim-key': openKey,
  'make-next-dkim-key': openKeys,
  'make-dkim-key': openKeys,
  'remove-dkim-key': openKey,
  'keep-or-relay-domain': openDomain,
  'see-what-waits': () => '/queue?sort=oldest',
  'see-what-grows': () => '/queue?sort=waiting',
  'give-up-damaged': ({ queueId }) => waiting({ id: queueId, do: 'bounce' }),
  'release-destination': ({ destination }) => waiting({ lane: destination, do: 'release' }),
  'retry-destination': ({ destination }) => waiting({ lane: destination, do: 'retry' }),
  'look-at-upstream': openOne,
  'test-whether-mended': openOne,
  'enable-upstream': openOne,
  'send-test-mail': ({ upstream: name }) => upstream('open', name),
  'sign-in-again': signIn,
  'use-or-renew-sign-in': signIn,
  'set-secret': ({ name, secret }) => upstream(secret === 'sign-in' ? 'signin' : 'secret', name),
  'set-password-anew': newSecret,
  'make-client-secret': newSecret,
  'renew-client-secret': newSecret,
  'correct-secret-date': newSecret,
  'give-refresh-token': newSecret,
  'check-client': editOne,
  'check-scope': editOne,
  'check-token-endpoint': editOne,
  'check-graph-endpoint': editOne,
  'correct-upstream-host': editOne,
  'give-sign-in': editOne,
  'change-pace': editOne,
  'wait-or-send-less': editOne,
  'rewrite-sender': editOne,
  'send-in-own-name': editOne,
  'add-way-out': () => '/upstreams?add=1',
  'give-upstream': () => '/upstreams',
  'see-last-refusal': ({ reference }) => `/trace?${new URLSearchParams({ status: 'Rejected', open: reference })}`,
};

interface Act {
  readonly label: string;
  run(): void;
}

/** null: no page does it. */
export function useAct(remedy: AnyRemedy | undefined): Act | null {
  const { t } = useTranslation('parts');
  const navigate = useNavigate();
  if (remedy === undefined || !Object.hasOwn(ways, remedy.act)) return null;
  const act = remedy.act as keyof typeof ways;
  const way = ways[act] as (remedy: AnyRemedy) => string;
  const [to = '/', query = ''] = way(remedy).split('?');
  const search = Object.fromEntries(new URLSearchParams(query));
  return { label: t(`acts.${act}`), run: () => void navigate({ to, search: search as never }) };
}
