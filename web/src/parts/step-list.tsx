/** Steps that were looked at or tried, each with how it went and, where it did not, what to do. */
import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { Step } from '../api/contracts.ts';
import { Remedy } from './remedy.tsx';
import { StateBlock } from './state-word.tsx';

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
  },
  cure: { marginLeft: '24px' },
});

/** A newer server may tell of others. */
const moods: Readonly<Record<string, 'good' | 'warning' | 'bad'>> = { good: 'good', warning: 'warning', bad: 'bad' };

export function StepList({ steps }: { readonly steps: readonly Step[] }) {
  const styles = useStyles();
  return (
    <ul className={styles.list} role="list">
      {steps.map(({ about, what, asked, outcome, text, cure, remedy }, index) => (
        // Their order is all they have.
        <li key={index}>
          <StateBlock mood={moods[outcome] ?? 'neutral'}>
            <Text weight="semibold">{[about, what, asked].filter((one) => one !== null).join(', ')}</Text>
            <Text as="p" block>
              {text}
            </Text>
          </StateBlock>
          {cure !== null && (
            <div className={styles.cure}>
              <Remedy told={{ cure, ...(remedy !== null && { remedy }) }} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
