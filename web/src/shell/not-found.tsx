import { useTranslation } from 'react-i18next';
import { Heading } from '../parts/heading.tsx';
import { InnerLink } from '../parts/inner-link.tsx';

export function NotFound() {
  const { t } = useTranslation();
  return (
    <>
      <Heading>{t('notFound.title')}</Heading>
      <InnerLink to="/">{t('notFound.home')}</InnerLink>
    </>
  );
}
