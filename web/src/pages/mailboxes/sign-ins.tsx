/** The sign-ins of one mailbox: made for a device, given a new password, turned off, taken away. A password is told once. */
import { Button, Checkbox, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { Credential, Mailbox } from '../../api/contracts.ts';
import { useMay } from '../../api/rights.ts';
import { Asked } from '../../parts/asked.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { Copyable } from '../../parts/copyable.tsx';
import { useDeed } from '../../parts/deed.ts';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { Section } from '../../parts/section.tsx';
import { SmallTable } from '../../parts/small-table.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { Failed } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import { MAILBOXES } from './shown.ts';

const useStyles = makeStyles({
  acts: { display: 'flex', flexWrap: 'wrap', justifyContent: 'flex-end', gap: tokens.spacingHorizontalXS },
});

type Act = 'reset' | 'revoke';

/** Absent: the person chose it. */
interface Made {
  readonly password?: string | undefined;
}

export function SignIns({ mailbox }: { readonly mailbox: Mailbox }) {
  const { t } = useTranslation('mailboxes');
  const styles = useStyles();
  const queries = useQueryClient();
  const mayReset = useMay('help-desk');
  const mayChange = useMay('organization-administrator');
  const [adding, setAdding] = useState(false);
  const [act, setAct] = useState<{ readonly what: Act; readonly one: Credential } | null>(null);
  const found = useQuery({
    queryKey: [...MAILBOXES, 'sign-ins', mailbox.id],
    queryFn: ({ signal }) =>
      call('GET /credentials', { query: { organization: mailbox.organizationId, mailbox: mailbox.address }, signal }),
  });
  const changed = () => queries.invalidateQueries({ queryKey: ['directory'] });
  const turning = useDeed();
  const turn = (one: Credential): Promise<void> =>
    turning.run(async () => {
      await call('PATCH /credentials/:name', { params: { name: one.id }, body: { enabled: !one.enabled }, seen: one });
      await changed();
    });
  const acts = (one: Credential) => (
    <div className={styles.acts}>
      {mayReset && (
        <Button size="small" onClick={() => setAct({ what: 'reset', one })}>
          {t('signIn.reset')}
        </Button>
      )}
      {mayChange && (
        <>
          <Button size="small" disabledFocusable={turning.busy} onClick={() => void turn(one)}>
            {t(one.enabled ? 'signIn.off' : 'signIn.on')}
          </Button>
          <Button size="small" onClick={() => setAct({ what: 'revoke', one })}>
            {t('signIn.revoke')}
          </Button>
        </>
      )}
    </div>
  );
  return (
    <Section
      title={t('signIn.title')}
      aside={
        mayChange && (
          <Button size="small" onClick={() => setAdding(true)}>
            {t('signIn.add')}
          </Button>
        )
      }
    >
      <Text>{t('signIn.text')}</Text>
      {turning.error !== null && <Failed error={turning.error} />}
      <Asked query={found}>
        {({ items }) =>
          items.length === 0 ? (
            <Text>{t('signIn.none')}</Text>
          ) : (
            <SmallTable
              label={t('signIn.title')}
              rows={items}
              keyOf={({ id }) => id}
              alignTop
              columns={[
                { name: t('signIn.name'), namesRow: true, cell: ({ name }) => name },
                { name: t('signIn.username'), cell: ({ username }) => username },
                { name: t('signIn.made'), cell: ({ createdAt }) => <Time at={createdAt} as="relative" /> },
                {
                  name: t('signIn.state'),
                  width: '70px',
                  cell: ({ enabled }) => (
                    <StateWord mood={enabled ? 'good' : 'warning'}>{t(enabled ? 'states.on' : 'states.off')}</StateWord>
                  ),
                },
                { name: '', width: '180px', atEnd: true, cell: acts },
              ]}
            />
          )
        }
      </Asked>
      {adding && <Add mailbox={mailbox} close={() => setAdding(false)} changed={changed} />}
      {act?.what === 'reset' && <Reset one={act.one} close={() => setAct(null)} changed={changed} />}
      {act?.what === 'revoke' && (
        <Confirm
          open
          title={t('signIn.revokeTitle', { name: act.one.name })}
          deed={t('signIn.revoke')}
          run={async () => {
            await call('DELETE /credentials/:name', { params: { name: act.one.id }, seen: act.one });
            await changed();
          }}
          close={() => setAct(null)}
        >
          {t('signIn.revokeText')}
        </Confirm>
      )}
    </Section>
  );
}

interface AddProps {
  readonly mailbox: Mailbox;
  readonly close: () => void;
  readonly changed: () => Promise<void>;
}

function Add({ mailbox, close, changed }: AddProps) {
  const { t } = useTranslation('mailboxes');
  const [name, setName] = useState('');
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [cramMd5, setCramMd5] = useState(false);
  const [made, setMade] = useState<Made | null>(null);
  const run = async (): Promise<void> => {
    const said = {
      ...(username.trim() !== '' && { username: username.trim() }),
      ...(password !== '' && { password }),
    };
    const body = { mailbox: mailbox.address, name: name.trim(), cramMd5, ...said };
    setMade(await call('POST /credentials', { query: { organization: mailbox.organizationId }, body }));
    await changed();
  };
  return (
    <FormDialog
      title={t('signIn.add')}
      deed={t('signIn.addDeed')}
      ready={name.trim() !== ''}
      run={run}
      close={close}
      told={made && <Told password={made.password} />}
    >
      <Field label={t('signIn.name')} hint={t('signIn.nameHint')} required>
        <Input autoComplete="off" value={name} onChange={(_, { value }) => setName(value)} />
      </Field>
      <Field label={t('signIn.username')} hint={t('signIn.usernameHint')}>
        <Input autoComplete="off" value={username} onChange={(_, { value }) => setUsername(value)} />
      </Field>
      <Field label={t('signIn.password')} hint={t('signIn.passwordHint')}>
        <Input
          type="password"
          autoComplete="new-password"
          value={password}
          onChange={(_, { value }) => setPassword(value)}
        />
      </Field>
      <Checkbox
        label={t('signIn.cramMd5')}
        checked={cramMd5}
        onChange={(_, { checked }) => setCramMd5(checked === true)}
      />
    </FormDialog>
  );
}

interface ResetProps extends Pick<AddProps, 'close' | 'changed'> {
  readonly one: Credential;
}

function Reset({ one, close, changed }: ResetProps) {
  const { t } = useTranslation('mailboxes');
  const [made, setMade] = useState<Made | null>(null);
  return (
    <FormDialog
      title={t('signIn.resetTitle', { name: one.name })}
      deed={t('signIn.reset')}
      run={async () => {
        setMade(await call('POST /credentials/:name/reset', { params: { name: one.id }, body: {} }));
        await changed();
      }}
      close={close}
      told={made && <Told password={made.password} />}
    >
      <Text>{t('signIn.resetText')}</Text>
    </FormDialog>
  );
}

function Told({ password }: { readonly password: string | undefined }) {
  const { t } = useTranslation('mailboxes');
  if (password === undefined) return <Text role="status">{t('signIn.saved')}</Text>;
  return (
    <>
      <Text role="status">{t('signIn.told')}</Text>
      <Copyable text={password} />
    </>
  );
}
