/** A session's transcript: the client's lines and ours, refusals marked by an icon and their colour. All of it comes from strangers, and is text. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ErrorCircle16Regular } from '@fluentui/react-icons';
import { useLayoutEffect, useRef } from 'react';
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

/** Less than a line. */
const NEAR_END = 16;
const REFUSED = /^S: [45]\d\d[ -]/u;

interface Props {
  readonly text: string;
  /** It grows: its end stays in sight, unless one has scrolled away from it. */
  readonly follow?: boolean;
  /** Of other lines than a session's. */
  readonly label?: string;
}

export function TranscriptView({ text, follow = false, label }: Props) {
  const { t } = useTranslation('parts');
  const styles = useStyles();
  const block = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  useLayoutEffect(() => {
    if (follow && isAtEnd.current && block.current !== null) block.current.scrollTop = block.current.scrollHeight;
  }, [follow, text]);
  return (
    <div
      ref={block}
      className={styles.block}
      role="region"
      aria-label={label ?? t('transcript')}
      tabIndex={0}
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        isAtEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_END;
      }}
    >
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
