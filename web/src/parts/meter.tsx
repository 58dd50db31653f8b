/** How much of what there is at most is used, as a bar: its colour says when it is near, the text beside it how much. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useContrastColours } from './look.tsx';

/** The alarm of a limit begins there, and is at its worst there. */
const NEAR = 0.8;
const FULL = 1;

const useStyles = makeStyles({
  track: {
    height: '4px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralStroke1,
    overflow: 'hidden',
    forcedColorAdjust: 'none',
  },
  // In high contrast the theme draws both white: the track is told by its edge.
  edged: {
    backgroundColor: tokens.colorNeutralBackground1,
    outline: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
  },
  bar: { height: '100%', backgroundColor: tokens.colorBrandBackground },
  near: { backgroundColor: tokens.colorStatusWarningBackground3 },
  full: { backgroundColor: tokens.colorStatusDangerBackground3 },
});

interface Props {
  readonly name: string;
  /** `80 of 100 messages` */
  readonly text: string;
  readonly used: number;
  readonly most: number;
  readonly className?: string;
}

export function Meter({ name, text, used, most, className }: Props) {
  const styles = useStyles();
  const isContrast = useContrastColours() !== null;
  const share = Math.min(used / most, FULL);
  return (
    <div
      className={mergeClasses(styles.track, isContrast && styles.edged, className)}
      role="meter"
      aria-label={name}
      aria-valuemin={0}
      aria-valuemax={most}
      aria-valuenow={Math.min(used, most)}
      aria-valuetext={text}
    >
      <div
        className={mergeClasses(styles.bar, share >= NEAR && styles.near, share >= FULL && styles.full)}
        style={{ width: `${share * 100}%` }}
      />
    </div>
  );
}
