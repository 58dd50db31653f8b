/** Rows in high contrast: the theme would lay its brightest colour under words, links and icons that keep theirs. They are told by their edge. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useLook } from './look.tsx';

const still = { backgroundColor: tokens.colorNeutralBackground1, color: tokens.colorNeutralForeground1 };

const useStyles = makeStyles({
  row: {
    ':hover': { ...still, boxShadow: `inset 0 0 0 1px ${tokens.colorCompoundBrandStroke}` },
    ':active': still,
  },
  opened: { ...still, boxShadow: `inset 4px 0 0 ${tokens.colorCompoundBrandStroke}` },
});

/** Of a row, behind its other classes; undefined: the theme’s own are right. */
export function useRowInContrast(): (isOpened: boolean) => string | undefined {
  const styles = useStyles();
  const { theme } = useLook();
  return (isOpened) =>
    theme === 'contrast' ? mergeClasses(styles.row, isOpened ? styles.opened : undefined) : undefined;
}
