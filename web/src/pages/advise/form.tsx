/** The questions, one below the other: each that can change the answer, as far as earlier ones are answered. */
import { Button, Field, Input, makeStyles, Radio, RadioGroup, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AdviceQuestion } from '../../api/contracts.ts';
import { Choice } from '../../parts/choice.tsx';
import { type Answers, askedOf, isAnswered, NO, YES } from './answers.ts';

interface Props {
  readonly questions: readonly AdviceQuestion[];
  readonly answers: Answers;
  readonly set: (key: string, text: string) => void;
  readonly ask: () => void;
  readonly clear: () => void;
}

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

export function Form({ questions, answers, set, ask, clear }: Props) {
  const { t } = useTranslation('advise');
  const styles = useStyles();
  const [tried, setTried] = useState(false);
  const asked = askedOf(questions, answers);
  const faultOf = (question: AdviceQuestion): string | undefined => {
    if (!tried || isAnswered(question, answers)) return undefined;
    if ((answers[question.key] ?? '') === '') return t('unanswered');
    return question.kind === 'number' ? t('noNumber') : t('noDomain');
  };
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (asked.every((one) => isAnswered(one, answers))) ask();
      }}
    >
      {asked.map((question) => (
        <Question
          key={question.key}
          question={question}
          text={answers[question.key] ?? ''}
          fault={faultOf(question)}
          change={(text) => set(question.key, text)}
        />
      ))}
      <div className={styles.buttons}>
        <Button type="submit" appearance="primary">
          {t('advise')}
        </Button>
        <Button
          onClick={() => {
            setTried(false);
            clear();
          }}
        >
          {t('again')}
        </Button>
      </div>
    </form>
  );
}

interface QuestionProps {
  readonly question: AdviceQuestion;
  readonly text: string;
  readonly fault: string | undefined;
  readonly change: (text: string) => void;
}

function Question({ question: { question, hint, kind, choices }, text, fault, change }: QuestionProps) {
  const { t } = useTranslation('advise');
  if (kind === 'yes-no')
    return (
      <Field label={question} validationMessage={fault}>
        <RadioGroup layout="horizontal" value={text} onChange={(_, { value }) => change(value)}>
          <Radio value={YES} label={t('yes')} />
          <Radio value={NO} label={t('no')} />
        </RadioGroup>
      </Field>
    );
  if (kind === 'choice')
    return (
      <Choice
        label={question}
        value={text}
        placeholder={t('choose')}
        fault={fault}
        options={choices.map(({ value, label }) => ({ value, name: label }))}
        change={change}
      />
    );
  return (
    <Field label={question} hint={hint} validationMessage={fault}>
      <Input
        value={text}
        inputMode={kind === 'number' ? 'numeric' : undefined}
        autoComplete="off"
        spellCheck={false}
        onChange={(_, { value }) => change(value)}
      />
    </Field>
  );
}
