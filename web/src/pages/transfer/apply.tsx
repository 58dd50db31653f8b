/** An organization's file, chosen or pasted: tried out, shown as a difference, and made. */
import { Button, Checkbox, Field, makeStyles, Text, Textarea, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sizeText } from '../../parts/amounts.ts';
import { useDeed } from '../../parts/deed.ts';
import { FileFaults } from '../../parts/file-faults.tsx';
import { Outcome, Plan } from './plan.tsx';
import { usePlan } from './use-plan.ts';

/** As the API takes it in one request. */
const MOST = 16 * 1_048_576;

export const useStyles = makeStyles({
  form: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: tokens.spacingVerticalM,
    maxWidth: '960px',
  },
  wide: { width: '100%' },
  mono: { '& textarea': { fontFamily: tokens.fontFamilyMonospace } },
});

export function Apply() {
  const { t } = useTranslation('transfer');
  const file = usePlan();
  const { busy, error, run } = useDeed();
  if (file.done !== null) return <Outcome applied={file.done} again={file.forget} />;
  return (
    <>
      <Text>{t('apply.text')}</Text>
      <FileForm
        busy={busy}
        changed={file.forget}
        preview={(yaml, prune) => void run(() => file.preview(yaml, prune))}
      />
      {error !== null && <FileFaults error={error} />}
      {file.planned !== null && <Plan file={file} planned={file.planned} />}
    </>
  );
}

interface FormProps {
  readonly busy: boolean;
  readonly preview: (yaml: string, prune: boolean) => void;
  readonly changed: () => void;
}

function FileForm({ busy, preview, changed }: FormProps) {
  const { t } = useTranslation('transfer');
  const styles = useStyles();
  const [yaml, setYaml] = useState('');
  const [prune, setPrune] = useState(false);
  const [tried, setTried] = useState(false);
  const [isTooLarge, setTooLarge] = useState(false);
  const change = (text: string): void => {
    changed();
    setTooLarge(false);
    setYaml(text);
  };
  const choose = (chosen: File | undefined): void => {
    change('');
    if (chosen === undefined) return;
    if (chosen.size > MOST) setTooLarge(true);
    else void chosen.text().then(setYaml);
  };
  const fault = isTooLarge
    ? t('apply.tooLarge', { most: sizeText(MOST) })
    : tried && yaml.trim() === ''
      ? t('apply.empty')
      : undefined;
  const submit = (): void => {
    setTried(true);
    if (yaml.trim() !== '') preview(yaml, prune);
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Field label={t('apply.file')} validationMessage={fault}>
        {(control) => (
          <input
            {...control}
            type="file"
            accept=".yaml,.yml,text/yaml,application/yaml"
            onChange={({ target }) => choose(target.files?.[0])}
          />
        )}
      </Field>
      <Field label={t('apply.or')} className={styles.wide}>
        <Textarea
          className={styles.mono}
          resize="vertical"
          rows={10}
          spellCheck={false}
          value={yaml}
          onChange={(_, { value }) => change(value)}
        />
      </Field>
      <Field hint={t('apply.pruneHint')}>
        <Checkbox
          label={t('apply.prune')}
          checked={prune}
          onChange={(_, { checked }) => {
            changed();
            setPrune(checked === true);
          }}
        />
      </Field>
      <Button type="submit" appearance="primary" disabledFocusable={busy}>
        {t(busy ? 'apply.working' : 'apply.preview')}
      </Button>
    </form>
  );
}
