/** A part of a flyout or a page, with its heading. */
import { makeStyles, mergeClasses, Subtitle2, tokens } from '@fluentui/react-components';
import { type ReactNode, useId } from 'react';

const useStyles = makeStyles({
  section: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, minWidth: 0 },
  bar: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM },
  wide: { minHeight: '32px' },
  aside: { marginLeft: 'auto' },
});

interface Props {
  readonly title: string;
  /** `h2` of a page; `h3` in a flyout, whose title is one. */
  readonly as?: 'h2' | 'h3';
  /** At the right of the heading. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

export function Section({ title, as = 'h3', aside, children }: Props) {
  const styles = useStyles();
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div className={mergeClasses(styles.bar, as === 'h2' && styles.wide)}>
        <Subtitle2 as={as} id={id}>
          {title}
        </Subtitle2>
        {aside !== undefined && <div className={styles.aside}>{aside}</div>}
      </div>
      {children}
    </section>
  );
}
