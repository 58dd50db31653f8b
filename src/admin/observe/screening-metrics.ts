/** Counts of what mail is screened with, taken over when somebody asks for metrics. */
import type { AdminOptions } from '../context.ts';
import { Counter, Gauge, type Registry } from './prometheus.ts';

/** @returns what takes them over. */
export function screeningMetrics(registry: Registry, screening: AdminOptions['screening']): () => void {
  const registers = [registry];
  const answers = new Counter({
    name: 'doorpost_engine_messages_total',
    help: 'Messages that a spam filter or virus scanner was asked about',
    labelNames: ['engine', 'result'],
    registers,
  });
  const failing = new Gauge({
    name: 'doorpost_engine_failing',
    help: '1 while a spam filter or virus scanner gave no answer to the last question',
    labelNames: ['engine'],
    registers,
  });
  const questions = new Counter({
    name: 'doorpost_block_list_addresses_total',
    help: 'Addresses that block lists were asked about',
    labelNames: ['list', 'result'],
    registers,
  });
  const unusable = new Gauge({
    name: 'doorpost_block_list_failing',
    help: '1 while a block list cannot be asked, or not be believed',
    labelNames: ['list'],
    registers,
  });
  const known = new Map<string, number>();
  /** Of a count since the start, what is new. */
  const grown = (key: string, now: number): number => {
    const before = known.get(key) ?? 0;
    known.set(key, now);
    return Math.max(0, now - before);
  };
  return () => {
    for (const one of screening?.engines() ?? []) {
      const { engine } = one;
      answers.inc({ engine, result: 'answered' }, grown(`${engine} answered`, one.answers));
      answers.inc({ engine, result: 'unanswered' }, grown(`${engine} unanswered`, one.failures));
      failing.set({ engine }, one.state === 'failing' ? 1 : 0);
    }
    unusable.reset();
    // Lists with a key are each organization's own, under one name.
    for (const [list, all] of Map.groupBy(screening?.lists() ?? [], (one) => one.list)) {
      const sum = (of: 'asked' | 'listed' | 'unanswered'): number => all.reduce((total, one) => total + one[of], 0);
      questions.inc({ list, result: 'listed' }, grown(`${list} listed`, sum('listed')));
      questions.inc({ list, result: 'unanswered' }, grown(`${list} unanswered`, sum('unanswered')));
      const clear = sum('asked') - sum('listed') - sum('unanswered');
      questions.inc({ list, result: 'not listed' }, grown(`${list} not listed`, clear));
      unusable.set({ list }, all.some((one) => one.state === 'failing') ? 1 : 0);
    }
  };
}
