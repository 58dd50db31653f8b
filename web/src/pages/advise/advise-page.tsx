/** Advise: which way in a device should take. The answers are the address, so that an advice can be sent to a colleague. */
import { Text } from '@fluentui/react-components';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { AdviceQuestion } from '../../api/contracts.ts';
import { Asked } from '../../parts/asked.tsx';
import { BesideForm, useInSight } from '../../parts/beside-form.tsx';
import { Heading } from '../../parts/heading.tsx';
import { ALL, useOrganization } from '../../parts/organization.ts';
import { Section } from '../../parts/section.tsx';
import { Empty, Loading } from '../../parts/states.tsx';
import { useUrl } from '../../parts/url.ts';
import { Answer } from './answer.tsx';
import { answersOf, askedOf, bodyOf, isAnswered } from './answers.ts';
import { Form } from './form.tsx';

export function Page() {
  const { t } = useTranslation('advise');
  const questions = useQuery({
    queryKey: ['advice', 'questions'],
    queryFn: ({ signal }) => call('GET /advice/questions', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <>
      <Heading>{t('title')}</Heading>
      <Text>{t('text')}</Text>
      <Asked query={questions} loading={<Loading lines={8} />}>
        {({ items }) => <Both questions={items} />}
      </Asked>
    </>
  );
}

function Both({ questions }: { readonly questions: readonly AdviceQuestion[] }) {
  const { t } = useTranslation('advise');
  const { query, change } = useUrl();
  const chosen = useOrganization();
  const said = useMemo(() => answersOf(questions, query), [questions, query]);
  const [draft, setDraft] = useState(said);
  // By Back, or a link, other answers are meant.
  useEffect(() => setDraft(said), [said]);
  const isAsked = askedOf(questions, said).every((one) => isAnswered(one, said));
  const organization = chosen === ALL ? undefined : chosen;
  const advised = useQuery({
    queryKey: ['directory', 'advice', said, organization],
    queryFn: ({ signal }) => call('POST /advice', { query: { organization }, body: bodyOf(questions, said), signal }),
    enabled: isAsked,
    retry: false,
    placeholderData: keepPreviousData,
  });
  const answer = useInSight(advised.data);
  const keys = questions.map(({ key }) => key);
  return (
    <BesideForm wide>
      <Section as="h2" title={t('form')}>
        <Form
          questions={questions}
          answers={draft}
          set={(key, text) => setDraft((before) => ({ ...before, [key]: text }))}
          ask={() => {
            const asked = new Set(askedOf(questions, draft).map(({ key }) => key));
            change(Object.fromEntries(keys.map((key) => [key, asked.has(key) ? draft[key]?.trim() : undefined])));
          }}
          clear={() => {
            setDraft({});
            change(Object.fromEntries(keys.map((key) => [key, undefined])));
          }}
        />
      </Section>
      {isAsked ? (
        <div ref={answer} aria-busy={advised.isFetching}>
          <Asked query={advised} loading={<Loading lines={8} />}>
            {(advice) => <Answer advice={advice} domain={said['domain'] ?? ''} />}
          </Asked>
        </div>
      ) : (
        <Empty title={t('empty.title')}>{t('empty.text')}</Empty>
      )}
    </BesideForm>
  );
}
