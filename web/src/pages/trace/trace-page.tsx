import { useTranslation } from 'react-i18next';
import { Heading } from '../../parts/heading.tsx';

export function Page() {
  const { t } = useTranslation('trace');
  return <Heading>{t('title')}</Heading>;
}
