/** The question what mail for outside does where a change takes its last upstream: asked where nobody has said it. */
import { Field, Radio, RadioGroup, Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ApiProblem, call } from '../../api/call.ts';

export type Without = 'wait' | 'mx';
const ASKING: ReadonlySet<string> = new Set(['say-without-upstream', 'keep-mail-back']);

/** Whether the server refuses it for want of an answer. */
export function asksWithout(error: Error | null): boolean {
  if (!(error instanceof ApiProblem)) return false;
  const { remedy, problems = [] } = error.problem;
  return [remedy, ...problems.map((one) => one.remedy)].some((one) => one !== undefined && ASKING.has(one.act));
}

/** Said before the change that needs it; the organization keeps it. */
export const sayWithout = (organization: string, withoutUpstream: Without | null): Promise<unknown> =>
  withoutUpstream === null
    ? Promise.resolve()
    : call('PATCH /organizations/:name', { params: { name: organization }, query: {}, body: { withoutUpstream } });

interface Props {
  readonly value: Without | null;
  readonly change: (value: Without) => void;
}

export function WithoutUpstream({ value, change }: Props) {
  const { t } = useTranslation('upstreams');
  return (
    <>
      <Field label={t('without.title')}>
        <RadioGroup value={value ?? ''} onChange={(_, { value: chosen }) => change(chosen as Without)}>
          {(['wait', 'mx'] as const).map((one) => (
            <Radio
              key={one}
              value={one}
              label={
                <>
                  {t(`without.${one}`)}
                  <Text block size={200}>
                    {t(`without.${one}Text`)}
                  </Text>
                </>
              }
            />
          ))}
        </RadioGroup>
      </Field>
      <Text size={200}>{t('without.kept')}</Text>
    </>
  );
}
