/** Codes for the day that the telephone is gone: shown once. */
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useCopy } from './copyable.tsx';

const useStyles = makeStyles({
  whole: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: tokens.spacingVerticalM },
  codes: {
    display: 'grid',
    gridTemplateColumns: 'repeat(2, auto)',
    columnGap: tokens.spacingHorizontalXXL,
    rowGap: tokens.spacingVerticalXS,
    margin: 0,
    padding: tokens.spacingHorizontalM,
    listStyleType: 'none',
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
    fontFamily: tokens.fontFamilyMonospace,
  },
});

export function RecoveryCodes({ codes }: { readonly codes: readonly string[] }) {
  const { t } = useTranslation('people');
  const { t: part } = useTranslation('parts');
  const styles = useStyles();
  const { copied, copy } = useCopy(codes.join('\n'));
  return (
    <div className={styles.whole}>
      <Text>{t('recoveryCodes.text')}</Text>
      <ul className={styles.codes} aria-label={t('recoveryCodes.title')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Button onClick={copy}>{copied ? part('copied') : t('recoveryCodes.copy')}</Button>
    </div>
  );
}
