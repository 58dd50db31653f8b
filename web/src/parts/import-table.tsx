/** Objects of a kind from a table file: tried first, told line by line what it would do, then done as one change. */
import { Field, Link, Text } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DevicesImport } from '../api/contracts.ts';
import { countText } from './amounts.ts';
import { type Bullet, Bullets } from './bullets.tsx';
import { FileFaults, SHOWN } from './file-faults.tsx';
import { FormDialog } from './form-dialog.tsx';
import { useOwner } from './owner.tsx';
import { Remedy } from './remedy.tsx';
import { capital } from './sentence.ts';

/** What a table would change, or has changed, whatever kind it is of. */
type Plan = Pick<DevicesImport, 'changes' | 'warnings'> & Partial<Pick<DevicesImport, 'nextSteps'>>;

interface Props<Answer extends Plan> {
  /** `Import devices` */
  readonly title: string;
  /** What such a file is. */
  readonly text: string;
  /** Of the link that saves the present ones. */
  readonly present: string;
  readonly ask: (
    body: { readonly csv: string; readonly dryRun: boolean },
    organization: string | undefined,
  ) => Promise<Answer>;
  /** What is told of it besides its changes. */
  readonly more?: (answer: Answer) => ReactNode;
  readonly close: () => void;
  readonly changed: () => void;
  /** Saves the table as it is now, to be filled in. */
  readonly download: (organization: string | undefined) => void;
}

/** A table is of one organization. */
export function ImportTable<Answer extends Plan>(props: Props<Answer>) {
  const { title, text, present, ask, more, close, changed, download } = props;
  const { t } = useTranslation('imported');
  const queries = useQueryClient();
  const [csv, setCsv] = useState<string | null>(null);
  const [planned, setPlanned] = useState<Answer | null>(null);
  const [done, setDone] = useState<Answer | null>(null);
  const owner = useOwner({ changed: () => setPlanned(null) });
  const { organization, isSaid } = owner;
  const run = async (): Promise<void> => {
    if (planned === null) {
      setPlanned(await ask({ csv: csv ?? '', dryRun: true }, organization));
      return;
    }
    setDone(await ask({ csv: csv ?? '', dryRun: false }, organization));
    await queries.invalidateQueries({ queryKey: ['directory'] });
    changed();
  };
  return (
    <FormDialog
      title={title}
      deed={planned === null ? t('preview') : t('deed')}
      ready={isSaid && csv !== null && csv !== '' && planned?.changes.length !== 0}
      run={run}
      close={close}
      failed={(error) => <FileFaults error={error} />}
      told={
        done && (
          <>
            <Told plan={done} />
            {more?.(done)}
          </>
        )
      }
    >
      {owner.field}
      <Text as="p">
        {text}{' '}
        <Link as="button" type="button" inline disabledFocusable={!isSaid} onClick={() => download(organization)}>
          {present}
        </Link>
      </Text>
      <Field label={t('file')}>
        {(control) => (
          <input
            {...control}
            type="file"
            accept=".csv,text/csv"
            onChange={({ target }) => {
              setPlanned(null);
              setCsv(null);
              void target.files?.[0]?.text().then(setCsv);
            }}
          />
        )}
      </Field>
      {planned !== null && <Planned plan={planned} />}
    </FormDialog>
  );
}

function Planned({ plan: { changes, warnings } }: { readonly plan: Plan }) {
  const { t } = useTranslation('imported');
  const shown = changes.slice(0, SHOWN).map(
    ({ action, name, fields }, index): Bullet => ({
      key: `${index}`,
      mood: 'neutral',
      text: `${t(`${action}`, { name })} ${fields.map(({ field }) => field).join(', ')}`,
    }),
  );
  const left = changes.length - shown.length;
  return (
    <>
      <Text as="p" weight="semibold" role="status">
        {changes.length === 0 ? t('nothing') : t('would', { count: changes.length })}
      </Text>
      <Bullets of={shown} />
      {left > 0 && <Text>{t('more', { amount: countText(left) })}</Text>}
      <Bullets of={warningsOf(warnings)} />
    </>
  );
}

const warningsOf = (warnings: Plan['warnings']): readonly Bullet[] =>
  warnings.map((text) => ({ key: text, mood: 'warning', text: capital(text) }));

function Told({ plan: { changes, warnings, nextSteps = [] } }: { readonly plan: Plan }) {
  const { t } = useTranslation('imported');
  return (
    <>
      <Text as="p" weight="semibold" role="status">
        {t('done', { count: changes.length })}
      </Text>
      <Bullets of={warningsOf(warnings)} />
      {nextSteps.slice(0, SHOWN).map((step, index) => (
        <Remedy key={index} told={step} />
      ))}
    </>
  );
}
