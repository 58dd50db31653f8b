/** Explain: what would become of a mail that has not been sent. The mail is the address, so that refusals, devices and the trace lead here with theirs. */
import { Text } from '@fluentui/react-components';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { Asked } from '../../parts/asked.tsx';
import { BesideForm, useInSight } from '../../parts/beside-form.tsx';
import { Heading } from '../../parts/heading.tsx';
import { Section } from '../../parts/section.tsx';
import { Loading } from '../../parts/states.tsx';
import { useUrl } from '../../parts/url.ts';
import { Answer } from './answer.tsx';
import { Examples } from './examples.tsx';
import { Form } from './form.tsx';
import { bodyOf, type Draft, draftOf, faultOf, queryOf } from './question.ts';

export function Page() {
  const { t } = useTranslation('explain');
  const { query, change } = useUrl();
  const asked = useMemo(() => draftOf(query), [query]);
  const [draft, setDraft] = useState(asked);
  // By Back, or a link, another one is meant.
  useEffect(() => setDraft(asked), [asked]);
  const isAsked = faultOf(asked) === null;
  const explained = useQuery({
    queryKey: ['explain', asked],
    queryFn: ({ signal }) => call('POST /explain', { body: bodyOf(asked), signal }),
    enabled: isAsked,
    staleTime: 0,
    retry: false,
    placeholderData: keepPreviousData,
  });
  const answer = useInSight(explained.data);
  const ask = (next: Draft): void => {
    setDraft(next);
    const said = queryOf(next);
    if (JSON.stringify(said) === JSON.stringify(queryOf(asked))) void explained.refetch();
    else change(said);
  };
  return (
    <>
      <Heading>{t('title')}</Heading>
      <Text>{t('text')}</Text>
      <BesideForm>
        <Section as="h2" title={t('form')}>
          <Form draft={draft} set={(part) => setDraft((before) => ({ ...before, ...part }))} ask={() => ask(draft)} />
        </Section>
        {isAsked ? (
          <div ref={answer} aria-busy={explained.isFetching}>
            <Asked query={explained} loading={<Loading lines={8} />}>
              {(data) => <Answer draft={asked} explained={data} />}
            </Asked>
          </div>
        ) : (
          <Examples choose={ask} />
        )}
      </BesideForm>
    </>
  );
}
