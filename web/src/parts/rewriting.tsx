/** In whose name mail goes out: the fields of a device or a connector, and what they make of a sample mail, while one writes. */
import { Checkbox, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import type { RewritingPreview } from '../api/contracts.ts';
import { Section } from './section.tsx';
import { type SmallColumn, SmallTable } from './small-table.tsx';
import { faultsOf, useTried } from './trial.ts';

export interface RewritingTexts {
  readonly rewriteFrom: string;
  readonly rewriteReversePath: string;
  readonly replyToOriginal: boolean;
}

interface Rewriting {
  readonly from: string | null;
  readonly reversePath: string | null;
  readonly replyToOriginal: boolean;
}

export const textsOfRewriting = (rewriting: Rewriting | null): RewritingTexts => ({
  rewriteFrom: rewriting?.from ?? '',
  rewriteReversePath: rewriting?.reversePath ?? '',
  replyToOriginal: rewriting?.replyToOriginal ?? true,
});

/** As the API takes it; null: mail goes out in the name of its sender. */
export function rewritingOf({ rewriteFrom, rewriteReversePath, replyToOriginal }: RewritingTexts): Rewriting | null {
  const from = rewriteFrom.trim() || null;
  const reversePath = rewriteReversePath.trim() || null;
  return from === null && reversePath === null ? null : { from, reversePath, replyToOriginal };
}

interface Props {
  readonly value: RewritingTexts;
  readonly change: (part: Partial<RewritingTexts>) => void;
  /** As the server says it, where the form asks. */
  readonly fault?: string | undefined;
}

export function RewritingFields({ value, change, fault }: Props) {
  const { t } = useTranslation('parts');
  const [sample, setSample] = useState<string>(t('rewriting.sampleFrom'));
  const rewriting = rewritingOf(value);
  const trial = useTried({
    key: ['rewriting-preview'],
    draft: { rewriting, sample },
    ask: (said, signal) => preview(said, signal),
    enabled: rewriting !== null && sample.trim() !== '',
  });
  const faultOf = (field: string): string | undefined =>
    rewriting === null ? undefined : faultsOf(trial, [`rewriting.${field}`])[0];
  return (
    <>
      <Field label={t('rewriting.from')} hint={t('rewriting.fromHint')} validationMessage={fault ?? faultOf('from')}>
        <Input
          type="email"
          value={value.rewriteFrom}
          onChange={(_, { value: text }) => {
            // They are the same address for nearly everybody.
            const goesAlong = value.rewriteReversePath === value.rewriteFrom;
            change({ rewriteFrom: text, ...(goesAlong && { rewriteReversePath: text }) });
          }}
        />
      </Field>
      <Field label={t('rewriting.reversePath')} validationMessage={faultOf('reversePath')}>
        <Input
          type="email"
          value={value.rewriteReversePath}
          onChange={(_, { value: text }) => change({ rewriteReversePath: text })}
        />
      </Field>
      {value.rewriteFrom.trim() !== '' && (
        <Checkbox
          label={t('rewriting.replyTo')}
          checked={value.replyToOriginal}
          onChange={(_, { checked }) => change({ replyToOriginal: checked === true })}
        />
      )}
      {rewriting !== null && (
        <Section title={t('rewriting.title')}>
          <Field label={t('rewriting.sample')} validationMessage={faultsOf(trial, ['sample'])[0]}>
            <Input value={sample} onChange={(_, { value: text }) => setSample(text)} />
          </Field>
          {trial.tried !== undefined && <Rows rows={trial.tried.rows} />}
        </Section>
      )}
    </>
  );
}

/** The address between the last brackets is the envelope sender too, as devices have it. */
const preview = (
  { rewriting, sample }: { readonly rewriting: Rewriting | null; readonly sample: string },
  signal: AbortSignal,
): Promise<RewritingPreview> =>
  call('POST /rewriting-preview', {
    body: {
      rewriting: rewriting ?? {},
      sample: { from: sample, envelopeSender: /<([^<>]*)>[^<>]*$/u.exec(sample)?.[1] ?? sample.trim() },
    },
    signal,
  });

type Row = RewritingPreview['rows'][number];

const useStyles = makeStyles({
  changed: { fontWeight: tokens.fontWeightSemibold },
});

function Rows({ rows }: { readonly rows: readonly Row[] }) {
  const { t } = useTranslation('parts');
  const styles = useStyles();
  const columns: readonly SmallColumn<Row>[] = [
    { name: t('rewriting.field'), width: '110px', namesRow: true, cell: ({ name }) => name },
    { name: t('rewriting.before'), cell: ({ before }) => before ?? t('rewriting.none') },
    {
      name: t('rewriting.after'),
      cell: ({ before, after }) => (
        <Text className={before === after ? undefined : styles.changed}>{after ?? t('rewriting.none')}</Text>
      ),
    },
  ];
  return <SmallTable label={t('rewriting.title')} columns={columns} rows={rows} keyOf={({ name }) => name} />;
}
