/** Whether people would be told: a test alarm by every channel, and what each answered. */
import { Button, Dropdown, Field, makeStyles, Option, Text, tokens } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { Flyout } from '../../parts/flyout.tsx';
import { useOrganizationChoice } from '../../parts/organization.ts';
import { Failed, Loading } from '../../parts/states.tsx';
import { StepList } from '../../parts/step-list.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: tokens.spacingVerticalM },
});

export function TestChannels({ open, close }: { readonly open: boolean; readonly close: () => void }) {
  const { t } = useTranslation('alarms');
  const styles = useStyles();
  const { all, chosen } = useOrganizationChoice();
  const [picked, setPicked] = useState<string | null>(null);
  const organization = picked ?? chosen ?? all[0]?.id;
  const test = useMutation({ mutationFn: () => call('POST /alarms/test', { query: { organization } }) });
  const leave = (): void => {
    test.reset();
    close();
  };
  return (
    <Flyout open={open} title={t('testTitle')} close={leave} previous={null} next={null}>
      <div className={styles.form}>
        <Text>{t('testText')}</Text>
        {all.length > 1 && (
          <Field label={t('testFor')}>
            <Dropdown
              value={all.find(({ id }) => id === organization)?.name ?? ''}
              selectedOptions={organization === undefined ? [] : [organization]}
              onOptionSelect={(_, { optionValue }) => {
                test.reset();
                setPicked(optionValue ?? null);
              }}
            >
              {all.map(({ id, name }) => (
                <Option key={id} value={id}>
                  {name}
                </Option>
              ))}
            </Dropdown>
          </Field>
        )}
        <Button appearance="primary" onClick={() => test.mutate()} disabled={test.isPending}>
          {t('testSend')}
        </Button>
      </div>
      {test.isPending && <Loading />}
      {test.error !== null && <Failed error={test.error} />}
      {test.data !== undefined && <StepList steps={test.data.steps} />}
    </Flyout>
  );
}
