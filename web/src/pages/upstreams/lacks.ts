/** What a step of the wizard still lacks, as a key of its words; null: nothing. */
import type { OutboundConnector } from '../../api/contracts.ts';
import { entriesOf } from '../../parts/entries.ts';
import type words from '../../words/en/upstreams.ts';
import { addressesOf, type Draft, type Form, isByToken, needsTenant } from './draft.ts';

type Lack = keyof typeof words.lacks;

export function lackOfServer(draft: Draft, { route }: Form): Lack | null {
  if (route?.kind === 'mx') return null;
  if (route?.kind === 'graph') return draft.endpoint.trim() === '' ? 'noEndpoint' : null;
  const { clientCertificate, clientKey } = draft;
  if ((clientCertificate.trim() === '') !== (clientKey.trim() === '')) return 'noCertificate';
  return entriesOf(draft.hosts).length === 0 ? 'noHost' : null;
}

/** @param edited what is sealed of it stays, as long as the way is the same. */
export function lackOfSignIn(draft: Draft, form: Form, edited: OutboundConnector | null): Lack | null {
  if (draft.signIn === 'none') return null;
  if (draft.username.trim() === '') return 'noUsername';
  if (draft.signIn === 'password') return draft.password === '' && !keeps(draft, edited) ? 'noPassword' : null;
  if (!isByToken(draft.signIn)) return null;
  return lackOfClient(draft, form) ?? lackOfProof(draft, form, edited);
}

function lackOfClient(draft: Draft, form: Form): Lack | null {
  const { tokenEndpoint, scope } = addressesOf(draft, form);
  if (needsTenant(form) && draft.tenant.trim() === '' && draft.tokenEndpoint.trim() === '') return 'noTenant';
  if (draft.clientId.trim() === '') return 'noClientId';
  if (tokenEndpoint === '') return 'noTokenEndpoint';
  return scope === '' ? 'noScope' : null;
}

function lackOfProof(draft: Draft, form: Form, edited: OutboundConnector | null): Lack | null {
  if (draft.signIn === 'certificate')
    return draft.appCertificate.trim() === '' || draft.appKey.trim() === '' ? 'noCertificate' : null;
  if (keeps(draft, edited)) return null;
  if (draft.signIn === 'secret') return draft.secret === '' ? 'noSecret' : null;
  return addressesOf(draft, form).deviceEndpoint === '' && draft.refreshToken === '' ? 'noRefreshToken' : null;
}

const kinds = {
  password: 'password',
  secret: 'client-credentials',
  certificate: 'client-credentials',
  person: 'delegated',
};

/** It signs in this way already, and what is sealed of that is kept. */
export function keeps({ signIn }: Draft, edited: OutboundConnector | null): boolean {
  const auth = edited?.auth ?? null;
  if (auth === null || signIn === 'none' || auth.kind !== kinds[signIn]) return false;
  return auth.kind !== 'client-credentials' || (auth.proof.kind === 'secret') === (signIn === 'secret');
}
