/** Devices from a table file: tried first, told line by line what it would do, then done as one change. */
import { Field, Link, Text } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem, call } from '../../api/call.ts';
import type { DevicesImport } from '../../api/contracts.ts';
import { countText } from '../../parts/amounts.ts';
import { type Bullet, Bullets } from '../../parts/bullets.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { Remedy } from '../../parts/remedy.tsx';
import { capital, sentence } from '../../parts/sentence.ts';
import { Failed } from '../../parts/states.tsx';

/** Of a file of thousands the first are shown. */
const SHOWN = 20;

interface Props {
  /** An id. */
  readonly organization: string;
  readonly close: () => void;
  readonly changed: () => void;
  /** Saves the table as it is now, to be filled in. */
  readonly download: () => void;
}

export function ImportDevices({ organization, close, changed, download }: Props) {
  const { t } = useTranslation('devices');
  const queries = useQueryClient();
  const [csv, setCsv] = useState<string | null>(null);
  const [planned, setPlanned] = useState<DevicesImport | null>(null);
  const [done, setDone] = useState<DevicesImport | null>(null);
  const ask = (dryRun: boolean): Promise<DevicesImport> =>
    call('POST /device-csv', { query: { organization }, body: { csv: csv ?? '', dryRun } });
  const run = async (): Promise<void> => {
    if (planned === null) {
      setPlanned(await ask(true));
      return;
    }
    setDone(await ask(false));
    await queries.invalidateQueries({ queryKey: ['directory'] });
    changed();
  };
  return (
    <FormDialog
      title={t('import.title')}
      deed={planned === null ? t('import.preview') : t('import.deed')}
      ready={csv !== null && csv !== '' && planned?.changes.length !== 0}
      run={run}
      close={close}
      failed={(error) => <Faults error={error} />}
      told={done && <Told plan={done} />}
    >
      <Text as="p">
        {t('import.text')}{' '}
        <Link as="button" type="button" inline onClick={download}>
          {t('import.download')}
        </Link>
      </Text>
      <Field label={t('import.file')}>
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

function Planned({ plan: { changes, warnings } }: { readonly plan: DevicesImport }) {
  const { t } = useTranslation('devices');
  const shown = changes.slice(0, SHOWN).map(
    ({ action, name, fields }, index): Bullet => ({
      key: `${index}`,
      mood: 'neutral',
      text: `${t(`import.${action}`, { name })} ${fields.map(({ field }) => field).join(', ')}`,
    }),
  );
  const more = changes.length - shown.length;
  return (
    <>
      <Text as="p" weight="semibold" role="status">
        {changes.length === 0 ? t('import.nothing') : t('import.would', { count: changes.length })}
      </Text>
      <Bullets of={shown} />
      {more > 0 && <Text>{t('import.more', { amount: countText(more) })}</Text>}
      <Bullets of={warningsOf(warnings)} />
    </>
  );
}

const warningsOf = (warnings: DevicesImport['warnings']): readonly Bullet[] =>
  warnings.map((text) => ({ key: text, mood: 'warning', text: capital(text) }));

function Told({ plan: { changes, warnings, nextSteps } }: { readonly plan: DevicesImport }) {
  const { t } = useTranslation('devices');
  return (
    <>
      <Text as="p" weight="semibold" role="status">
        {t('import.done', { count: changes.length })}
      </Text>
      <Bullets of={warningsOf(warnings)} />
      {nextSteps.slice(0, SHOWN).map((step, index) => (
        <Remedy key={index} told={step} />
      ))}
    </>
  );
}

/** Where in the file, and what helps. */
function Faults({ error }: { readonly error: Error }) {
  const problems = error instanceof ApiProblem ? (error.problem.problems ?? []) : [];
  return (
    <>
      <Failed error={error} />
      <Bullets
        of={problems.slice(0, SHOWN).map(({ path, message, cure }, index) => ({
          key: `${index}`,
          mood: 'bad',
          text: `${path}: ${sentence(message)} ${sentence(cure)}`,
        }))}
      />
    </>
  );
}
