/** A text to take along: a command, an address, a reference. */
import { Button, makeStyles, tokens, Tooltip } from '@fluentui/react-components';
import { Checkmark16Regular, Copy16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

const useStyles = makeStyles({
  line: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS, maxWidth: '100%' },
  text: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    backgroundColor: tokens.colorNeutralBackground3,
    paddingBlock: tokens.spacingVerticalXXS,
    paddingInline: tokens.spacingHorizontalS,
    borderRadius: tokens.borderRadiusMedium,
    overflowWrap: 'anywhere',
    whiteSpace: 'pre-wrap',
  },
});

const SHOWN_MS = 2_000;

export function useCopy(text: string): { readonly copied: boolean; readonly copy: () => void } {
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), SHOWN_MS);
  };
  return { copied, copy: () => void copy() };
}

export function Copyable({ text }: { readonly text: string }) {
  const { t } = useTranslation('parts');
  const styles = useStyles();
  const { copied, copy } = useCopy(text);
  return (
    <span className={styles.line}>
      <code className={styles.text}>{text}</code>
      <Tooltip relationship="label" content={copied ? t('copied') : t('copy')}>
        <Button
          data-screen-only
          size="small"
          appearance="subtle"
          icon={copied ? <Checkmark16Regular /> : <Copy16Regular />}
          onClick={copy}
        />
      </Tooltip>
    </span>
  );
}
