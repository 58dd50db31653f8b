/** The frame of the pages before one is signed in. */
import { Card, makeStyles, Title3, tokens } from '@fluentui/react-components';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';

const useStyles = makeStyles({
  page: {
    display: 'grid',
    placeItems: 'center',
    minHeight: '100%',
    backgroundColor: tokens.colorNeutralBackground2,
    padding: tokens.spacingHorizontalM,
    boxSizing: 'border-box',
  },
  card: { width: '400px', maxWidth: '100%', padding: tokens.spacingHorizontalXXL, boxSizing: 'border-box' },
});

export function Entry({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const { t } = useTranslation();
  const styles = useStyles();
  useEffect(() => {
    document.title = `${title} - ${t('product')}`;
  }, [title, t]);
  return (
    <main className={styles.page}>
      <Card className={styles.card}>
        <Title3 as="h1">{title}</Title3>
        {children}
      </Card>
    </main>
  );
}
