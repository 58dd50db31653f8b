/** French and Spanish have a form of their own for whole millions. Behind digits it says what the form for several says. */
export const withMany = <Words>(words: Words): Words =>
  typeof words !== 'object' || words === null || Array.isArray(words)
    ? words
    : (Object.fromEntries(
        Object.entries(words).flatMap(([key, value]) => [
          [key, withMany(value)],
          ...(key.endsWith('_other') ? [[key.replace(/other$/u, 'many'), value]] : []),
        ]),
      ) as Words);
