/** Another server's configuration: its files, what becomes of each setting, what would change here, and what is left to do. */
import { Button, Field, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { SaidTo, Understood } from '../../api/contracts.ts';
import { sizeText } from '../../parts/amounts.ts';
import { type Bullet, Bullets } from '../../parts/bullets.tsx';
import { Choice } from '../../parts/choice.tsx';
import { Copyable } from '../../parts/copyable.tsx';
import { useDeed } from '../../parts/deed.ts';
import { FileFaults } from '../../parts/file-faults.tsx';
import { useOrganizationChoice } from '../../parts/organization.ts';
import { type Owner, useOwner } from '../../parts/owner.tsx';
import { Remedy } from '../../parts/remedy.tsx';
import { Section } from '../../parts/section.tsx';
import { useStyles as useFormStyles } from './apply.tsx';
import { fileName, saveYaml } from './export.tsx';
import { Outcome, Plan } from './plan.tsx';
import { usePlan } from './use-plan.ts';

type Source = SaidTo<'POST /import'>['body']['from'];
type Note = Understood['notes'][number];

const SOURCES = ['postfix', 'exchange', 'hmailserver'] as const satisfies readonly Source[];
/** As the API takes them together. */
const MOST = 4 * 1_048_576;
const VERDICTS = ['left', 'different', 'taken'] as const satisfies readonly Note['verdict'][];
const moods: Readonly<Record<Note['verdict'], Bullet['mood']>> = { left: 'bad', different: 'warning', taken: 'good' };
const ACCEPT: Readonly<Record<Source, string | undefined>> = {
  postfix: undefined,
  exchange: '.json,.csv,application/json,text/csv',
  hmailserver: '.xml,text/xml',
};
/** As `doorpost import exchange --help` has it. */
const POWERSHELL = `Get-InboundConnector  | ConvertTo-Json -Depth 5 | Out-File -Encoding utf8 inbound.json
Get-OutboundConnector | ConvertTo-Json -Depth 5 | Out-File -Encoding utf8 outbound.json
Get-AcceptedDomain    | Export-Csv domains.csv -NoTypeInformation -Encoding utf8
Get-Mailbox -ResultSize Unlimited | Select-Object DisplayName,PrimarySmtpAddress,RecipientTypeDetails,@{n='EmailAddresses';e={$_.EmailAddresses -join ' '}} | Export-Csv mailboxes.csv -NoTypeInformation -Encoding utf8
Get-CASMailbox -ResultSize Unlimited | Select-Object PrimarySmtpAddress,SmtpClientAuthenticationDisabled | Export-Csv access.csv -NoTypeInformation -Encoding utf8`;

const useStyles = makeStyles({
  told: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXL, minWidth: 0, maxWidth: '960px' },
});

export function Import() {
  const { t } = useTranslation('transfer');
  const styles = useStyles();
  const { all } = useOrganizationChoice();
  const [read, setRead] = useState<Understood | null>(null);
  const file = usePlan();
  const { error, busy, run } = useDeed();
  const forget = (): void => {
    file.forget();
    setRead(null);
  };
  const owner = useOwner({ changed: forget });
  const { organization } = owner;
  const name = all.find(({ id }) => id === organization)?.name ?? '';
  const understand = async (from: Source, files: readonly File[]): Promise<void> => {
    forget();
    const body = { from, files: await Promise.all(files.map(contentOf)) };
    const understood = await call('POST /import', { query: { organization }, body });
    setRead(understood);
    await file.preview(understood.yaml, false);
  };
  return (
    <>
      <Text>{t('import.text')}</Text>
      {file.done === null && (
        <Choose
          busy={busy}
          read={(from, files) => void run(() => understand(from, files))}
          changed={forget}
          owner={owner}
        />
      )}
      {error !== null && <FileFaults error={error} />}
      <div className={styles.told}>
        {file.done !== null && <Outcome applied={file.done} again={forget} />}
        {file.planned !== null && <Plan file={file} planned={file.planned} />}
        {read !== null && <Told read={read} name={name} isDone={file.done !== null} />}
      </div>
    </>
  );
}

/** In base64: what charset it is in the server finds out, as for the command line. */
function contentOf(file: File): Promise<{ readonly name: string; readonly content: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ readonly name: string; readonly content: string }>();
  const reader = new FileReader();
  reader.addEventListener('load', () => {
    const url = String(reader.result);
    // Of an empty one there is nothing behind the comma, or no comma.
    resolve({ name: file.name, content: file.size === 0 ? '' : url.slice(url.indexOf(',') + 1) });
  });
  reader.addEventListener('error', () => reject(reader.error));
  reader.readAsDataURL(file);
  return promise;
}

interface ChooseProps {
  readonly busy: boolean;
  readonly read: (from: Source, files: readonly File[]) => void;
  readonly changed: () => void;
  readonly owner: Owner;
}

function Choose({ busy, read, changed, owner }: ChooseProps) {
  const { t } = useTranslation('transfer');
  const styles = useFormStyles();
  const [from, setFrom] = useState<Source>('postfix');
  const [files, setFiles] = useState<readonly File[]>([]);
  const [tried, setTried] = useState(false);
  const isTooLarge = files.reduce((sum, { size }) => sum + size, 0) > MOST;
  const fault = isTooLarge
    ? t('import.tooLarge', { most: sizeText(MOST) })
    : tried && files.length === 0
      ? t('import.none')
      : undefined;
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (files.length > 0 && !isTooLarge && owner.isSaid) read(from, files);
      }}
    >
      <Choice
        label={t('import.from')}
        value={from}
        options={SOURCES.map((value) => ({ value, name: t(`import.sources.${value}`) }))}
        change={(value) => {
          changed();
          setFiles([]);
          setTried(false);
          setFrom(SOURCES.find((one) => one === value) ?? 'postfix');
        }}
      />
      {owner.field}
      {from === 'exchange' && (
        <div>
          <Text as="p">{t('import.powershell')}</Text>
          <Copyable text={POWERSHELL} />
        </div>
      )}
      <Field label={t('import.files')} hint={t(`import.hints.${from}`)} validationMessage={fault}>
        {(control) => (
          <input
            {...control}
            // Another server has other files.
            key={from}
            type="file"
            multiple={from !== 'hmailserver'}
            accept={ACCEPT[from]}
            onChange={({ target }) => {
              changed();
              setFiles([...(target.files ?? [])]);
            }}
          />
        )}
      </Field>
      <Button type="submit" appearance="primary" disabledFocusable={busy || !owner.isSaid}>
        {t(busy ? 'import.reading' : 'import.read')}
      </Button>
    </form>
  );
}

/** A button says what it does, and not to what. */
function Left({ told }: { readonly told: Understood['afterwards'][number] }) {
  const facts: Readonly<Record<string, unknown>> = { ...told.remedy };
  const subject = [facts['domain'], facts['name']].find((one) => typeof one === 'string');
  return (
    <>
      {subject !== undefined && <Text weight="semibold">{subject}</Text>}
      <Remedy told={told} />
    </>
  );
}

interface ToldProps {
  readonly read: Understood;
  readonly name: string;
  readonly isDone: boolean;
}

function Told({ read: { yaml, notes, more, afterwards }, name, isDone }: ToldProps) {
  const { t } = useTranslation('transfer');
  return (
    <>
      {afterwards.length > 0 && (
        <Section as="h2" title={t('import.afterwards')}>
          <Bullets
            of={afterwards.map((told, index) => ({
              key: `${index}`,
              mood: 'neutral',
              text: isDone ? <Left told={told} /> : told.cure,
            }))}
          />
        </Section>
      )}
      {VERDICTS.map((verdict) => {
        const some = notes.filter((note) => note.verdict === verdict);
        return (
          some.length > 0 && (
            <Section key={verdict} as="h2" title={t(`import.verdicts.${verdict}`)}>
              <Bullets
                of={some.map(({ source, text, cure, remedy }, index) => ({
                  key: `${index}`,
                  mood: moods[verdict],
                  text: (
                    <>
                      <Text>{`${source}: ${text}`}</Text>
                      {cure !== undefined && <Remedy quiet told={{ cure, ...(remedy !== undefined && { remedy }) }} />}
                    </>
                  ),
                }))}
              />
            </Section>
          )
        );
      })}
      {more > 0 && <Text>{t('import.more', { count: more })}</Text>}
      {!isDone && (
        <Section as="h2" title={t('import.file')}>
          <Text>{t('import.fileText')}</Text>
          <div>
            <Button onClick={() => saveYaml(fileName(name), yaml)}>{t('import.download')}</Button>
          </div>
        </Section>
      )}
    </>
  );
}
