/** What holds for everything in an organization that has no value of its own. */
import { useTranslation } from 'react-i18next';
import type { Organization } from '../../api/contracts.ts';
import { Limits as Table } from '../../parts/limits.tsx';
import { Section } from '../../parts/section.tsx';
import { useSaveOf } from './use.ts';

export function Limits({ organization }: { readonly organization: Organization }) {
  const { t } = useTranslation('limits');
  const save = useSaveOf();
  return (
    <Section as="h2" title={t('title')}>
      <Table level="organization" own={organization.limits} save={(limits) => save(organization, { limits })} />
    </Section>
  );
}
