/** What is to be checked. */
import { Button, Combobox, Field, Input, makeStyles, Option, Text, tokens } from '@fluentui/react-components';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { useMay } from '../../api/rights.ts';
import { Choice } from '../../parts/choice.tsx';
import { useOrganization } from '../../parts/organization.ts';
import { asksOutward, type Draft, isNamed, type Kind, kinds } from './question.ts';

const SHOWN = 20;

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

interface Props {
  readonly draft: Draft;
  readonly set: (part: Partial<Draft>) => void;
  readonly run: () => void;
  /** null: nothing is running. */
  readonly stop: (() => void) | null;
  readonly hasRun: boolean;
}

export function Form({ draft, set, run, stop, hasRun }: Props) {
  const { t } = useTranslation('checkup');
  const styles = useStyles();
  // The server belongs to no organization, and so does the network that it stands in.
  const governs = useMay('global-administrator');
  const { what } = draft;
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        run();
      }}
    >
      <Choice
        label={t('what')}
        value={what}
        options={kinds
          .filter((kind) => governs || kind !== 'server')
          .map((kind) => ({ value: kind, name: t(`kinds.${kind}`) }))}
        change={(chosen) => set({ what: kinds.find((kind) => kind === chosen) ?? 'all', name: '' })}
      />
      <Text size={200}>{t(`hints.${what}`)}</Text>
      {isNamed(what) && <Name kind={what} name={draft.name} change={(name) => set({ name })} />}
      <Field label={t('sendTo')} hint={t('sendToHint')}>
        <Input type="email" value={draft.sendTo} onChange={(_, { value }) => set({ sendTo: value })} />
      </Field>
      {governs && asksOutward(what) && (
        <Field label={t('probeHost')} hint={t('probeHostHint')}>
          <Input value={draft.probeHost} spellCheck={false} onChange={(_, { value }) => set({ probeHost: value })} />
        </Field>
      )}
      <div className={styles.buttons}>
        <Button type="submit" appearance="primary">
          {t(hasRun ? 'again' : 'run')}
        </Button>
        {stop !== null && <Button onClick={stop}>{t('stop')}</Button>}
      </div>
    </form>
  );
}

type Named = Extract<Kind, 'domain' | 'upstream' | 'connector' | 'device'>;

const ask = {
  domain: 'GET /domains',
  upstream: 'GET /outbound-connectors',
  connector: 'GET /inbound-connectors',
  device: 'GET /devices',
} as const satisfies Record<Named, string>;

interface NameProps {
  readonly kind: Named;
  readonly name: string;
  readonly change: (name: string) => void;
}

function Name({ kind, name, change }: NameProps) {
  const { t } = useTranslation('checkup');
  const organization = useOrganization();
  const { data } = useQuery({
    queryKey: ['directory', 'to-check', kind, organization, name],
    queryFn: ({ signal }) =>
      call(ask[kind], { query: { organization, text: name.trim() || undefined, limit: SHOWN }, signal }),
    placeholderData: keepPreviousData,
  });
  const names = [...new Set((data?.items ?? []).map((one) => one.name))];
  return (
    <Field label={t('name')} hint={t('nameHint')}>
      <Combobox
        freeform
        inlinePopup
        autoComplete="off"
        value={name}
        selectedOptions={[]}
        onChange={({ target: { value } }) => change(value)}
        onOptionSelect={(_, { optionText }) => optionText !== undefined && change(optionText)}
      >
        {names.map((each) => (
          <Option key={each}>{each}</Option>
        ))}
      </Combobox>
    </Field>
  );
}
