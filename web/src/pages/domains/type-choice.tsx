/** Where the mailboxes of a domain are: what becomes of addresses that are not known here. */
import { Field, makeStyles, Radio, RadioGroup, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Domain } from '../../api/contracts.ts';

interface Props {
  readonly name: string;
  readonly type: Domain['type'];
  readonly change: (type: Domain['type']) => void;
}

const useStyles = makeStyles({ more: { color: tokens.colorNeutralForeground2 } });

export function TypeChoice({ name, type, change }: Props) {
  const { t } = useTranslation('domains');
  const styles = useStyles();
  const label = (title: string, more: string) => (
    <>
      {title}
      <Text block size={200} className={styles.more}>
        {more}
      </Text>
    </>
  );
  return (
    <Field label={t('wizard.typeLabel', { name })}>
      <RadioGroup value={type} onChange={(_, { value }) => change(value as Domain['type'])}>
        <Radio value="authoritative" label={label(t('wizard.authoritative'), t('wizard.authoritativeText'))} />
        <Radio value="internal-relay" label={label(t('wizard.relay'), t('wizard.relayText'))} />
      </RadioGroup>
    </Field>
  );
}
