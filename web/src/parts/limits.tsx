/** The limits that an object may have of its own, each with the value in force and where that is set. */
import { Button, Checkbox, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import type { Limit } from '../api/contracts.ts';
import { useMay } from '../api/rights.ts';
import { countText, sizeText } from './amounts.ts';
import { Asked } from './asked.tsx';
import { FormDialog } from './form-dialog.tsx';
import { capital } from './sentence.ts';
import { type SmallColumn, SmallTable } from './small-table.tsx';

const useStyles = makeStyles({
  code: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, display: 'block' },
});

type Level = 'organization' | 'mailbox';

interface Props {
  readonly level: Level;
  /** By their names; those that it has none of are as around it. */
  readonly own: object;
  /** The organization that it is in, by its name; absent: it is one. */
  readonly within?: string | null;
  /** null: as around it. Rejects with the problem. */
  readonly save: (limits: Readonly<Record<string, number | null>>) => Promise<unknown>;
}

const ownValue = (own: object, { name }: Limit): number | undefined =>
  (own as Readonly<Record<string, number | undefined>>)[name];

/** As its organization has it; undefined: as the server does. */
const valueAround = ({ setAt }: Limit, within: string | null | undefined): number | undefined =>
  setAt.find(({ level, name }) => level === 'organization' && name === within)?.value;

function useValueText(): (limit: Limit, value: number) => string {
  const { t } = useTranslation('limits');
  return ({ unit }, value) =>
    unit === 'octets' ? t('bytes', { bytes: countText(value), size: sizeText(value) }) : countText(value);
}

export function Limits({ level, own, within, save }: Props) {
  const { t } = useTranslation('limits');
  const styles = useStyles();
  const may = useMay('global-administrator');
  const valueText = useValueText();
  const [changing, setChanging] = useState<Limit | null>(null);
  const asked = useQuery({
    queryKey: ['directory', 'limits'],
    queryFn: ({ signal }) => call('GET /limits', { query: {}, signal }),
  });
  const from = (limit: Limit): string => {
    if (ownValue(own, limit) !== undefined) return t('here');
    if (valueAround(limit, within) !== undefined) return t('organization');
    return t(limit.value === limit.default ? 'default' : 'system');
  };
  const change: SmallColumn<Limit> = {
    name: '',
    width: '110px',
    atEnd: true,
    cell: (limit) => (
      <Button size="small" aria-label={t('changeTitle', { name: limit.name })} onClick={() => setChanging(limit)}>
        {t('change')}
      </Button>
    ),
  };
  return (
    <>
      <Text>{t(`text.${level}`)}</Text>
      <Asked query={asked}>
        {({ items }) => (
          <SmallTable
            label={t('title')}
            rows={items.filter(({ overridableAt }) => overridableAt.includes(level))}
            keyOf={({ name }) => name}
            columns={[
              {
                name: t('limit'),
                width: '50%',
                cell: ({ meaning, name }) => (
                  <>
                    {capital(meaning)}
                    <span className={styles.code}>{name}</span>
                  </>
                ),
              },
              {
                name: t('value'),
                atEnd: true,
                cell: (limit) => valueText(limit, ownValue(own, limit) ?? valueAround(limit, within) ?? limit.value),
              },
              { name: t('from'), cell: from },
              ...(may ? [change] : []),
            ]}
          />
        )}
      </Asked>
      {changing !== null && (
        <Change
          key={changing.name}
          limit={changing}
          own={ownValue(own, changing)}
          around={valueAround(changing, within) ?? changing.value}
          save={save}
          close={() => setChanging(null)}
        />
      )}
    </>
  );
}

interface ChangeProps extends Pick<Props, 'save'> {
  readonly limit: Limit;
  readonly own: number | undefined;
  readonly around: number;
  readonly close: () => void;
}

function Change({ limit, own, around, save, close }: ChangeProps) {
  const { t } = useTranslation('limits');
  const valueText = useValueText();
  const [text, setText] = useState(String(own ?? around));
  const [isOwn, setOwn] = useState(own !== undefined);
  // Of the object as the form was filled in from it.
  const [saveSeen] = useState(() => save);
  const value = Number(text);
  return (
    <FormDialog
      title={t('changeTitle', { name: limit.name })}
      deed={t('save')}
      ready={!isOwn || (Number.isInteger(value) && value >= 1)}
      run={async () => {
        await saveSeen({ [limit.name]: isOwn ? value : null });
        close();
      }}
      close={close}
    >
      <Text>{capital(limit.meaning)}</Text>
      <Field label={t('number')} hint={limit.unit === 'octets' && isOwn ? sizeText(value) : undefined}>
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
        label={t('useDefault', { value: valueText(limit, around) })}
        checked={!isOwn}
        onChange={(_, { checked }) => setOwn(checked !== true)}
      />
    </FormDialog>
  );
}
