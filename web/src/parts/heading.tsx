/** The name of a page: its one h1, which the window is called by too. Focus comes here when the page changes. */
import { makeStyles, Title2, tokens } from '@fluentui/react-components';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';

const useStyles = makeStyles({
  bar: { display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
  // A word may be longer than a phone is wide.
  title: { minWidth: 0, overflowWrap: 'anywhere', ':focus': { outlineStyle: 'none' } },
  actions: { marginLeft: 'auto', display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** `actions`: the toolbar of the page, at the right. */
export function Heading({ children, actions }: { readonly children: string; readonly actions?: ReactNode }) {
  const { t } = useTranslation();
  const styles = useStyles();
  useEffect(() => {
    document.title = `${children} - ${t('product')}`;
  }, [children, t]);
  return (
    <div className={styles.bar}>
      <Title2 as="h1" id="page-title" tabIndex={-1} className={styles.title}>
        {children}
      </Title2>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
