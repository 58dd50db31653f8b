/** The file of a worker by its name without extension, which is `.ts` in a clone and `.js` when compiled. @param beside the module that starts it. */
export const workerFile = (name: string, beside: string): URL =>
  new URL(`./${name}${beside.endsWith('.ts') ? '.ts' : '.js'}`, beside);
