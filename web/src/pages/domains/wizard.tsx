/** A domain is added and set up: its name, the proof, where its mailboxes are, all records on one page, and how they stand. It is there from its name on. */
import {
  Button,
  Field,
  Input,
  Link,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components';
import { ArrowDownload20Regular } from '@fluentui/react-icons';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem, call } from '../../api/call.ts';
import type { Domain, Problem, Step } from '../../api/contracts.ts';
import { type Doubt, doubtsOf } from '../../parts/doubts.ts';
import { Asked } from '../../parts/asked.tsx';
import { Bullets } from '../../parts/bullets.tsx';
import { useDeed } from '../../parts/deed.ts';
import { Heading } from '../../parts/heading.tsx';
import { useOwner } from '../../parts/owner.tsx';
import { Remedy } from '../../parts/remedy.tsx';
import { sentence } from '../../parts/sentence.ts';
import { Failed, Loading } from '../../parts/states.tsx';
import { StepList } from '../../parts/step-list.tsx';
import { Wizard, type WizardStep } from '../../parts/wizard.tsx';
import { useHealth } from './details.tsx';
import { Doubts } from './doubts.tsx';
import { Health, useCheck } from './health.tsx';
import { download, useRecords } from './records-sheet.tsx';
import { RecordsTable } from './records-table.tsx';
import { DOMAINS } from './shown.tsx';
import { TypeChoice } from './type-choice.tsx';

type FieldProblem = NonNullable<Problem['problems']>[number];

interface Leaving {
  /** With the domain that is to be open then. */
  readonly leave: (open?: string) => void;
}

interface Added extends Leaving {
  /** As far as it is known. */
  readonly name: string;
  /** Its mail for unknown recipients is to go on, from the beginning. */
  readonly relays: boolean;
}

export function AddDomain({ name, relays, leave }: Added) {
  const { t } = useTranslation('domains');
  const queries = useQueryClient();
  const [said, setSaid] = useState(name);
  const [added, setAdded] = useState<Domain | null>(null);
  const owner = useOwner({ of: added?.organizationId });
  const [refused, setRefused] = useState<FieldProblem | null>(null);
  const [doubts, setDoubts] = useState<readonly Doubt[]>([]);
  const first: WizardStep = {
    id: 'name',
    title: t('wizard.steps.name'),
    fault: said.trim() === '' ? t('wizard.noName') : owner.fault,
    leave: async () => {
      if (added !== null) return true;
      try {
        const answer = await call('POST /domains', {
          query: { organization: owner.organization },
          body: { name: said.trim(), ...(relays && { type: 'internal-relay' }) },
        });
        setAdded(answer.item);
        setDoubts(doubtsOf(answer));
        await queries.invalidateQueries({ queryKey: DOMAINS });
        return true;
      } catch (failure) {
        const problems = failure instanceof ApiProblem ? failure.problem.problems : undefined;
        const ofName = problems?.find(({ path }) => path === 'name');
        if (ofName === undefined) throw failure;
        setRefused(ofName);
        return false;
      }
    },
    children: (
      <>
        <Field
          label={t('wizard.name')}
          hint={t('wizard.nameHint')}
          validationMessage={refused === null ? undefined : sentence(refused.message)}
        >
          <Input
            value={added?.name ?? said}
            readOnly={added !== null}
            onChange={(_, { value }) => {
              setSaid(value);
              setRefused(null);
            }}
            spellCheck={false}
          />
        </Field>
        {refused !== null && <Remedy told={{ ...refused, cure: sentence(refused.cure) }} />}
        {owner.field}
      </>
    ),
  };
  return <SetUp title={t('wizard.title')} first={first} domain={added} doubts={doubts} leave={leave} />;
}

/** The same of one that was added before. */
export function SetUpDomain({ domain, leave }: { readonly domain: string } & Leaving) {
  const { t } = useTranslation('domains');
  const found = useHealth(domain);
  return (
    <Asked query={found} loading={<Loading lines={6} />}>
      {({ item }) => (
        <SetUp
          title={t('wizard.setUpTitle', { name: item.name })}
          first={null}
          domain={item}
          doubts={[]}
          leave={leave}
        />
      )}
    </Asked>
  );
}

interface SetUpProps extends Leaving {
  readonly title: string;
  readonly first: WizardStep | null;
  /** null: it is not added yet. */
  readonly domain: Domain | null;
  /** Warnings that came with its name. */
  readonly doubts: readonly Doubt[];
}

function SetUp({ title, first, domain, doubts, leave }: SetUpProps) {
  const { t } = useTranslation('domains');
  const queries = useQueryClient();
  const [chosen, setType] = useState<Domain['type'] | null>(null);
  const [present, setPresent] = useState<Domain['type'] | null>(null);
  const [ofType, setOfType] = useState<readonly Doubt[]>([]);
  const kept = present ?? domain?.type ?? 'authoritative';
  const type = chosen ?? kept;
  const changeType = async (): Promise<boolean> => {
    if (domain === null || type === kept) return true;
    const answer = await call('PATCH /domains/:name', { params: { name: domain.id }, body: { type } });
    setPresent(type);
    setOfType(doubtsOf(answer));
    await queries.invalidateQueries({ queryKey: DOMAINS });
    return true;
  };
  const others: readonly WizardStep[] = [
    {
      id: 'proof',
      title: t('wizard.steps.proof'),
      children: domain && (
        <>
          <Doubts of={doubts} />
          <ProofStep domain={domain} isNew={first !== null} />
        </>
      ),
    },
    {
      id: 'type',
      title: t('wizard.steps.type'),
      leave: changeType,
      children: domain && <TypeChoice name={domain.name} type={type} change={setType} />,
    },
    {
      id: 'records',
      title: t('wizard.steps.records'),
      children: domain && (
        <>
          <Doubts of={ofType} />
          <RecordsStep domain={domain} />
        </>
      ),
    },
    { id: 'check', title: t('wizard.steps.check'), children: domain && <CheckStep domain={domain} /> },
  ];
  return (
    <>
      <Heading>{title}</Heading>
      <Wizard
        steps={first === null ? others : [first, ...others]}
        deed={t('wizard.finish')}
        cancel={() => leave(domain?.id)}
        finish={async () => leave(domain?.id)}
      />
    </>
  );
}

const useStyles = makeStyles({
  block: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: tokens.spacingVerticalM },
  acts: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
});

interface Verification {
  readonly verified: boolean;
  readonly steps: readonly Step[];
}

function ProofStep({ domain: { id, name, verified }, isNew }: { readonly domain: Domain; readonly isNew: boolean }) {
  const { t } = useTranslation('domains');
  const styles = useStyles();
  const queries = useQueryClient();
  const found = useRecords(id);
  const [byMx, setByMx] = useState(false);
  const [seen, setSeen] = useState<Verification | null>(null);
  const { busy, error, run } = useDeed();
  const isVerified = verified !== null || seen?.verified === true;
  const verify = (): void =>
    void run(async () => {
      setSeen(await call('POST /domains/:name/verify', { params: { name: id }, body: {} }));
      await queries.invalidateQueries({ queryKey: [...DOMAINS] });
    });
  if (isVerified)
    return (
      <MessageBar intent="success">
        <MessageBarBody>
          <MessageBarTitle>{t('wizard.isVerified')}</MessageBarTitle>
        </MessageBarBody>
      </MessageBar>
    );
  return (
    <div className={styles.block}>
      {isNew && <Text>{t('wizard.added')}</Text>}
      <Text>{t('wizard.proofText', { name })}</Text>
      <Asked query={found}>
        {({ records }) => (
          <RecordsTable
            records={records}
            domain={name}
            only={byMx ? ['verification', 'verification-mx'] : ['verification']}
          />
        )}
      </Asked>
      {!byMx && (
        <Link as="button" type="button" onClick={() => setByMx(true)}>
          {t('wizard.noTxt')}
        </Link>
      )}
      {byMx && <Text>{t('wizard.mxText')}</Text>}
      <div className={styles.acts}>
        <Button type="button" disabledFocusable={busy} onClick={verify}>
          {t('wizard.verify')}
        </Button>
        {busy && <Spinner size="tiny" label={t('wizard.verifying')} labelPosition="after" />}
      </div>
      {error !== null && <Failed error={error} />}
      {seen !== null && !busy && (
        <>
          <Text weight="semibold" role="status">
            {t('wizard.notVerified')}
          </Text>
          <Text>{t('wizard.usually')}</Text>
          <Bullets
            of={t('wizard.causes', { returnObjects: true }).map((text) => ({ key: text, mood: 'neutral', text }))}
          />
          <StepList steps={answersOf(seen, byMx)} />
        </>
      )}
      <Text>{t('wizard.later')}</Text>
    </div>
  );
}

/** What each server said of the records that are looked for: what helps stands above. */
const answersOf = ({ steps }: Verification, byMx: boolean): readonly Step[] =>
  steps.filter(({ what }) => what !== 'MX' || byMx).map((step) => ({ ...step, asked: null, cure: null, remedy: null }));

function RecordsStep({ domain }: { readonly domain: Domain }) {
  const { t } = useTranslation('domains');
  const styles = useStyles();
  const found = useRecords(domain.id);
  const { busy, error, run } = useDeed();
  return (
    <div className={styles.block}>
      <Text>{t('sheet.intro', { name: domain.name })}</Text>
      <Asked query={found}>{({ records }) => <RecordsTable records={records} domain={domain.name} />}</Asked>
      <Text>{t('sheet.dkim')}</Text>
      <Button
        type="button"
        icon={<ArrowDownload20Regular />}
        disabledFocusable={busy}
        onClick={() => void run(() => download(domain))}
      >
        {t('sheet.download')}
      </Button>
      {error !== null && <Failed error={error} />}
    </div>
  );
}

function CheckStep({ domain: { id, name } }: { readonly domain: Domain }) {
  const { t } = useTranslation('domains');
  const styles = useStyles();
  const check = useCheck(id);
  const found = useHealth(id);
  const { run } = check;
  useEffect(() => run(), [run]);
  return (
    <div className={styles.block}>
      <Text>{t('wizard.checkText', { name })}</Text>
      <Asked query={found}>
        {({ item, records }) => <Health records={records} domain={item} check={check} as="h3" />}
      </Asked>
      <Button type="button" disabledFocusable={check.busy} onClick={run}>
        {t('wizard.checkAgain')}
      </Button>
    </div>
  );
}
