/** Which way in a device should take, beside what the organization has. */
import { given } from '../../base/given.ts';
import { parseHostName } from '../../config/values.ts';
import { type FieldProblem, SEE_EACH } from '../../config/schema-problems.ts';
import { advise } from '../../policy/advice/advice.ts';
import {
  type AdviceQuestion,
  adviceQuestions,
  answered,
  isWhole,
  type Situation,
} from '../../policy/advice/situation.ts';
import { standingOf } from '../../policy/advice/standing.ts';
import { toldCure, cureIn } from '../../texts/remedy.ts';
import { toldWarnings } from '../answers/told-next.ts';
import type { AdminContext } from '../context.ts';
import { advice } from '../contracts/advice.ts';
import type { BodyOf } from '../contracts/operation.ts';
import { organizationScope } from '../http/naming.ts';
import { Problem } from '../http/problem.ts';
import { type ApiRoute, route } from '../http/route.ts';
import { lineIn } from '../../texts/told.ts';
import type { ToldLine } from '../../mail/lines/said.ts';
import { type Sentences, sentenceIn } from '../../texts/sentences.ts';

type Room = Pick<AdminContext, 'directory' | 'settings'>;

export const adviceRoutes = (room: Room): readonly ApiRoute[] => [
  route(advice.questions, ({ sentences }) => ({
    items: adviceQuestions.map((question) => shownQuestion(question, sentences)),
  })),
  route(advice.advise, ({ query, body, sentences }) => {
    const view = room.directory.current;
    const owner = organizationScope(view, query.organization);
    const situation = situationOf(body);
    const { mode, hostName, egressAddresses } = room.settings;
    // In evaluation nobody has said yet what it is called.
    const host = mode === 'production' ? hostName : null;
    const advised = advise(situation, { host, egress: egressAddresses[0] ?? null });
    const standing = standingOf(view, owner, advised, situation);
    const said = (words: ToldLine): string => lineIn(words, sentences);
    const { way, title, why, first, licences, spf } = advised;
    return {
      ...{ way, title: said(title), spf, why: why.map(said), first: first.map(said), licences: licences.map(said) },
      instead: advised.instead.map(({ way: other, why: against }) => ({ way: other, ...toldCure(against) })),
      limits: advised.limits.map((limit) => toldCure(limit)),
      device: advised.device.map(([label, value]) => ({
        label: said(label),
        value: typeof value === 'string' ? value : said(value),
      })),
      here: advised.here.map((step, at) => ({ ...toldCure(step), done: standing.done[at] ?? null })),
      there: advised.there.map((step) => toldCure(step)),
      ...toldWarnings(standing.warnings),
    };
  }),
];

function shownQuestion({ key, question, hint, kind, onlyIf }: AdviceQuestion, sentences: Sentences) {
  const said = (text: string): string => sentenceIn(sentences, text) ?? text;
  const isChoice = typeof kind === 'object';
  return {
    ...{
      key,
      question: said(question),
      hint: cureIn(toldCure(hint), sentences).cure,
      kind: isChoice ? ('choice' as const) : kind,
    },
    choices: isChoice ? kind.choices.map(([value, label]) => ({ value, label: said(label) })) : [],
    onlyIf: Object.entries(onlyIf).map(([earlier, value]) => ({ key: earlier, value })),
  };
}

/** Throws a Problem that names each question which is not answered, or not so that it can be used. */
function situationOf(body: BodyOf<typeof advice.advise>): Situation {
  const domain = body.domain === undefined ? undefined : parseHostName(body.domain);
  if (domain === null || domain?.includes('.') === false)
    throw refused([{ path: 'domain', message: 'is no domain name', cure: 'write it as contoso.com' }]);
  const { situation, lacking } = answered(given({ ...body, domain }));
  if (isWhole(situation)) return situation;
  throw refused(lacking.map(({ key, hint }) => ({ path: key, message: 'is missing', ...toldCure(hint) })));
}

const refused = (problems: readonly FieldProblem[]): Problem =>
  new Problem('invalid-fields', { why: 'fields' }, SEE_EACH, problems);
