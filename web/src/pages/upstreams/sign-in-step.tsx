/** How it signs in: the ways that the kind takes, and of each only what it needs. Secrets go to the server, and never come back. */
import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  Field,
  Input,
  makeStyles,
  Radio,
  RadioGroup,
  tokens,
} from '@fluentui/react-components';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { OutboundConnector } from '../../api/contracts.ts';
import { faultsOf } from '../../parts/trial.ts';
import words from '../../words/en/upstreams.ts';
import { addressesOf, type Draft, isByToken, needsTenant, type SignInWay, waysOf } from './draft.ts';
import { keeps } from './lacks.ts';
import type { StepProps } from './trial.ts';

interface Props extends StepProps {
  readonly edited: OutboundConnector | null;
}

/** Fields of text, by their names. */
type TextField = { [Key in keyof Draft]: Draft[Key] extends string ? Key : never }[keyof Draft];

/** What the service calls it; absent: nothing that needs saying. */
function hintOf(t: TFunction<'upstreams'>, hints: 'usernameHints' | 'passwordHints', service: string) {
  return Object.hasOwn(words[hints], service) ? t(`${hints}.${service as 'azure'}`) : undefined;
}

export function SignInStep(props: Props) {
  const { t } = useTranslation('upstreams');
  const { draft, set, form, trial } = props;
  const ways = waysOf(form);
  const { deviceEndpoint } = addressesOf(draft, form);
  const isElsewhere = form.oauth !== null && form.oauth.deviceEndpoint === null && deviceEndpoint === '';
  return (
    <>
      {ways.length > 1 && (
        <Field label={t('fields.signIn')} validationMessage={faultsOf(trial, ['auth'])[0]}>
          <RadioGroup value={draft.signIn} onChange={(_, { value }) => set({ signIn: value as SignInWay })}>
            {ways.map((way) => (
              <Radio
                key={way}
                value={way}
                label={t(way === 'person' && isElsewhere ? 'signIns.personElsewhere' : `signIns.${way}`)}
              />
            ))}
          </RadioGroup>
        </Field>
      )}
      {draft.signIn !== 'none' && <Text {...props} field="username" hint={hintOf(t, 'usernameHints', form.service)} />}
      {draft.signIn === 'password' && (
        <Secret {...props} field="password" hint={hintOf(t, 'passwordHints', form.service)} />
      )}
      {isByToken(draft.signIn) && (
        <>
          {needsTenant(form) && <Text {...props} field="tenant" hint={t('fields.tenantHint')} />}
          <Text {...props} field="clientId" />
          <Proof {...props} isElsewhere={isElsewhere} />
          <Addresses {...props} />
        </>
      )}
    </>
  );
}

function Proof({ isElsewhere, ...props }: Props & { readonly isElsewhere: boolean }) {
  const { t } = useTranslation('upstreams');
  const { draft, set } = props;
  switch (draft.signIn) {
    case 'secret':
      return (
        <>
          <Secret {...props} field="secret" hint={t('fields.secretHint')} />
          <Field label={t('fields.secretExpires')} hint={t('fields.secretExpiresHint')}>
            <Input type="date" value={draft.secretExpires} onChange={(_, { value }) => set({ secretExpires: value })} />
          </Field>
        </>
      );
    case 'certificate':
      return (
        <>
          <Text {...props} field="appCertificate" />
          <Text {...props} field="appKey" />
        </>
      );
    case 'person':
      return isElsewhere ? (
        <>
          <Secret {...props} field="secret" />
          <Secret {...props} field="refreshToken" hint={t('fields.refreshTokenHint')} />
        </>
      ) : null;
    default:
      return null;
  }
}

interface FieldProps extends StepProps {
  readonly field: TextField & keyof FieldWords;
  readonly hint?: string;
  /** Taken where nothing is written. */
  readonly otherwise?: string;
}

type FieldWords = typeof import('../../words/en/upstreams.ts')['default']['fields'];

function Text({ draft, set, field, hint, otherwise }: FieldProps) {
  const { t } = useTranslation('upstreams');
  return (
    <Field label={t(`fields.${field}`)} hint={hint}>
      <Input
        value={draft[field]}
        placeholder={otherwise}
        autoComplete="off"
        onChange={(_, { value }) => set({ [field]: value })}
      />
    </Field>
  );
}

function Secret({ draft, set, field, hint, edited }: FieldProps & Pick<Props, 'edited'>) {
  const { t } = useTranslation('upstreams');
  return (
    <Field label={t(`fields.${field}`)} hint={keeps(draft, edited) ? t('fields.passwordKept') : hint}>
      <Input
        type="password"
        autoComplete="new-password"
        value={draft[field]}
        onChange={(_, { value }) => set({ [field]: value })}
      />
    </Field>
  );
}

const useStyles = makeStyles({
  panel: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, margin: 0 },
  header: { '& button': { paddingLeft: 0 } },
});

/** Known of the kind and the tenant; open where they are not. */
function Addresses(props: Props) {
  const { t } = useTranslation('upstreams');
  const styles = useStyles();
  const { draft, form } = props;
  const known = addressesOf({ ...draft, tokenEndpoint: '', deviceEndpoint: '', scope: '' }, form);
  const isOpen = form.oauth?.tokenEndpoint == null;
  return (
    <Accordion collapsible defaultOpenItems={isOpen ? ['addresses'] : []}>
      <AccordionItem value="addresses">
        <AccordionHeader as="h3" className={styles.header}>
          {t('fields.addresses')}
        </AccordionHeader>
        <AccordionPanel className={styles.panel}>
          <Text {...props} field="tokenEndpoint" otherwise={known.tokenEndpoint} />
          {draft.signIn === 'person' && <Text {...props} field="deviceEndpoint" otherwise={known.deviceEndpoint} />}
          <Text {...props} field="scope" otherwise={known.scope} />
        </AccordionPanel>
      </AccordionItem>
    </Accordion>
  );
}
