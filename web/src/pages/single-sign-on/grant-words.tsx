/** What somebody may here by their roles there, in a line. */
import { useTranslation } from 'react-i18next';
import type { SsoPerson } from '../../api/contracts.ts';
import { useOrganizationNames } from '../../parts/grant.tsx';

export function GrantWords({ grant }: { readonly grant: SsoPerson['grant'] }) {
  const { t } = useTranslation('singleSignOn');
  const { t: shell } = useTranslation();
  const organizationNames = useOrganizationNames();
  if (grant === null) return t('own.nothing');
  return [
    shell(`roles.${grant.role}`),
    organizationNames(grant.organizations),
    ...(grant.content ? [t('mappings.content')] : []),
  ].join(' · ');
}
