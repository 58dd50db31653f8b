/** The limits that an organization may have of its own, each with the value in force and where that is set. */
import { Button, Checkbox, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { Limit, Organization } from '../../api/contracts.ts';
import { useMay } from '../../api/rights.ts';
import { countText, sizeText } from '../../parts/amounts.ts';
import { Asked } from '../../parts/asked.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { Section } from '../../parts/section.tsx';
import { capital } from '../../parts/sentence.ts';
import { type SmallColumn, SmallTable } from '../../parts/small-table.tsx';
import { useSave } from './use.ts';

const useStyles = makeStyles({
  code: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, display: 'block' },
});

interface Props {
  readonly organization: Organization;
}

/** As the organization has it; undefined: as the server does. */
const ownValue = ({ limits }: Organization, { name }: Limit): number | undefined =>
  (limits as Readonly<Record<string, number | undefined>>)[name];

function useValueText(): (limit: Limit, value: number) => string {
  const { t } = useTranslation('organization');
  return ({ unit }, value) =>
    unit === 'octets' ? t('limits.bytes', { bytes: countText(value), size: sizeText(value) }) : countText(value);
}

export function Limits({ organization }: Props) {
  const { t } = useTranslation('organization');
  const styles = useStyles();
  const may = useMay('global-administrator');
  const valueText = useValueText();
  const [changing, setChanging] = useState<Limit | null>(null);
  const asked = useQuery({
    queryKey: ['directory', 'limits'],
    queryFn: ({ signal }) => call('GET /limits', { query: {}, signal }),
  });
  const from = (limit: Limit): string =>
    t(
      ownValue(organization, limit) !== undefined
        ? 'limits.here'
        : limit.value === limit.default
          ? 'limits.default'
          : 'limits.system',
    );
  const change: SmallColumn<Limit> = {
    name: '',
    width: '110px',
    atEnd: true,
    cell: (limit) => (
      <Button
        size="small"
        aria-label={t('limits.changeTitle', { name: limit.name })}
        onClick={() => setChanging(limit)}
      >
        {t('limits.change')}
      </Button>
    ),
  };
  return (
    <Section as="h2" title={t('limits.title')}>
      <Text>{t('limits.text')}</Text>
      <Asked query={asked}>
        {({ items }) => (
          <SmallTable
            label={t('limits.title')}
            rows={items.filter(({ overridableAt }) => overridableAt.includes('organization'))}
            keyOf={({ name }) => name}
            columns={[
              {
                name: t('limits.limit'),
                width: '50%',
                cell: ({ meaning, name }) => (
                  <>
                    {capital(meaning)}
                    <span className={styles.code}>{name}</span>
                  </>
                ),
              },
              {
                name: t('limits.value'),
                atEnd: true,
                cell: (limit) => valueText(limit, ownValue(organization, limit) ?? limit.value),
              },
              { name: t('limits.from'), cell: from },
              ...(may ? [change] : []),
            ]}
          />
        )}
      </Asked>
      {changing !== null && (
        <Change key={changing.name} organization={organization} limit={changing} close={() => setChanging(null)} />
      )}
    </Section>
  );
}

interface ChangeProps extends Props {
  readonly limit: Limit;
  readonly close: () => void;
}

function Change({ organization, limit, close }: ChangeProps) {
  const { t } = useTranslation('organization');
  const save = useSave(organization);
  const valueText = useValueText();
  const present = ownValue(organization, limit);
  const [text, setText] = useState(String(present ?? limit.value));
  const [isOwn, setOwn] = useState(present !== undefined);
  const value = Number(text);
  return (
    <FormDialog
      title={t('limits.changeTitle', { name: limit.name })}
      deed={t('save')}
      ready={!isOwn || (Number.isInteger(value) && value >= 1)}
      run={async () => {
        await save({ limits: { [limit.name]: isOwn ? value : null } });
        close();
      }}
      close={close}
    >
      <Text>{capital(limit.meaning)}</Text>
      <Field label={t('limits.number')} hint={limit.unit === 'octets' && isOwn ? sizeText(value) : undefined}>
        <Input
          type="number"
          min={1}
          value={text}
          onChange={(_, data) => {
            setText(data.value);
            setOwn(true);
          }}
        />
      </Field>
      <Checkbox
        label={t('limits.useDefault', { value: valueText(limit, limit.value) })}
        checked={!isOwn}
        onChange={(_, { checked }) => setOwn(checked !== true)}
      />
    </FormDialog>
  );
}
