/** All that administrators read of the server, in Spanish. */
import type { Sentences } from '../sentences.ts';
import { alarmsRemedies } from './remedies/alarms.ts';
import { checksRemedies } from './remedies/checks.ts';
import { devicesRemedies } from './remedies/devices.ts';
import { directoryRemedies } from './remedies/directory.ts';
import { importsRemedies } from './remedies/imports.ts';
import { limitsRemedies } from './remedies/limits.ts';
import { queueRemedies } from './remedies/queue.ts';
import { repliesRemedies } from './remedies/replies.ts';
import { rightsRemedies } from './remedies/rights.ts';
import { rulesRemedies } from './remedies/rules.ts';
import { screeningRemedies } from './remedies/screening.ts';
import { serverRemedies } from './remedies/server.ts';
import { setUpRemedies } from './remedies/set-up.ts';
import { signInRemedies } from './remedies/sign-in.ts';
import { tlsRemedies } from './remedies/tls.ts';
import { tokensRemedies } from './remedies/tokens.ts';
import { upstreamsRemedies } from './remedies/upstreams.ts';
import { parts } from './parts.ts';
import { alarms } from './alarms.ts';
import { alarmMail } from './alarm-mail.ts';
import { problemLines } from './problem-lines.ts';
import { reasons } from './reasons.ts';
import { habits } from './habits.ts';
import { problems } from './problems.ts';
import { domains } from './domains.ts';
import { limits } from './limits.ts';
import { trace } from './trace.ts';
import { rules } from './rules.ts';
import { advice } from './advice.ts';
import { delivery } from './delivery.ts';
import { connections } from './connections.ts';
import { checks } from './checks.ts';
import { servicesMicrosoft } from './services-microsoft.ts';
import { services } from './services.ts';

export const sentences: Sentences = {
  ...alarmsRemedies,
  ...checksRemedies,
  ...devicesRemedies,
  ...directoryRemedies,
  ...importsRemedies,
  ...limitsRemedies,
  ...queueRemedies,
  ...repliesRemedies,
  ...rightsRemedies,
  ...rulesRemedies,
  ...screeningRemedies,
  ...serverRemedies,
  ...setUpRemedies,
  ...signInRemedies,
  ...tlsRemedies,
  ...tokensRemedies,
  ...upstreamsRemedies,
  ...parts,
  ...alarms,
  ...alarmMail,
  ...problemLines,
  ...reasons,
  ...habits,
  ...problems,
  ...domains,
  ...limits,
  ...trace,
  ...rules,
  ...advice,
  ...delivery,
  ...connections,
  ...checks,
  ...servicesMicrosoft,
  ...services,
};
