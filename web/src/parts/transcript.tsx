/** A session's transcript: the client's lines and ours, refusals marked by an icon and their colour. All of it comes from strangers, and is text. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ErrorCircle16Regular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';

const useStyles = makeStyles({
  block: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
    padding: tokens.spacingHorizontalM,
    overflow: 'auto',
    maxHeight: '360px',
    ':focus-visible': { outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}` },
  },
  line: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', display: 'flex', gap: tokens.spacingHorizontalXS },
  ours: { color: tokens.colorNeutralForeground2 },
  refused: { color: tokens.colorStatusDangerForeground1, fontWeight: tokens.fontWeightSemibold },
  icon: { flexShrink: 0, alignSelf: 'center' },
});

const REFUSED = /^S: [45]\d\d[ -]/u;

export function TranscriptView({ text }: { readonly text: string }) {
  const { t } = useTranslation('parts');
  const styles = useStyles();
  return (
    <div className={styles.block} role="region" aria-label={t('transcript')} tabIndex={0}>
      {text.split('\n').map((line, index) => {
        const isRefused = REFUSED.test(line);
        return (
          // Their order is all they have.
          <div
            key={index}
            className={mergeClasses(styles.line, line.startsWith('S:') && styles.ours, isRefused && styles.refused)}
          >
            {isRefused && <ErrorCircle16Regular className={styles.icon} aria-hidden />}
            <span>{line}</span>
          </div>
        );
      })}
    </div>
  );
}
