/** What came of a verb: how many recipients, which were left alone, and why. */
import { Button, MessageBar, MessageBarActions, MessageBarBody, Text } from '@fluentui/react-components';
import { Dismiss20Regular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { Steered } from '../../api/contracts.ts';
import { countText } from '../../parts/amounts.ts';
import { Failed } from '../../parts/states.tsx';
import type { Steering } from './steering.ts';

export function Outcome({ steering: { error, done, dismiss } }: { readonly steering: Steering }) {
  const { t } = useTranslation('queue');
  if (error !== null) return <Failed error={error} />;
  if (done === null) return null;
  const { verb, answer } = done;
  const count = answer.touched;
  const isWhole = count > 0 && (answer.untouched ?? []).every(({ why }) => why !== 'under-way');
  return (
    <MessageBar intent={isWhole ? 'success' : 'warning'} layout="multiline">
      <MessageBarBody>
        {t(`result.${verb}`, { count, shown: countText(count) })}
        <Untouched of={answer} />
      </MessageBarBody>
      <MessageBarActions
        containerAction={
          <Button
            appearance="transparent"
            icon={<Dismiss20Regular />}
            aria-label={t('result.dismiss')}
            onClick={dismiss}
          />
        }
      />
    </MessageBar>
  );
}

/** So many are named. */
const NAMED = 3;

export function Untouched({ of: { untouched = [] } }: { readonly of: Pick<Steered, 'untouched'> }) {
  const { t } = useTranslation('queue');
  return untouched.map(({ why, count, sample }) => {
    const names = sample.slice(0, NAMED).map(({ queueId, recipient }) => recipient ?? queueId);
    return (
      <Text key={why} as="p" block>
        {t(`untouched.${why}`, { count, shown: countText(count) })} {count <= NAMED && names.join(', ')}
      </Text>
    );
  });
}
